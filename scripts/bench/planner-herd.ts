import pg from 'pg';

/** When everything of a herd is due. */
export const dueAt = Temporal.Instant.from('2026-06-22T08:00:00Z');

/**
 * Fills an empty database with so many series, each with its next meeting laid out, as the planner would have done.
 * None is due before `dueAt`; of `herd` of them, the call is due then.
 */
export async function fillDatabase(
  url: string,
  { series, herd = 0 }: { series: number; herd?: number },
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    for (const sql of statements(series, herd)) await client.query(sql);
    for (const table of ['series', 'meeting', 'step', 'outbox'])
      await client.query(`vacuum analyze ${table}`);
  } finally {
    await client.end();
  }
}

const start = dueAt.add({ hours: 24 * 7 });
const idOf = (kind: number) =>
  `(lpad('${kind}', 8, '0') || '-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid`;

function statements(series: number, herd: number): string[] {
  const numbers = `generate_series(1, ${series}) as n`;
  return [
    `insert into community (id, slug, name, created_at)
     values ('00000000-0000-7000-8000-000000000000', 'herd', 'Herd', now())`,
    `insert into series (id, community_id, slug, name, rrule, start, zone, duration_minutes, list_address, policy, plan_at, created_at)
     select ${idOf(1)}, '00000000-0000-7000-8000-000000000000', 'series-' || n, 'Series ' || n, 'FREQ=WEEKLY',
       '2026-06-30T16:00', 'Europe/London', 60, 'list-' || n || '@lists.example', '${JSON.stringify(policy)}',
       '${start.toString()}', now() from ${numbers}`,
    `insert into meeting (id, series_id, occurrence, starts_at, duration_minutes, created_at)
     select ${idOf(2)}, ${idOf(1)}, '${start.toString()}', '${start.toString()}', 60, now() from ${numbers}`,
    `insert into step (meeting_id, name, due_at)
     select ${idOf(2)}, name::step_name, case when name = 'call' and n <= ${herd}
       then '${dueAt.toString()}'::timestamptz else '${start.toString()}' end
     from ${numbers}, unnest(array['call', 'remind', 'confirm', 'agenda', 'open', 'close', 'draft', 'chase', 'publish']) as name`,
  ];
}

const policy = {
  call: { daysBefore: 1, at: '09:00' },
  remind: { daysBefore: 1, at: '17:00' },
  confirm: { daysBefore: 0, at: '09:00' },
  agendaMinutesBefore: 30,
  closeMinutesAfterEnd: 60,
  draftMinutesAfterClose: 10,
  chaseDaysAfterDraft: 2,
  publishDaysAfterDraft: 3,
  minimumItems: 1,
};
