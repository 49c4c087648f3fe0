import { timeLint } from '../../../test/support/time-lint.ts';
import type { OutboxFact, Payload } from '../facts.ts';
import type { DayBefore } from '../../../src/domain/policy.ts';
import type { World } from '../world.ts';

/** Every time in what is sent is a moment of its series, right in each zone; no gap of a template is left. */
export async function checkTimes(world: World, row: OutboxFact): Promise<void> {
  const text = textOf(row.payload);
  const { court } = world;
  const gap = /\$\{|\{\{|\bundefined\b|\bNaN\b|\[object |Invalid Date|\bnull\b/u.exec(text);
  court.expect('time', gap === null, `${row.kind} ${row.key} left with “${gap?.[0]}”`, { text });
  const { instants, zones } = await contextOf(world, row);
  const faults = timeLint(text, { instants, zones });
  court.expect('time', faults.length === 0, `${row.kind} ${row.key}: ${faults.join('; ')}`, {
    text,
  });
}

function textOf({ subject = '', text = '', content = '', embeds = [] }: Payload): string {
  const parts = embeds.flatMap(({ title = '', description = '', footer }) => [
    title,
    description,
    footer?.text ?? '',
  ]);
  return [subject, text, content, ...parts].join('\n');
}

interface Moments {
  meetings: { startsAt: number; minutes: number; others: (number | null)[] }[];
  steps: number[];
  zones: string[];
  /** Of the meeting that it is about. */
  own: { startsAt: number; zone: string; policy: Policy; minutes: number } | null;
}

interface Policy {
  call: DayBefore;
  remind: DayBefore;
  confirm: DayBefore;
  itemsUntil?: DayBefore;
  whenSilent?: { until?: DayBefore };
}

async function contextOf(world: World, { meetingId, createdAt }: OutboxFact) {
  const [row] = await world.rows<Moments>(
    `select
       (select coalesce(json_agg(m), '[]') from (
         select ms(starts_at) as "startsAt", duration_minutes as minutes,
             json_build_array(ms(occurrence), ms(closed_at), ms(cancelled_at)) as others
           from meeting where ($1::text is null or series_id = (select series_id from meeting where id = $1::uuid))
             and starts_at between to_timestamp($2 / 1000.0) - interval '60 days'
               and to_timestamp($2 / 1000.0) + interval '200 days') as m) as meetings,
       (select coalesce(json_agg(ms(due_at)), '[]') from step where meeting_id = $1::uuid) as steps,
       (select json_build_object('startsAt', ms(starts_at), 'minutes', meeting.duration_minutes, 'zone', zone,
           'policy', policy)
         from meeting join series on series.id = series_id where meeting.id = $1::uuid) as own,
       (select json_agg(distinct zone) from
         (select zone from person where zone is not null union select zone from series) as z) as zones`,
    [meetingId, createdAt],
  );
  if (!row) throw new Error('the database says nothing');
  const was = world.formerStarts.get(meetingId ?? '') ?? [];
  const starts = row.own ? [row.own.startsAt, ...was] : [createdAt];
  const meetings = row.meetings.flatMap(({ startsAt, minutes, others }) => [
    startsAt,
    startsAt + minutes * 60_000,
    ...others.filter((at) => at !== null),
  ]);
  const decisions = row.own ? starts.flatMap((at) => momentsOf({ ...row.own!, startsAt: at })) : [];
  const instants = [...starts, ...meetings, ...row.steps, ...decisions].map(toInstant);
  return { instants, zones: row.zones };
}

/** The hours that the policy names, and those at which items may begin. */
function momentsOf({ startsAt, zone, policy, minutes }: NonNullable<Moments['own']>): number[] {
  const local = toInstant(startsAt).toZonedDateTimeISO(zone);
  const days = [
    policy.call,
    policy.remind,
    policy.confirm,
    policy.itemsUntil,
    policy.whenSilent?.until,
  ];
  const hours = days.flatMap((day) => {
    if (!day) return [];
    const at = local
      .subtract({ days: day.daysBefore })
      .withPlainTime(Temporal.PlainTime.from(day.at));
    return [at.epochMilliseconds];
  });
  const items = Array.from({ length: minutes + 180 }, (_, n) => startsAt + n * 60_000);
  return [...hours, ...items];
}

function toInstant(ms: number): Temporal.Instant {
  return Temporal.Instant.fromEpochMilliseconds(ms);
}
