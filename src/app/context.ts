import type { Item } from '../domain/item.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { Sheet } from '../domain/sheet.ts';
import { UserError } from '../domain/user-error.ts';
import { meetingUrl } from './links.ts';
import type { Actor, Answer, App, Request, SeriesRecord, Tx } from './ports.ts';
import { replyAddress } from './reply-address.ts';

/** One meeting, locked, with all that is known of it, inside one transaction. */
export interface MeetingContext {
  app: App;
  tx: Tx;
  now: Temporal.Instant;
  sheet: Sheet;
  series: SeriesRecord;
}

/** A meeting's context with the person who asks for something in it. */
export interface CommandContext extends MeetingContext {
  actor: Actor;
  inboxId?: string;
  /** Runs another command in the same transaction. */
  run(request: Request): Promise<Answer>;
}

/** Locks the meeting, so that what happens to it happens in turn, and loads it. */
export async function loadMeeting(app: App, tx: Tx, meetingId: string): Promise<MeetingContext> {
  await tx.meetings.lock(meetingId);
  const now = app.clock.now();
  const sheet = await loadSheet(app, tx, meetingId);
  return { app, tx, now, sheet, series: sheet.series };
}

/** The context as it is after a change. */
export async function reload<C extends MeetingContext>(context: C): Promise<C> {
  const { app, tx } = context;
  const sheet = await loadSheet(app, tx, context.sheet.meeting.id);
  return { ...context, sheet, series: sheet.series };
}

/** A meeting's sheet with the addresses that Convoke gives it. */
export async function loadSheet(
  app: App,
  tx: Tx,
  meetingId: string,
): Promise<Sheet & { series: SeriesRecord }> {
  const { replyToken, ...sheet } = await tx.meetings.sheet(meetingId);
  const at = (startsAt: Temporal.Instant) => {
    const url = meetingUrl(app.identity, sheet.series, startsAt);
    return url === undefined ? { startsAt } : { startsAt, url };
  };
  const { url } = at(sheet.meeting.startsAt) as { url?: string };
  return {
    ...sheet,
    ...(url === undefined ? {} : { url }),
    ...(sheet.lastMinutes ? { lastMinutes: at(sheet.lastMinutes.startsAt) } : {}),
    ...(sheet.next ? { next: at(sheet.next.startsAt) } : {}),
    ...(await replyTo(app, tx, sheet.meeting, replyToken)),
  };
}

async function replyTo(
  { identity, clock }: App,
  tx: Tx,
  meeting: Meeting,
  known: string | undefined,
): Promise<{ replyTo?: string }> {
  const { address } = identity;
  if (address === undefined) return {};
  const token = known ?? (await tx.meetings.replyToken(meeting.id, clock.now()));
  return { replyTo: replyAddress(address, token) };
}

/** Throws a UserError that lists what there is, when the agenda has no such number. */
export function itemByNumber(sheet: Sheet, number: number): Item {
  const item = sheet.items.find((candidate) => candidate.number === number);
  if (item) return item;
  const known = sheet.items.map((candidate) => `#${candidate.number}`).join(', ');
  throw new UserError(
    known === ''
      ? `There is no item #${number}: the agenda is still empty.`
      : `There is no item #${number} on this agenda. It has ${known}.`,
  );
}
