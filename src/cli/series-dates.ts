import { readFile } from 'node:fs/promises';
import { Command } from 'commander';
import { changeFrom } from '../app/change-from.ts';
import { findSeries } from '../app/find-meeting.ts';
import type { Followed } from '../app/follow-schedule.ts';
import { addDate, moveDate, skipDate, unskipDate } from '../app/manage-dates.ts';
import type { SeriesRecord, Tx } from '../app/ports.ts';
import { setHolidays } from '../app/set-holidays.ts';
import { zoneAt } from '../domain/schedule.ts';
import { UserError } from '../domain/user-error.ts';
import { formatInstant } from '../render/dates.ts';
import { readHolidays } from './holiday-file.ts';
import { printLine } from './print.ts';
import { collect } from './series-fields.ts';
import { printSeries } from './series-print.ts';
import { withApp } from './with-app.ts';

/** What differs from the rule: single dates, what holds from a date on, holidays. */
export function seriesDateCommands(): Command[] {
  return [
    skipCommand(),
    unskipCommand(),
    extraCommand(),
    moveCommand(),
    changeCommand(),
    holidaysCommand(),
  ];
}

const told = (wasTold: boolean) =>
  wasTold ? 'Everyone who heard of it is told.' : 'Nobody had heard of it, so nobody is told.';

function skipCommand(): Command {
  return onSeries('skip', 'leave out one date; its items go to the next meeting')
    .argument(
      '<date>',
      'local date of the meeting: 2014-07-08; with its hour where there are several',
    )
    .requiredOption('--reason <text>', 'why; everyone who planned to come reads it')
    .action((name: string, date: string, { reason }: { reason: string }) =>
      withSeries(name, async (app, tx, series) => {
        const skipped = await skipDate(app, tx, { series, date, reason });
        return `Skipped: ${shown(series, skipped.startsAt)}. ${told(skipped.told)}`;
      }),
    );
}

function unskipCommand(): Command {
  return onSeries('unskip', 'take up again a date that was skipped or cancelled')
    .argument('<date>', 'the local date on which it was to be')
    .action((name: string, date: string) =>
      withSeries(name, async (app, tx, series) => {
        const found = await unskipDate(app, tx, { series, date });
        return `It takes place: ${shown(series, found.startsAt)}. ${told(found.told)}`;
      }),
    );
}

function extraCommand(): Command {
  return onSeries('extra', 'add a meeting that no rule gives')
    .argument('<local>', 'local time of the meeting: 2014-07-01T16:00')
    .action((name: string, at: string) =>
      withSeries(name, async (app, tx, series) => {
        const { startsAt } = await addDate(app, tx, { series, at });
        return `Added: ${shown(series, startsAt)}.`;
      }),
    );
}

function moveCommand(): Command {
  return onSeries('move', 'hold one date at another time, this once')
    .argument(
      '<date>',
      'local date of the meeting: 2014-07-08; with its hour where there are several',
    )
    .argument('<local>', 'local time to hold it at: 2014-07-09T17:00')
    .action((name: string, date: string, to: string) =>
      withSeries(name, async (app, tx, series) => {
        const moved = await moveDate(app, tx, { series, date, to });
        return `Moved from ${shown(series, moved.from)} to ${shown(series, moved.startsAt)}. ${told(moved.told)}`;
      }),
    );
}

function changeCommand(): Command {
  return onSeries('change', 'another rule, hour or zone from a date on')
    .requiredOption('--from <date>', 'the first local date on which it holds: 2014-09-01')
    .option('--rrule <rule>', 'the rule from then on; left out: as it is', collect)
    .option('--start <local>', 'the first meeting of it; left out: where the old rule would meet')
    .option('--tz <zone>', 'the zone from then on; left out: as it is')
    .option('--slot <rule>', 'as in series create', collect)
    .action((name: string, flags: ChangeFlags) =>
      withApp(async (app) => {
        const { from, rrule, start, tz, slot } = flags;
        const { series, followed } = await changeFrom(app, name, {
          from,
          ...(rrule === undefined ? {} : { rrule }),
          ...(start === undefined ? {} : { start }),
          ...(tz === undefined ? {} : { zone: tz }),
          ...(slot === undefined ? {} : { slots: slot }),
        });
        printSeries(series, false);
        printFollowed(series, followed);
      }),
    );
}

interface ChangeFlags {
  from: string;
  rrule?: string[];
  start?: string;
  tz?: string;
  slot?: string[];
}

function holidaysCommand(): Command {
  return onSeries('holidays', 'give the series the holidays of its people')
    .argument('<file>', 'an .ics of public holidays; the ones before are forgotten')
    .action((name: string, file: string) =>
      withApp(async (app) => {
        const holidays = readHolidays(await readIcs(file), app.clock.now());
        const { series, followed } = await setHolidays(app, name, holidays);
        const rule = series.policy.onHoliday?.on ?? 'warn';
        printLine(`${holidays.length} holidays. A meeting on one: ${rule} (--on-holiday).`);
        printFollowed(series, followed);
      }),
    );
}

async function readIcs(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(`${file} can’t be read.`, { cause });
  }
}

function printFollowed(series: SeriesRecord, followed: readonly Followed[]): void {
  for (const { meeting, did, told: wasTold } of followed) {
    const more =
      did === 'stays' ? 'It was called already; move or skip it by itself.' : told(wasTold);
    printLine(`${shown(series, meeting.startsAt)}: ${did}. ${more}`);
  }
}

function onSeries(name: string, description: string): Command {
  return new Command(name).description(description).argument('<series>', 'its short name');
}

function withSeries(
  name: string,
  use: (
    app: Parameters<Parameters<typeof withApp>[0]>[0],
    tx: Tx,
    series: SeriesRecord,
  ) => Promise<string>,
): Promise<void> {
  return withApp(async (app) => {
    printLine(await app.store.transaction(async (tx) => use(app, tx, await findSeries(tx, name))));
  });
}

function shown(series: SeriesRecord, at: Temporal.Instant): string {
  return formatInstant(at, zoneAt(series, at), 'full');
}
