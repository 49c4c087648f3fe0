import { Command } from 'commander';
import { createSeries, editSeries, pauseSeries } from '../app/manage-series.ts';
import type { App, SeriesRecord } from '../app/ports.ts';
import { showSeries } from '../app/show.ts';
import { changeWithApp, dryRunOption } from './dry-run.ts';
import { printFollowed } from './print-followed.ts';
import { printPreviewed, readCount } from './print-previewed.ts';
import { fullName } from '../app/find-meeting.ts';
import { printJson, printLine } from './print.ts';
import { seriesDateCommands } from './series-dates.ts';
import {
  readCommunity,
  readFields,
  readPolicy,
  seriesFields,
  type Flags,
} from './series-fields.ts';
import { holidaysCommand } from './series-holidays.ts';
import { oneLine, printSeries } from './series-print.ts';
import { seriesTurnCommands } from './series-turns.ts';
import { withApp } from './with-app.ts';
import { seriesHelp } from './series-help.ts';

const usualCount = 3;

export function seriesCommands(): Command {
  const series = new Command('series').description('recurring meetings');
  series.addCommand(createCommand());
  series.addCommand(listCommand());
  series.addCommand(showCommand());
  series.addCommand(editCommand());
  series.addCommand(pauseCommand('pause', 'stop calling a series until it is resumed', true));
  series.addCommand(pauseCommand('resume', 'call a paused series again', false));
  for (const command of [...seriesDateCommands(), holidaysCommand(), ...seriesTurnCommands()])
    series.addCommand(command);
  return series;
}

function createCommand(): Command {
  const create = new Command('create')
    .description('make a series, and its community with it')
    .argument('<slug>', 'short name in commands and addresses, e.g. weekly')
    .requiredOption(
      '--community <slug>',
      'short name of the community; made when there is none so called',
    )
    .option('--community-name <text>', 'name of the community as people read it')
    .option('--guild <id>', 'Discord guild id of the community')
    .option('--json', 'print one JSON document')
    .addOption(dryRunOption());
  for (const field of seriesFields())
    create.addOption(field.makeOptionMandatory(mandatory.includes(field.name())));
  return create.action((slug: string, flags: Flags) =>
    changeWithApp(flags, async (app) => {
      const { community, communityName = community } = flags;
      const made = await createSeries(app, {
        name: slug,
        ...readFields(flags),
        slug,
        community: { ...readCommunity(flags), name: communityName },
        policy: readPolicy(flags),
      });
      if (made.chairs.length === 0)
        process.stderr.write(
          'It has no chair yet: nobody can open, end or cancel its meetings. Add one: convoke series edit --chair\n',
        );
      await printChanged(app, made, flags);
    }),
  );
}

const mandatory = ['start', 'tz'];

function editCommand(): Command {
  const edit = new Command('edit')
    .description('change a series; meetings that were not called yet follow')
    .argument('<series>', seriesHelp)
    .option('--community-name <text>', 'name of its community as people read it')
    .option('--guild <id>', 'Discord guild id of its community; "none": no Discord')
    .option('--json', 'print one JSON document')
    .addOption(dryRunOption());
  for (const field of seriesFields()) edit.addOption(field);
  return edit.action((name: string, flags: Flags) => {
    const groups = { policy: readPolicy(flags), community: readCommunity(flags) };
    const input = {
      ...readFields(flags),
      ...Object.fromEntries(
        Object.entries(groups).filter(([, said]) => Object.keys(said).length > 0),
      ),
    };
    if (Object.keys(input).length === 0)
      edit.error('error: nothing to change: name what, such as --duration 45', { exitCode: 2 });
    return changeWithApp(flags, async (app) => {
      const { series, followed } = await editSeries(app, name, input);
      await printChanged(app, series, flags);
      if (flags['json'] === undefined) printFollowed(series, followed);
    });
  });
}

/** The series as it is now; in a dry run also the dates and steps that it would have. */
async function printChanged(app: App, series: SeriesRecord, flags: Flags): Promise<void> {
  const json = flags['json'] !== undefined;
  if (flags['dryRun'] === undefined) {
    printSeries(series, json);
    return;
  }
  const { coming } = await showSeries(app, fullName(series), usualCount);
  if (json) printJson({ ...series, coming });
  else {
    printSeries(series, false);
    coming.forEach(printPreviewed);
  }
}

function listCommand(): Command {
  return new Command('list')
    .description('list the series')
    .option('--json', 'print one JSON document')
    .action((flags: Flags) =>
      withApp(async (app) => {
        const all = await app.store.transaction((tx) => tx.series.all());
        if (flags['json'] !== undefined) printJson(all);
        else if (all.length === 0)
          printLine('There is no series yet. Make one with: convoke series create --help');
        else for (const one of all) printLine(oneLine(one));
      }),
    );
}

function showCommand(): Command {
  return new Command('show')
    .description('show a series with its next dates and their steps')
    .argument('<series>', seriesHelp)
    .option('--count <n>', 'how many dates', readCount, usualCount)
    .option('--json', 'print one JSON document')
    .action((name: string, { count, json }: { count: number; json?: true }) =>
      withApp(async (app) => {
        const { series, coming } = await showSeries(app, name, count);
        if (json) {
          printJson({ ...series, coming });
          return;
        }
        printSeries(series, false);
        coming.forEach(printPreviewed);
      }),
    );
}

function pauseCommand(command: string, description: string, paused: boolean): Command {
  return new Command(command)
    .description(description)
    .argument('<series>', seriesHelp)
    .action((name: string) =>
      withApp(async (app) => {
        printLine(oneLine(await pauseSeries(app, name, paused)));
      }),
    );
}
