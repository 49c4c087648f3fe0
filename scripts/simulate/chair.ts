import type { Dice } from './dice.ts';
import type { MeetingFact } from './facts.ts';
import { isNext } from './intend.ts';
import { momentAt } from './moment.ts';
import type { Person } from './people.ts';
import { reply, type } from './speak.ts';
import type { World } from './world.ts';

const reasons = [
  'too many are away',
  'nothing to decide this time',
  'the release is out, take a rest',
];

/** What the chair does between the call and the meeting: often nothing at all. */
export function planChair(
  world: World,
  {
    meeting,
    dice,
    times,
  }: { meeting: MeetingFact; dice: Dice; times: { from: number; until: number } },
): void {
  const plan = world.plan(meeting.series);
  const chair = dice.pick(plan.chairs);
  const deed = dice.below(100);
  const share = 0.3 + dice.below(600) / 1000;
  const note = (what: string, run: () => Promise<(() => Promise<void>) | void>) =>
    world.diary.note(momentAt(times, share), `${meeting.series}: ${chair.name} ${what}`, run);
  if (deed < 30) note('confirms', () => confirm(world, chair, meeting.id, dice));
  else if (deed < 40) note('cancels', () => cancel(world, chair, { meetingId: meeting.id, dice }));
  else if (deed < 48) note('moves it', () => reschedule(world, chair, meeting, dice));
  else if (deed < 53) note('passes the turn', () => pass(world, chair, meeting));
}

async function confirm(world: World, chair: Person, meetingId: string, dice: Dice) {
  const before = world.meetings.get(meetingId);
  if (before?.status !== 'called') return;
  if (!(await command(world, chair, { meetingId, line: 'confirm', name: 'meeting confirm', dice })))
    return;
  return () => expectStatus(world, meetingId, 'confirmed');
}

async function cancel(
  world: World,
  chair: Person,
  { meetingId, dice }: { meetingId: string; dice: Dice },
) {
  const before = world.meetings.get(meetingId);
  if (before?.status !== 'called' && before?.status !== 'confirmed') return;
  const reason = dice.pick(reasons);
  const said = { line: `cancel the call: ${reason}`, name: 'meeting cancel', options: { reason } };
  if (!(await command(world, chair, { meetingId, dice, ...said }))) return;
  return () => expectStatus(world, meetingId, 'cancelled');
}

async function reschedule(world: World, chair: Person, meeting: MeetingFact, dice: Dice) {
  const before = world.meetings.get(meeting.id);
  if (before?.status !== 'called' && before?.status !== 'confirmed') return;
  const hours = dice.pick([-1, 1, 2, 24, 26]);
  const at = Temporal.Instant.fromEpochMilliseconds(before.startsAt).add({ hours });
  if (Temporal.Instant.compare(at, world.now.add({ hours: 1 })) < 0) return;
  const local = at.toZonedDateTimeISO(meeting.zone).toPlainDateTime();
  // An hour that the clocks pass twice can't be named.
  if (!local.toZonedDateTime(meeting.zone).toInstant().equals(at)) return;
  const to = local.toString({ smallestUnit: 'minute' }).replace('T', ' ');
  const said = { line: `move the call to ${to}`, name: 'meeting reschedule', options: { to } };
  if (!(await command(world, chair, { meetingId: meeting.id, dice, ...said }))) return;
  return async () => {
    const [row] = await world.rows<{ at: Date }>(
      'select starts_at as at from meeting where id = $1',
      [meeting.id],
    );
    world.court.expect(
      'same',
      row?.at.getTime() === at.epochMilliseconds,
      `the chair moved ${meeting.series} to ${to}, and it is not there`,
      { row, to },
    );
  };
}

async function pass(world: World, chair: Person, meeting: MeetingFact) {
  const { channel } = world.plan(meeting.series);
  if (channel === undefined) return;
  await type(world, chair, {
    channel: world.town.discord.channelId(channel),
    name: 'meeting pass',
  });
}

/** On Discord, or by answering a mail that only the chair has got: that proves who it is. */
async function command(
  world: World,
  chair: Person,
  said: {
    meetingId: string;
    line: string;
    name: string;
    options?: Record<string, string | number>;
    dice: Dice;
  },
): Promise<boolean> {
  const { meetingId, line, name, options = {}, dice } = said;
  const letter = world.letter(
    chair,
    meetingId,
    ({ isPersonal, stored }) => isPersonal && hasToken(stored.raw),
  );
  if (letter && dice.chance(60)) {
    await reply(world, chair, { letter, text: line });
    return true;
  }
  const meeting = world.meetings.get(meetingId);
  const { channel } = world.plan(meeting?.series ?? '');
  if (channel === undefined) return false;
  if (!meeting?.thread && !isNext(world, meetingId)) return false;
  const place = meeting?.thread ?? world.town.discord.channelId(channel);
  return (await type(world, chair, { channel: place, name, options })) !== undefined;
}

function hasToken(raw: Buffer): boolean {
  return /^Reply-To:[^]{0,200}\+[a-z0-9]{16}@/imu.test(raw.toString('latin1'));
}

async function expectStatus(world: World, meetingId: string, status: string): Promise<void> {
  const [row] = await world.rows<{ status: string }>('select status from meeting where id = $1', [
    meetingId,
  ]);
  const isSo = row?.status === status || row?.status === 'open';
  world.court.expect(
    'same',
    isSo,
    `the chair’s word had no effect: ${meetingId} is ${row?.status}, not ${status}`,
    {},
  );
}
