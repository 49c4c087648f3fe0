import { takesItems } from '../domain/meeting-state.ts';
import type { Meeting } from '../domain/meeting.ts';
import type { Proof } from '../domain/proof.ts';
import { calendarName } from '../render/calendar-name.ts';
import { readRsvp, type Rsvp } from '../understand/rsvp.ts';
import { loadMeeting } from './context.ts';
import { instantOf } from '../domain/local-time.ts';
import { zoneAt } from '../domain/schedule.ts';
import { passWithRegrets } from './pass-with-regrets.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';

/** What became of a mail that answers an invitation. */
export type RsvpOutcome =
  | { kind: 'recorded'; meetingId: string; name: string; intention: Rsvp['intention'] }
  /** Nothing was done, and why. */
  | { kind: 'ignored'; reason: string };

export interface RsvpMail {
  /** The mail's iCalendar parts. */
  calendars: readonly string[];
  /** Who wrote it, found and proven by the caller: whatever the answer says, it is theirs. */
  person: { id: string; name: string };
  /** How sure that is. */
  proof: Proof;
  /** The series that the mail belongs to, by its address, thread or list. */
  series: SeriesRecord;
  /** The meeting that the mail belongs to, for answers to a repeating entry as a whole. */
  meeting?: Meeting;
  inboxId?: string;
}

/**
 * Takes the answer that a calendar program mailed (METHOD:REPLY) as its writer's intention. Nothing when the mail holds
 * no such answer.
 */
export async function takeRsvp(app: App, tx: Tx, mail: RsvpMail): Promise<RsvpOutcome | undefined> {
  const rsvp = readRsvp(mail.calendars);
  if (!rsvp) return undefined;
  const { person, proof, inboxId } = mail;
  const found = await findMeeting(tx, mail, rsvp);
  if (!found) return { kind: 'ignored', reason: 'it answers an invitation to no meeting of ours' };
  const context = await loadMeeting(app, tx, found.id);
  const { meeting } = context.sheet;
  if (!takesItems(meeting))
    return {
      kind: 'ignored',
      reason: `it answers the invitation to a meeting that is ${meeting.status}`,
    };
  // RFC 5546 §2.1.5: who said yes to another hour has not said yes to this one.
  if (rsvp.sequence < meeting.sequence)
    return { kind: 'ignored', reason: 'it answers an invitation that has changed since' };
  await tx.minutes.setAttendance({
    meetingId: meeting.id,
    name: person.name,
    personId: person.id,
    intention: rsvp.intention,
    ...(inboxId === undefined ? {} : { inboxId }),
    at: context.now,
  });
  if (rsvp.intention === 'regrets')
    await passWithRegrets(context, { personIds: [person.id], proof });
  return { kind: 'recorded', meetingId: meeting.id, name: person.name, intention: rsvp.intention };
}

/** By the UID and RECURRENCE-ID that our invitations bear; a whole repeating entry means the meeting of the mail. */
async function findMeeting(
  tx: Tx,
  { series, meeting }: RsvpMail,
  rsvp: Rsvp,
): Promise<Meeting | undefined> {
  const named = (await tx.meetings.ofSeries(series.id)).filter(
    ({ occurrence }) => calendarName(series, occurrence).uid === rsvp.uid,
  );
  const { recurrence } = rsvp;
  if (recurrence) {
    return named.find(({ occurrence }) => {
      const at =
        'at' in recurrence
          ? recurrence.at
          : instantOf(recurrence.local, zoneAt(series, occurrence));
      return at.equals(occurrence);
    });
  }
  return named.find(({ id }) => id === meeting?.id) ?? (named.length === 1 ? named[0] : undefined);
}
