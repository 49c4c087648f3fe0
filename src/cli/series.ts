import { Command, Option } from 'commander';
import { createSeries, editSeries, pauseSeries } from '../app/manage-series.ts';
import type { SeriesRecord } from '../app/ports.ts';
import { showSeries } from '../app/show.ts';
import { printJson, printLine } from './print.ts';
import { withApp } from './with-app.ts';

const collect = (value: string, all: string[] = []) => [...all, value];

/** Every field of a series as a flag: create and edit share them. */
const fields: Option[] = [
  new Option('--name <text>', 'name as people read it'),
  new Option(
    '--rrule <rule>',
    'RFC 5545 recurrence rule, e.g. "FREQ=WEEKLY;INTERVAL=2"; left out: ad hoc',
  ),
  new Option('--start <local>', 'first meeting, local time: 2014-06-24T16:00'),
  new Option('--tz <zone>', 'IANA time zone, e.g. Europe/London'),
  new Option('--duration <minutes>', 'planned length in minutes (60)'),
  new Option('--list <address>', 'address of the mailing list'),
  new Option(
    '--list-id <id>',
    'List-Id of the list, when it is not its address with a dot for the @',
  ),
  new Option('--channel <id>', 'Discord channel id'),
  new Option('--voice-channel <id>', 'Discord voice channel id'),
  new Option(
    '--chair <person>',
    '"Name <address> discord:ID", address or account may be left out; repeat for a rota',
  ).argParser(collect),
  new Option('--scribe <person>', 'like --chair').argParser(collect),
  new Option('--standing <title>', 'an item of every meeting; repeat for more').argParser(collect),
  new Option(
    '--call <when>',
    'call for agenda: days before and local hour (1 09:00); 2w 09:00 counts working days',
  ),
  new Option('--remind <when>', 'reminder (1 17:00)'),
  new Option('--confirm <when>', 'confirmation (0 09:00)'),
  new Option('--agenda-before <minutes>', 'final agenda, minutes before the start (30)'),
  new Option('--close-after <minutes>', 'close by itself, minutes after the planned end (60)'),
  new Option('--draft-after <minutes>', 'draft minutes, minutes after the close (10)'),
  new Option('--chase-after <days>', 'remind the chair of the draft, days after it (2)'),
  new Option('--publish-after <days>', 'publish by silence, days after the draft (3)'),
  new Option('--min-items <n>', 'fewer items than this and the call is off (1)'),
];

type Flags = Record<string, string | string[] | undefined>;

export function seriesCommands(): Command {
  const series = new Command('series').description('recurring meetings');
  series.addCommand(createCommand());
  series.addCommand(listCommand());
  series.addCommand(showCommand());
  series.addCommand(editCommand());
  series.addCommand(pauseCommand('pause', 'stop calling a series until it is resumed', true));
  series.addCommand(pauseCommand('resume', 'call a paused series again', false));
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
  for (const field of fields) create.addOption(field);
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
  for (const field of fields) edit.addOption(field);
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

function readFields(flags: Flags): object {
  return defined({
    name: flags['name'],
    rrule: flags['rrule'],
    start: flags['start'],
    zone: flags['tz'],
    durationMinutes: flags['duration'],
    listAddress: flags['list'],
    listId: flags['listId'],
    discordChannelId: flags['channel'],
    discordVoiceChannelId: flags['voiceChannel'],
    chairs: flags['chair'],
    scribes: flags['scribe'],
    standingItems: flags['standing'],
  });
}

function readPolicy(flags: Flags): object {
  return defined({
    call: flags['call'],
    remind: flags['remind'],
    confirm: flags['confirm'],
    agendaMinutesBefore: flags['agendaBefore'],
    closeMinutesAfterEnd: flags['closeAfter'],
    draftMinutesAfterClose: flags['draftAfter'],
    chaseDaysAfterDraft: flags['chaseAfter'],
    publishDaysAfterDraft: flags['publishAfter'],
    minimumItems: flags['minItems'],
  });
}

function defined(fieldsOrNot: object): object {
  return Object.fromEntries(Object.entries(fieldsOrNot).filter(([, value]) => value !== undefined));
}

function printSeries(series: SeriesRecord, json: boolean): void {
  if (json) {
    printJson(series);
    return;
  }
  printLine(oneLine(series));
  const rows: [string, string | undefined][] = [
    ['community', `${series.community.name} (${series.community.slug})`],
    ['rule', series.rrule ?? 'ad hoc'],
    ['start', `${series.start.toString({ smallestUnit: 'minute' })} ${series.zone}`],
    ['duration', `${series.durationMinutes} min`],
    ['list', series.listAddress],
    ['channel', series.discordChannelId],
    ['chairs', series.chairs.map(({ name }) => name).join(', ') || undefined],
    ['scribes', series.scribes.map(({ name }) => name).join(', ') || undefined],
    ['standing', series.standingItems.map(({ title }) => title).join('; ') || undefined],
  ];
  for (const [term, value] of rows)
    if (value !== undefined) printLine(`  ${term.padEnd(10)} ${value}`);
}

function oneLine({ slug, name, rrule, zone, paused }: SeriesRecord): string {
  return `${slug}  ${name}  ${rrule ?? 'ad hoc'}  ${zone}${paused ? '  (paused)' : ''}`;
}
