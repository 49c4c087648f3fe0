import { assertOpen } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { talkedAbout } from './take-note.ts';

/** Keeps a promise: who does what until when. */
export const takeAction: CommandHandler<'action'> = async (context, command) => {
  const { tx, now, sheet, series, inboxId } = context;
  assertOpen(sheet.meeting);
  const text = command.text.trim();
  if (text === '') throw new UserError('An action needs words: what is to be done?');
  const due = command.due === undefined ? undefined : readDate(command.due);
  const owner = command.owner?.replace(/\s+/gu, ' ').trim();
  const person = owner ? await tx.people.byName(series.communityId, owner) : undefined;
  const item = talkedAbout(context, command.item);
  await tx.minutes.addAction({
    seriesId: series.id,
    meetingId: sheet.meeting.id,
    text,
    ...(owner ? { owner } : {}),
    ...(person ? { ownerId: person.id } : {}),
    ...(due ? { due } : {}),
    ...(item ? { itemId: item.id } : {}),
    ...(inboxId === undefined ? {} : { inboxId }),
    at: now,
  });
  const who = owner ? `${plain(owner)}: ` : '';
  const until = due ? ` (by ${due.toString()})` : '';
  return { audience: 'channel', text: `**Action** ${who}${plain(text)}${until}` };
};

function readDate(text: string): Temporal.PlainDate {
  try {
    return Temporal.PlainDate.from(text.trim(), { overflow: 'reject' });
  } catch (cause) {
    throw new UserError(`I can't read "${text}" as a date. Write it as 2014-07-08.`, { cause });
  }
}
