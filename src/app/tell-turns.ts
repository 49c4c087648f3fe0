import type { Role } from '../domain/sheet.ts';
import { formatInstant } from '../render/dates.ts';
import { paragraph } from '../render/document.ts';
import { zoneOf } from '../render/phrases.ts';
import { mailPerson, postInChannel, type Announcement } from './announce.ts';
import { loadMeeting, type MeetingContext } from './context.ts';
import type { App, Person, Tx } from './ports.ts';
import type { TurnChange } from './take-turns.ts';

export const duties: Record<Role, { does: string; how: string }> = {
  chair: { does: 'chairs', how: 'You chair' },
  scribe: { does: 'takes the minutes', how: 'You take the minutes of' },
};

/** Tells those who got a duty by another's leaving; and everyone, where they had been told who has it. */
export async function tellTurns(app: App, tx: Tx, changes: readonly TurnChange[]): Promise<void> {
  // Earlier meetings are always locked before later ones.
  const inOrder = changes.toSorted((left, right) =>
    Temporal.Instant.compare(left.startsAt, right.startsAt),
  );
  for (const change of inOrder) {
    if (change.from === undefined && !change.announced) continue;
    const context = await loadMeeting(app, tx, change.meetingId);
    const person = change.to === undefined ? undefined : await tx.people.byId(change.to);
    if (person) await tellPerson(context, change, person);
    if (change.announced) await tellEveryone(context, change, person);
  }
}

/** Said again when the same person gets the same duty again, so the time is part of what it is. */
function whatOf({ role, to }: TurnChange, now: Temporal.Instant): string {
  return `turn-${role}-${to ?? 'nobody'}-${now.epochMilliseconds}`;
}

async function tellPerson(
  context: MeetingContext,
  change: TurnChange,
  person: Person,
): Promise<void> {
  const text = `${duties[change.role].how} the ${context.series.name} on ${whenWords(context)}. If you can't, say so with /meeting pass, or swap with /meeting swap.`;
  await mailPerson(context, announcementOf(context, change, text), person);
}

async function tellEveryone(
  context: MeetingContext,
  change: TurnChange,
  person: Person | undefined,
): Promise<void> {
  const { does } = duties[change.role];
  const text = person
    ? `${person.name} now ${does} on ${whenWords(context)}.`
    : `The ${context.series.name} on ${whenWords(context)} has no ${change.role} now. Who would like to?`;
  await postInChannel(context, announcementOf(context, change, text));
}

function announcementOf(
  { series, now }: MeetingContext,
  change: TurnChange,
  text: string,
): Announcement {
  return {
    what: whatOf(change, now),
    kind: 'note',
    rendered: {
      subject: `${series.name}: who ${duties[change.role].does}`,
      document: { blocks: [paragraph(text)] },
    },
  };
}

function whenWords({ sheet }: MeetingContext): string {
  return formatInstant(sheet.meeting.startsAt, zoneOf(sheet), 'full');
}
