import type { OutboxFact } from '../facts.ts';
import type { World } from '../world.ts';

interface Invitation {
  sequence: number;
  start: string;
  method: string;
}

/** What calendars are told agrees with the meeting, and each change outranks what they had before. */
export class Calendars {
  readonly #last = new Map<string, Invitation>();

  check(world: World, { meetingId, payload, key }: OutboxFact): void {
    const { calendar } = payload;
    if (!calendar || meetingId === null) return;
    const content = calendar.content.replace(/\r?\n[ \t]/gu, '');
    const event = /BEGIN:VEVENT[^]*?END:VEVENT/u.exec(content)?.[0] ?? '';
    const field = (name: string) =>
      new RegExp(`^${name}[;:]([^\r\n]*)`, 'mu').exec(event)?.[1] ?? '';
    const { method } = calendar;
    const now = { sequence: Number(field('SEQUENCE')), start: field('DTSTART'), method };
    const before = this.#last.get(meetingId);
    this.#last.set(meetingId, now);
    const { court } = world;
    court.expect(
      'time',
      isAt(now.start, world.meetings.get(meetingId)?.startsAt),
      `${key}: DTSTART ${now.start} is not the meeting's`,
      { meeting: world.meetings.get(meetingId) },
    );
    court.expect('told', field('UID') !== '', `${key} has no UID`);
    if (!before) return;
    const isChanged = before.start !== now.start || before.method !== method;
    const isRight = isChanged ? now.sequence > before.sequence : now.sequence >= before.sequence;
    court.expect(
      'told',
      isRight,
      `${key}: SEQUENCE ${before.sequence} was followed by ${now.sequence}`,
      { before, now },
    );
  }
}

/** `TZID=Europe/London:20260106T160000`, or in UTC. */
function isAt(start: string, startsAt: number | undefined): boolean {
  if (startsAt === undefined) return true;
  const [, zone, local] = /^(?:TZID=([^:]+):)?(\d{8}T\d{6}Z?)$/u.exec(start) ?? [];
  if (local === undefined) return false;
  if (local.endsWith('Z')) return Temporal.Instant.from(local).epochMilliseconds === startsAt;
  const at = Temporal.PlainDateTime.from(local).toZonedDateTime(zone ?? 'UTC');
  return at.epochMilliseconds === startsAt;
}
