import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { findSeries } from '../app/find-meeting.ts';
import type { HolidayPlace, SeriesRecord } from '../app/ports.ts';
import { setHolidays } from '../app/set-holidays.ts';
import { UserError } from '../domain/user-error.ts';
import { changeWithApp, dryRunOption } from './dry-run.ts';
import { readHolidays } from './holiday-file.ts';
import { printFollowed } from './print-followed.ts';
import { printLine } from './print.ts';
import { collect } from './series-fields.ts';
import { holidayRuleWords } from './policy-words.ts';
import { holidaySourceWords } from './series-print.ts';
import { withApp } from './with-app.ts';
import { seriesHelp } from './series-help.ts';

interface Flags {
  country?: string[];
  region?: string;
  types?: string;
  remove?: true;
  dryRun?: true;
}

const examples = `
Examples:
  convoke series holidays weekly --country GB --region SCT
  convoke series holidays weekly --country DE-BY --country FR --types public,bank
  convoke series holidays weekly own-days.ics --country GB
  convoke series holidays weekly             shows the next ones
What a meeting on one of them does is said by --on-holiday of "series edit".`;

export function holidaysCommand(): Command {
  const command = new Command('holidays')
    .description('name the holidays of its people, or show them; those named before are forgotten')
    .argument('<series>', seriesHelp)
    .argument('[file]', 'an .ics whose entries last whole days')
    .option(
      '--country <place>',
      'a country, or a region of one: GB, GB-SCT, Germany; kept up to date; repeat for more',
      collect,
    )
    .option('--region <code>', 'the region of the one country that is named: SCT')
    .option('--types <list>', 'what counts: public, bank, optional, school, observance (public)')
    .option('--remove', 'forget all holidays')
    .addOption(dryRunOption())
    .addHelpText('after', examples);
  return command.action(async (name: string, file: string | undefined, flags: Flags) => {
    const wrong = wrongUsage(file, flags);
    if (wrong !== undefined) command.error(`error: ${wrong}`, { exitCode: 2 });
    const { country, remove } = flags;
    if (file === undefined && country === undefined && !remove) return showHolidays(name);
    return changeWithApp(flags, async (app) => {
      const now = app.clock.now();
      const set = await setHolidays(app, name, {
        ...(file === undefined ? {} : { days: readHolidays(await readIcs(file), now) }),
        places: placesOf(flags),
        ...(flags.types === undefined ? {} : { types: flags.types.split(',') }),
      });
      printHolidays(set.series);
      set.places.forEach(printRegions);
      printFollowed(set.series, set.followed);
    });
  });
}

function wrongUsage(file: string | undefined, flags: Flags): string | undefined {
  const { country = [], region, types, remove } = flags;
  if (remove && (file !== undefined || country.length > 0))
    return '--remove stands alone: it forgets all holidays';
  if (region !== undefined && country.length !== 1)
    return '--region belongs to one --country; of several, write each as --country GB-SCT';
  if (types !== undefined && country.length === 0) return '--types belongs to a --country';
  return undefined;
}

function placesOf({ country = [], region }: Flags): string[] {
  return region === undefined ? country : country.map((one) => `${one}-${region}`);
}

async function readIcs(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${file} can’t be read.`, { cause });
  }
}

const mostShown = 12;

function showHolidays(name: string): Promise<void> {
  return withApp(async (app) => {
    const series = await app.store.transaction((tx) => findSeries(tx, name));
    printHolidays(series);
    const today = app.clock.now().toZonedDateTimeISO(series.zone).toPlainDate();
    const coming = (series.holidays ?? []).filter(
      ({ date }) => Temporal.PlainDate.compare(today, date) <= 0,
    );
    for (const { date, name: day } of coming.slice(0, mostShown))
      printLine(`  ${String(date)} ${date.toLocaleString('en', { weekday: 'short' })}  ${day}`);
  });
}

function printHolidays(series: SeriesRecord): void {
  printLine(
    (series.holidays ?? []).length === 0
      ? `${series.name} minds no holidays.`
      : `${series.name} minds ${holidaySourceWords(series)}. A meeting on one: ${holidayRuleWords(series.policy)} (--on-holiday).`,
  );
}

function printRegions({ code, name, regions }: HolidayPlace): void {
  if (regions.length === 0) return;
  printLine(
    `Only the days of all ${name}. With those of a region: --country ${code}-… of ${regions.join(', ')}.`,
  );
}
