import type { World } from '../world.ts';

/** Looks through everything that was said: none of it is lost, stuck, or there twice. */
export async function checkKept(world: World): Promise<void> {
  await checkChains(world);
  await checkStuck(world);
  await checkInbox(world);
  await checkSteps(world);
}

interface End {
  title: string;
  status: string;
  meeting: string;
  /** How often it was carried, and how often that counts as a deferral. */
  carried: number;
  deferrals: number;
}

/** Each item is one item, however often it was carried, and counts how often. */
async function checkChains(world: World): Promise<void> {
  const { court, said } = world;
  const rows = await world.rows<End>(
    `with recursive chain as (
       select id, carried_from_id, 0 as depth from item where carried_from_id is null
       union all select item.id, item.carried_from_id, depth + 1 from item join chain on item.carried_from_id = chain.id)
     select title, item.status, meeting_id as meeting, depth as carried, deferrals from item join chain using (id)
     where standing_item_id is null and not exists (select from item as later where later.carried_from_id = item.id)`,
  );
  const ends = Map.groupBy(rows, ({ title }) => title);
  for (const [title, by] of said.items) {
    const found = ends.get(title) ?? [];
    court.expect(
      'kept',
      found.length === 1,
      `the item “${title}” stands on ${found.length} agendas`,
      { by, found },
    );
    const isRight = found.every(({ deferrals, carried }) => deferrals <= carried);
    court.expect('kept', isRight, `the item “${title}” counts too many deferrals`, found);
  }
}

/** Nothing waits on an agenda that is over while there is a later one. */
async function checkStuck(world: World): Promise<void> {
  const rows = await world.rows<{ title: string }>(
    `select title, item.status, meeting.status as meeting, meeting.id from item join meeting on meeting.id = meeting_id
     where standing_item_id is null and item.status in ('proposed', 'accepted', 'deferred')
       and (item.status = 'deferred' or meeting.status in ('closed', 'published', 'cancelled'))
       and not exists (select from item as later where later.carried_from_id = item.id)
       and exists (select from meeting as later where later.series_id = meeting.series_id
         and later.starts_at > meeting.starts_at and later.status in ('scheduled', 'called', 'confirmed'))`,
  );
  for (const row of rows)
    world.court.expect('kept', false, `“${row.title}” waits on an agenda that is over`, row);
  world.court.expect('kept', rows.length === 0, 'items are stuck', rows);
}

/** Every message ended as something; what machines sent was ignored. */
async function checkInbox(world: World): Promise<void> {
  const { court } = world;
  const [row] = await world.rows<{
    open: number;
    held: number;
    unreasoned: number;
    failed: number;
  }>(
    `select count(*) filter (where status = 'received')::int as open,
       count(*) filter (where status in ('held', 'ignored') and reason is null)::int as unreasoned,
       count(*) filter (where attempts > 1)::int as failed from inbox`,
  );
  if (world.town.house.size > 0)
    court.expect('kept', row?.open === 0, 'messages lie unread in the inbox', row);
  court.expect('kept', row?.unreasoned === 0, 'a message is held or ignored without a reason', row);
  const receipts = await world.rows<{ address: string; hour: string; count: number }>(
    `select address, count(*)::int as count, date_trunc('hour', at) as hour from receipt
     group by address, date_trunc('hour', at) having count(*) > 12`,
  );
  court.expect('harm', receipts.length === 0, 'somebody got too many receipts', receipts);
}

/** Each step ran at its time, or is skipped with a reason. */
async function checkSteps(world: World): Promise<void> {
  const rows = await world.rows<{
    name: string;
    due: string;
    ran: string;
    meeting: string;
    made: string;
  }>(
    `select step.name, ms(due_at) as due, ms(ran_at) as ran, meeting_id as meeting, ms(meeting.created_at) as made
     from step join meeting on meeting.id = meeting_id
     where step.status = 'done' and ran_at > to_timestamp($1 / 1000.0) - interval '2 days'
       and ran_at not between due_at and due_at + interval '5 minutes'`,
    [world.now.epochMilliseconds],
  );
  for (const row of rows) {
    const isExcused = world.outages.some(
      ({ from, to }) => from <= Number(row.due) && to >= Number(row.due),
    );
    // One that is made or moved when part of its week is past gets what is left at once.
    const isMadeLate = Number(row.made) > Number(row.due) || world.formerStarts.has(row.meeting);
    world.court.expect(
      'time',
      isExcused || isMadeLate,
      `${row.name} of ${row.meeting} ran at the wrong time`,
      { ...row, meeting: world.meetings.get(row.meeting) },
    );
  }
}
