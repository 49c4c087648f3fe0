import { chooseMeeting } from '../../domain/choose-meeting.ts';
import type { Command } from '../../domain/command.ts';
import { takesItems } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import type { CommandContext } from '../context.ts';
import type { CommandHandler } from '../command-handler.ts';
import { findWriter } from '../find-writer.ts';
import { readKept } from '../kept-reading.ts';
import { isAboutOneMeeting, tooLate } from '../moved-on.ts';
import type { Answer, InboxRecord } from '../ports.ts';

/** Does what a held message asks for, on the chair's word and in its writer's name; or leaves it. */
export const settleHeld: CommandHandler<'settle'> = async (context, command) => {
  const { tx, now, actor } = context;
  const { held, how } = command;
  const record = await takeHeld(context, held);
  const { author, subject } = readKept(record.reading);
  const what = `“${plain(subject)}” from ${plain(author?.name ?? author?.address ?? 'someone')}`;
  if (how === 'dismiss') {
    const reason = `dismissed by ${actor.name}`;
    await tx.inbox.settle(held, { status: 'ignored', at: now, reason });
    return { audience: 'channel', text: `Dismissed: ${what}.` };
  }
  const answers = await accept(context, record, command.commands);
  const personId = author && (await writerOf(context, author)).id;
  await tx.inbox.settle(held, {
    status: 'done',
    at: now,
    reason: `accepted by ${actor.name}`,
    // So that it is never replayed: it would be done twice.
    reading: { ...record.reading, isPartlyDone: true },
    ...(personId === undefined ? {} : { personId }),
  });
  return {
    audience: 'channel',
    text: [`Accepted: ${what}.`, ...answers.map(({ text }) => text)].join('\n'),
  };
};

/** Locked, so that of two who press a button one is told that it is settled. */
async function takeHeld({ tx, series }: CommandContext, held: string): Promise<InboxRecord> {
  const record = await tx.inbox.take(held);
  const meeting = record?.meetingId;
  const home = meeting === undefined ? undefined : (await tx.meetings.sheet(meeting)).series;
  if (!record || (home && home.communityId !== series.communityId))
    throw new UserError('There is no such message.');
  if (record.status !== 'held')
    throw new UserError(
      `This message is settled already${record.reason === undefined ? '' : `: ${record.reason}`}.`,
    );
  return record;
}

async function accept(
  context: CommandContext,
  record: InboxRecord,
  corrected: readonly Command[] | undefined,
): Promise<Answer[]> {
  const { author, pending } = readKept(record.reading);
  const commands = corrected ?? pending;
  if (commands.length === 0)
    throw new UserError(
      'Nothing could be made of this message. Write the items that it should become, or dismiss it.',
    );
  if (!author)
    throw new UserError(
      'It is not known who wrote this message. Add its items yourself, and dismiss it.',
    );
  const writer = await writerOf(context, author);
  // The chair vouches for what the writer could not prove.
  const actor = { personId: writer.id, name: writer.name, proof: 'operator' } as const;
  const meetingId = await meetingFor(context, record);
  const isMovedOn = record.meetingId !== undefined && record.meetingId !== meetingId;
  const misses = (command: Command) => isMovedOn && isAboutOneMeeting(command);
  if (commands.every(misses)) throw new UserError(tooLate);
  const answers: Answer[] = [];
  for (const command of commands)
    answers.push(
      misses(command)
        ? { audience: 'channel', text: tooLate }
        : await context.run({ command, actor, meetingId, inboxId: record.id }),
    );
  return answers;
}

async function writerOf(
  { app, tx, series }: CommandContext,
  author: { name?: string; address: string },
) {
  return findWriter(app, tx, series.communityId, author);
}

/** The meeting that the message was for, or else the one at hand; the one after it when that takes nothing any more. */
async function meetingFor(
  { tx, sheet, series }: CommandContext,
  { meetingId = sheet.meeting.id }: InboxRecord,
): Promise<string> {
  const { meeting } = await tx.meetings.sheet(meetingId);
  if (takesItems(meeting)) return meeting.id;
  const next = chooseMeeting(await tx.meetings.ofSeries(series.id), 'add');
  if (!next) throw new UserError(`${series.name} has no meeting to come.`);
  return next.id;
}
