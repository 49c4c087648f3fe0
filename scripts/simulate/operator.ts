import { changeFrom } from '../../src/app/change-from.ts';
import { findSeries } from '../../src/app/find-meeting.ts';
import { addDate, moveDate, skipDate, unskipDate } from '../../src/app/manage-dates.ts';
import { editSeries, pauseSeries } from '../../src/app/manage-series.ts';
import type { App, SeriesRecord, Tx } from '../../src/app/ports.ts';
import { setHolidays } from '../../src/app/set-holidays.ts';
import { UserError } from '../../src/domain/user-error.ts';
import { described, type SeriesPlan } from './community.ts';
import type { Dice } from './dice.ts';
import type { World } from './world.ts';

const dayMs = 86_400_000;

/** What the operator types in a year. Most of it concerns a date that lies days or weeks ahead. */
export function planOperator(world: World, days: number): void {
  const dice = world.dice('operator');
  const begin = world.now.epochMilliseconds;
  const sometimes = (aYear: number, what: string, deed: (series: SeriesPlan) => Promise<void>) => {
    for (let n = 0; n < Math.max(1, Math.round((aYear * days) / 365)); n++) {
      const at = Temporal.Instant.fromEpochMilliseconds(
        begin + dayMs + dice.below(days * 24) * 3_600_000 + 5 * 60_000,
      );
      const series = dice.pick(world.town.series);
      world.diary.note(at, `the operator ${what} ${series.slug}`, () =>
        typed(world, () => deed(series)),
      );
    }
  };
  world.diary.note(world.now.add({ hours: 1 }), 'the operator gives holidays', () =>
    typed(world, () => giveHolidays(world)),
  );
  sometimes(12, 'skips a date of', (series) => onDate(world, series, dice, 'skip'));
  sometimes(5, 'takes up again a date of', (series) => onDate(world, series, dice, 'unskip'));
  sometimes(10, 'moves a date of', (series) => onDate(world, series, dice, 'move'));
  sometimes(8, 'edits', (series) => edit(world, series, dice));
  sometimes(3, 'pauses', (series) => pause(world, series));
  sometimes(4, 'changes the rule of', (series) => change(world, series, dice));
  const adhoc = world.plan('adhoc');
  for (let week = 1; week * 7 < days; week += 1 + dice.below(6)) {
    const at = Temporal.Instant.fromEpochMilliseconds(
      begin + week * 7 * dayMs + dice.below(100) * 3_600_000,
    );
    world.diary.note(at, 'the operator adds a date', () =>
      typed(world, () => addExtra(world, adhoc, dice)),
    );
  }
}

