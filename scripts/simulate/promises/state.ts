import type { MeetingFact } from '../facts.ts';
import type { World } from '../world.ts';

const order = ['scheduled', 'called', 'confirmed', 'open', 'closed', 'published'] as const;
const minuteMs = 60_000;

/** A meeting goes forward only, ends, and is never undecided when people leave for it. */
export function checkMeeting(
  world: World,
  meeting: MeetingFact,
  before: MeetingFact | undefined,
): void {
  const { court } = world;
  if (before) checkTransition(world, meeting, before);
  const { id, status, startsAt, minutes, series } = meeting;
  const age = world.now.epochMilliseconds - startsAt;
  if (
    world.outages.some(
      ({ from, to }) => to > startsAt - 86_400_000 && from < startsAt + 6 * 3_600_000,
    )
  )
    return;
  const isUndecided = status === 'scheduled' || status === 'called';
  court.expect(
    'state',
    !(isUndecided && age >= 0) || meeting.paused,
    `${series} ${id} is ${status} when it should begin`,
    meeting,
  );
  court.expect(
    'state',
    !(status === 'confirmed' && age >= minuteMs),
    `${series} ${id} has not been opened`,
    meeting,
  );
  const closeMs = (minutes + 60) * minuteMs;
  court.expect(
    'state',
    !(status === 'open' && age > closeMs + minuteMs),
    `${series} ${id} was never closed`,
    meeting,
  );
  const days = 3 + 7 + 1;
  court.expect(
    'state',
    !(status === 'closed' && age > days * 86_400_000),
    `${series} ${id} was never published`,
    meeting,
  );
}

function checkTransition(world: World, meeting: MeetingFact, before: MeetingFact): void {
  const { court } = world;
  const { status, id, sequence, startsAt, series } = meeting;
  const what = `${series} ${id} went from ${before.status} to ${status}`;
  const at = (one: MeetingFact['status']) => order.indexOf(one as (typeof order)[number]);
  if (status === 'cancelled')
    court.expect('state', at(before.status) < at('closed'), what, { meeting, before });
  else if (before.status === 'cancelled')
    court.expect('state', meeting.revivals > before.revivals, what, { meeting, before });
  else court.expect('state', at(status) >= at(before.status), what, { meeting, before });
  court.expect('told', sequence >= before.sequence, `the SEQUENCE of ${id} fell`, {
    meeting,
    before,
  });
  if (startsAt !== before.startsAt || (status === 'cancelled' && before.status !== 'cancelled')) {
    const isHeardOf = [...world.outbox.values()].some(
      (row) => row.meetingId === id && row.createdAt < world.now.epochMilliseconds,
    );
    if (isHeardOf)
      court.expect(
        'told',
        sequence > before.sequence,
        `${series} ${id} changed, its SEQUENCE did not`,
        { meeting, before },
      );
    if (isHeardOf) checkTold(world, meeting, startsAt === before.startsAt ? 'cancel' : 'move');
  }
}

/** List, channel and thread, whichever heard of the meeting, hear of the change. */
function checkTold(
  world: World,
  { id, series, thread }: MeetingFact,
  kind: 'cancel' | 'move',
): void {
  const rows = [...world.outbox.values()].filter((row) => row.meetingId === id);
  const now = world.now.epochMilliseconds;
  const heard = new Set(
    rows
      .filter(
        (row) =>
          ['call', 'confirm', 'agenda', 'open'].includes(row.kind) &&
          row.status !== 'dropped' &&
          // What is said at the same moment says it as it is now.
          row.createdAt < now,
      )
      .map(({ recipient }) => recipient)
      .filter((to) => world.plan(series).list === to || !to.includes('@')),
  );
  if (thread) heard.add(thread);
  for (const to of heard)
    world.court.expect(
      'told',
      rows.some(
        (row) => row.kind === kind && row.recipient === to && now - row.createdAt < 3 * 86_400_000,
      ),
      `${to} never heard of the ${kind} of ${series} ${id}`,
      rows.map(({ key, status }) => ({ key, status })),
    );
}
