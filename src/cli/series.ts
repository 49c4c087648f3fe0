import { Command } from 'commander';
import { createSeries, editSeries, pauseSeries } from '../app/manage-series.ts';
import { showSeries } from '../app/show.ts';
import { printJson, printLine } from './print.ts';
import { seriesDateCommands } from './series-dates.ts';
import { readFields, readPolicy, seriesFields, type Flags } from './series-fields.ts';
import { holidaysCommand } from './series-holidays.ts';
import { oneLine, printSeries } from './series-print.ts';
import { seriesTurnCommands } from './series-turns.ts';
import { withApp } from './with-app.ts';

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
    .option('--json', 'print one JSON document');
  for (const field of seriesFields) create.addOption(field);
  return create.action((slug: string, flags: Flags) =>
    withApp(async (app) => {
      const { community, communityName, guild } = flags;
      const input = {
        ...readFields(flags),
        slug,
        community: { slug: community, name: communityName ?? community, discordGuildId: guild },
      };
      const made = await createSeries(app, {
        ...input,
        name: flags['name'] ?? slug,
        policy: readPolicy(flags),
      });
      if (made.chairs.length === 0)
        process.stderr.write(
          'It has no chair yet: nobody can open, end or cancel its meetings. Add one: convoke series edit --chair\n',
        );
      printSeries(made, flags['json'] !== undefined);
    }),
  );
}

function editCommand(): Command {
  const edit = new Command('edit')
    .description('change a series; meetings that were not called yet follow')
    .argument('<series>', 'its short name')
    .option('--json', 'print one JSON document');
  for (const field of seriesFields) edit.addOption(field);
  return edit.action((name: string, flags: Flags) =>
    withApp(async (app) => {
      const policy = readPolicy(flags);
      const changed = await editSeries(app, name, {
        ...readFields(flags),
        ...(Object.keys(policy).length > 0 ? { policy } : {}),
      });
      printSeries(changed, flags['json'] !== undefined);
    }),
  );
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
    .argument('<series>', 'its short name')
    .option('--count <n>', 'how many dates', '3')
    .option('--json', 'print one JSON document')
    .action((name: string, flags: Flags) =>
      withApp(async (app) => {
        const { series, coming } = await showSeries(app, name, Number(flags['count']));
        if (flags['json'] !== undefined) {
          printJson({ ...series, coming });
          return;
        }
        printSeries(series, false);
        for (const { start, steps } of coming) {
          printLine(start);
          for (const { step, at } of steps) printLine(`  ${step.padEnd(8)} ${at}`);
        }
      }),
    );
}

function pauseCommand(command: string, description: string, paused: boolean): Command {
  return new Command(command)
    .description(description)
    .argument('<series>', 'its short name')
    .action((name: string) =>
      withApp(async (app) => {
        printLine(oneLine(await pauseSeries(app, name, paused)));
      }),
    );
}
