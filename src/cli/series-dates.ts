import { Command } from 'commander';
import { changeFrom, forgetChange } from '../app/change-from.ts';
import { findSeries } from '../app/find-meeting.ts';
import { addDate, moveDate, skipDate, unskipDate } from '../app/manage-dates.ts';
import type { App, SeriesRecord, Tx } from '../app/ports.ts';
import { changeWithApp, dryRunOption } from './dry-run.ts';
import { printFollowed, shown, told } from './print-followed.ts';
import { printLine } from './print.ts';
import { collect } from './series-fields.ts';
import { printSeries } from './series-print.ts';
import { seriesHelp } from './series-help.ts';

/** What differs from the rule: single dates, what holds from a date on. */
export function seriesDateCommands(): Command[] {
  return [skipCommand(), unskipCommand(), extraCommand(), moveCommand(), changeCommand()];
}

function skipCommand(): Command {
  return onSeries('skip', 'leave out one date; its items go to the next meeting')
    .argument(
      '<date>',
      'local date of the meeting: 2014-07-08; with its hour where there are several',
    )
    .requiredOption('--reason <text>', 'why; everyone who planned to come reads it')
    .action((name: string, date: string, flags: DryRun & { reason: string }) =>
      withSeries(name, flags, async (app, tx, series) => {
        const skipped = await skipDate(app, tx, { series, date, reason: flags.reason });
        return `Skipped: ${shown(series, skipped.startsAt)}. ${told(skipped.told)}`;
      }),
    );
}

function unskipCommand(): Command {
  return onSeries('unskip', 'take up again a date that was skipped or cancelled')
    .argument('<date>', 'the local date on which it was to be')
    .action((name: string, date: string, flags: DryRun) =>
      withSeries(name, flags, async (app, tx, series) => {
        const found = await unskipDate(app, tx, { series, date });
        return `It takes place: ${shown(series, found.startsAt)}. ${told(found.told)}`;
      }),
    );
}

function extraCommand(): Command {
  return onSeries('extra', 'add a meeting that no rule gives')
    .argument('<local>', 'local time of the meeting: 2014-07-01T16:00')
    .action((name: string, at: string, flags: DryRun) =>
      withSeries(name, flags, async (app, tx, series) => {
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
    .action((name: string, date: string, to: string, flags: DryRun) =>
      withSeries(name, flags, async (app, tx, series) => {
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
    .option('--remove', 'take back what was to hold from that date on')
    .action((name: string, flags: ChangeFlags) =>
      changeWithApp(flags, async (app) => {
        const { from, remove, rrule, start, tz, slot } = flags;
        const { series, followed } = remove
          ? await forgetChange(app, name, from)
          : await changeFrom(app, name, {
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

interface ChangeFlags extends DryRun {
  from: string;
  remove?: true;
  rrule?: string[];
  start?: string;
  tz?: string;
  slot?: string[];
}

interface DryRun {
  dryRun?: true;
}

function onSeries(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .argument('<series>', seriesHelp)
    .addOption(dryRunOption());
}

function withSeries(
  name: string,
  flags: DryRun,
  use: (app: App, tx: Tx, series: SeriesRecord) => Promise<string>,
): Promise<void> {
  return changeWithApp(flags, async (app) => {
    printLine(await app.store.transaction(async (tx) => use(app, tx, await findSeries(tx, name))));
  });
}
