import type { Server } from '../support/server.ts';
import { Court, type Breach } from './court.ts';
import { Diary, type Deed } from './diary.ts';
import { diceFor } from './dice.ts';
import { prepareFacts } from './facts.ts';
import { planOperator } from './operator.ts';
import { makePeople } from './people.ts';
import { checkKept } from './promises/kept.ts';
import { foundSeries, raiseTown } from './town.ts';
import { planTrouble } from './trouble.ts';
import { Watch } from './watch.ts';
import { World } from './world.ts';

export interface YearOptions {
  server: Server;
  days: number;
  seed: number;
  onBreach: (breach: Breach) => void;
  /** Told of each month, and of what is done when. */
  onMonth: (line: string) => void;
  trace?: (line: string) => void;
}

export interface YearResult {
  series: number;
  people: number;
  meetings: number;
  messagesIn: number;
  messagesOut: number;
  items: number;
  checks: number;
  broken: number;
}

const people = 60;

/** Lives through the days of a community, and looks at each step whether every promise is kept. */
export async function liveThrough(options: YearOptions): Promise<YearResult> {
  const { server, days, seed } = options;
  const town = await raiseTown(server, makePeople(people, diceFor(seed, 'people')));
  try {
    const court = new Court(() => town.clock.now(), options.onBreach);
    const world = new World({ town, court, diary: new Diary(), seed });
    await prepareFacts(town.database);
    await town.house.start();
    await foundSeries(town);
    planOperator(world, days);
    planTrouble(world, days);
    await live(world, options);
    return await count(world);
  } finally {
    await town.stop();
  }
}

async function live(world: World, { days, onMonth, trace }: YearOptions): Promise<void> {
  const { clock } = world.town;
  const watch = new Watch(world);
  const end = world.now.add({ hours: days * 24 });
  planDays(world, days, onMonth);
  await clock.runTo(world.now);
  await watch.look();
  for (;;) {
    const at = world.diary.next ?? end;
    const target = Temporal.Instant.compare(at, end) < 0 ? at : end;
    while (Temporal.Instant.compare(world.now, target) < 0) {
      const { next } = clock.state();
      const isSooner = next !== undefined && Temporal.Instant.compare(next, target) < 0;
      await clock.runTo(isSooner && Temporal.Instant.compare(next, world.now) > 0 ? next : target);
      await watch.look();
    }
    if (Temporal.Instant.compare(target, end) >= 0) return;
    await doAll(world, watch, trace);
  }
}

/** Those who do something at the same moment do it at once. */
async function doAll(world: World, watch: Watch, trace?: (line: string) => void): Promise<void> {
  const due = world.diary.take(world.now);
  const checks = await Promise.all(
    due.map(async ({ what, deed }) => {
      trace?.(`${world.now.toString()} ${what}`);
      return tried(what, deed);
    }),
  );
  await world.town.clock.runTo(world.now);
  await watch.look();
  if (world.town.house.size === 0) return;
  for (const check of checks) await check?.();
}

async function tried(what: string, deed: Deed): ReturnType<Deed> {
  try {
    return await deed();
  } catch (error) {
    throw new Error(`while ${what}`, { cause: error });
  }
}

function planDays(world: World, days: number, onMonth: (line: string) => void): void {
  const begun = Date.now();
  for (let day = 1; day < days; day++) {
    const at = world.now.add({ hours: 24 * day, minutes: 11 });
    world.diary.note(at, 'a day is over', async () => {
      if (day % 30 === 0) {
        const seconds = Math.round((Date.now() - begun) / 1000);
        const { checks, breaches } = world.court;
        onMonth(
          `day ${day}, after ${seconds} s: ${world.meetings.size} meetings, ${world.outbox.size} messages out, ${checks} checks, ${breaches.length} broken`,
        );
      }
      return () => checkKept(world);
    });
  }
}

async function count(world: World): Promise<YearResult> {
  const { town, outbox, said, court } = world;
  const [row] = await world.rows<{ meetings: number; items: number }>(
    `select (select count(*)::int from meeting where starts_at <= $1) as meetings,
       (select count(*)::int from item where standing_item_id is null and carried_from_id is null) as items`,
    [new Date(world.now.epochMilliseconds)],
  );
  return {
    series: town.series.length,
    people: town.people.length,
    meetings: row?.meetings ?? 0,
    messagesIn: said.messages,
    messagesOut: outbox.size,
    items: row?.items ?? 0,
    checks: court.checks,
    broken: court.breaches.length,
  };
}
