import { isOnAgenda, type Item } from '../../domain/item.ts';
import { assertAgendaChangeable, takesItems } from '../../domain/meeting-state.ts';
import { UserError } from '../../domain/user-error.ts';
import { plain, when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import { itemByNumber, type CommandContext } from '../context.ts';
import { unskipDate } from '../manage-dates.ts';
import type { Answer } from '../ports.ts';
import { recordChange } from '../record-change.ts';
import { toldWords } from './reschedule-meeting.ts';

/** Takes back what took an item off the agenda; without a number, what called off the call. */
export const restoreItem: CommandHandler<'restore'> = async (context, { item: number }) => {
  if (number === undefined) return restoreMeeting(context);
  const { sheet, tx } = context;
  assertAgendaChangeable(sheet.meeting);
  const item = itemByNumber(sheet, number);
  if (isOnAgenda(item))
    throw new UserError(`#${number} is on the agenda; nothing is to be undone.`);
  const later = item.status === 'deferred' ? await takeBack(context, item) : undefined;
  await recordChange(context, item, 'restore');
  await tx.items.update(item.id, {
    ...later,
    // What is proposed after the agenda was confirmed would be confirmed by nobody.
    status:
      sheet.meeting.status === 'confirmed' || sheet.meeting.status === 'open'
        ? 'accepted'
        : 'proposed',
    position: Math.max(...sheet.items.map(({ position }) => position)) + 1,
  });
  const title = plain(later?.title ?? item.title);
  return { audience: 'channel', text: `#${number} ${title} is on the agenda again.` };
};

/** From the later meeting that it went to, as it stands there by now. Throws a UserError when it is too late for that. */
async function takeBack(context: CommandContext, { id, number }: Item) {
  const { tx } = context;
  const found = await tx.items.carriedTo(id);
  if (!found) return undefined;
  const sheet = await lockedSheet(context, found.meetingId);
  const copy = sheet.items.find((item) => item.id === found.id);
  const isWaiting = copy?.status === 'proposed' || copy?.status === 'accepted';
  if (!copy || !isWaiting || !takesItems(sheet.meeting) || sheet.meeting.status === 'open')
    throw new UserError(
      `#${number} went to a later meeting, which has dealt with it by now. Add it anew.`,
    );
  await recordChange(context, copy, 'restore');
  // No longer its successor: it may be deferred once more.
  await tx.items.update(copy.id, { status: 'withdrawn', carriedFromId: null });
  const { title, details, lead, minutes, outcome, links } = copy;
  return {
    title,
    links,
    details: details ?? null,
    lead: lead ?? null,
    minutes: minutes ?? null,
    outcome: outcome ?? null,
  };
}

/** Later meetings are locked after earlier ones, never before. */
async function lockedSheet({ tx }: CommandContext, meetingId: string) {
  await tx.meetings.lock(meetingId);
  return tx.meetings.sheet(meetingId);
}

async function restoreMeeting({ app, tx, now, series, sheet }: CommandContext): Promise<Answer> {
  const coming = await tx.meetings.ofSeries(series.id, now.add({ seconds: 1 }));
  const off = coming.find(({ status }) => status === 'cancelled');
  if (!off) throw new UserError(`No call of ${series.name} that is still to come is cancelled.`);
  const date = off.startsAt.toZonedDateTimeISO(series.zone).toPlainDate().toString();
  const { startsAt, told } = await unskipDate(app, tx, { series, date });
  return {
    audience: 'writer',
    text: `On again: ${when(sheet, startsAt)}. ${toldWords(told)} Items that went to the next call stay there; take one back by its number.`,
  };
}