/** A refusal is an answer; the operator reads it and lets it be. */
async function typed(world: World, deed: () => Promise<void>): Promise<void> {
  if (world.town.house.size === 0) return;
  try {
    await deed();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
}

async function within(
  world: World,
  { slug }: SeriesPlan,
  work: (app: App, tx: Tx, series: SeriesRecord) => Promise<unknown>,
): Promise<void> {
  const { app } = world.town.house;
  await app.store.transaction(async (tx) => work(app, tx, await findSeries(tx, slug)));
}

async function onDate(
  world: World,
  plan: SeriesPlan,
  dice: Dice,
  what: 'skip' | 'unskip' | 'move',
): Promise<void> {
  const wanted = what === 'unskip' ? ['cancelled'] : ['scheduled', 'called', 'confirmed'];
  const coming = await world.rows<{ at: Date }>(
    `select starts_at as at from meeting join series on series.id = series_id
     where slug = $1 and status::text = any($2) and starts_at > $3`,
    [plan.slug, wanted, new Date(world.now.epochMilliseconds)],
  );
  if (coming.length === 0) return;
  const at = Temporal.Instant.fromEpochMilliseconds(dice.pick(coming).at.getTime());
  const local = at.toZonedDateTimeISO(plan.zone).toPlainDateTime();
  const date = local.toString({ smallestUnit: 'minute' });
  const to = local
    .add({ days: dice.pick([-1, 1, 1, 2]) })
    .add({ hours: dice.pick([0, 1, -1]) })
    .toString({ smallestUnit: 'minute' });
  await within(world, plan, async (app, tx, series) => {
    if (what === 'skip') await skipDate(app, tx, { series, date, reason: 'the house is closed' });
    else if (what === 'unskip') await unskipDate(app, tx, { series, date });
    else await moveDate(app, tx, { series, date, to });
  });
}

async function addExtra(world: World, plan: SeriesPlan, dice: Dice): Promise<void> {
  const local = world.now
    .toZonedDateTimeISO(plan.zone)
    .toPlainDateTime()
    .add({ days: 1 + dice.below(9) });
  const at = local.with({ hour: 13 + dice.below(5), minute: 0, second: 0, millisecond: 0 });
  await within(world, plan, (app, tx, series) =>
    addDate(app, tx, { series, at: at.toString({ smallestUnit: 'minute' }) }),
  );
}

async function edit(world: World, plan: SeriesPlan, dice: Dice): Promise<void> {
  const { people, accounts } = world.town;
  const chairs = [...plan.chairs, dice.pick(people.filter(({ mail, discord }) => mail && discord))];
  const changes = dice.pick<object>([
    { durationMinutes: String(30 + 15 * dice.below(5)) },
    { standingItems: ['Open pull requests', `Budget ${world.code('ST')}`] },
    { policy: { agendaMinutesBefore: '15', closeMinutesAfterEnd: '30' } },
    { policy: { publishDaysAfterDraft: '4', chaseDaysAfterDraft: '1' } },
    { policy: { minimumItems: '1' } },
    { chairs: [...new Set(chairs)].map((person) => described(person, accounts)) },
  ]);
  if ('chairs' in changes) plan.chairs = [...new Set(chairs)];
  await editSeries(world.town.house.app, plan.slug, changes);
}

async function pause(world: World, plan: SeriesPlan): Promise<void> {
  await pauseSeries(world.town.house.app, plan.slug, true);
  const until = world.now.add({ hours: 24 * 20 });
  const resume = async () => {
    if (world.town.house.size === 0)
      return world.diary.note(world.now.add({ hours: 5 }), 'the operator waits', resume);
    await typed(
      world,
      async () => void (await pauseSeries(world.town.house.app, plan.slug, false)),
    );
  };
  world.diary.note(until, `the operator resumes ${plan.slug}`, resume);
}

/** Another hour from a date on. */
async function change(world: World, plan: SeriesPlan, dice: Dice): Promise<void> {
  const weekday = { core: 2, board: 4, docs: 3 }[plan.slug];
  if (weekday === undefined) return;
  const today = world.now.toZonedDateTimeISO(plan.zone).toPlainDate();
  const from = today.add({ days: 10 + dice.below(30) });
  const first = from.add({ days: (weekday - from.dayOfWeek + 7) % 7 });
  const start = `${first.toString()}T${String(9 + dice.below(9)).padStart(2, '0')}:00`;
  await changeFrom(world.town.house.app, plan.slug, { from: from.toString(), start });
}

/** Public holidays of the year, so that some fall on meetings. */
async function giveHolidays(world: World): Promise<void> {
  const year = world.now.toZonedDateTimeISO('UTC').year;
  const dates = [
    '01-27',
    '02-19',
    '04-14',
    '05-26',
    '06-11',
    '08-13',
    '10-06',
    '11-26',
    '12-24',
    '12-25',
    '12-31',
  ];
  const holidays = dates.map((date) => ({
    date: Temporal.PlainDate.from(`${year}-${date}`),
    name: `Feast of ${date}`,
  }));
  for (const slug of ['core', 'board'])
    await setHolidays(world.town.house.app, slug, { days: holidays });
}
