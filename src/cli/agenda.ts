import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { Command, Option } from 'commander';
import { showMeeting } from '../app/show.ts';
import { UserError } from '../domain/user-error.ts';
import { agendaHtml, agendaIcs, agendaJson, agendaMarkdown, agendaText } from '../render/agenda.ts';
import { parseAgendaMarkdown } from '../understand/agenda-markdown.ts';
import { printJson, printLine } from './print.ts';
import { withApp } from './with-app.ts';
import { seriesHelp } from './series-help.ts';

export function agendaCommands(): Command {
  const agenda = new Command('agenda').description('agendas, shown and read');
  agenda
    .command('show')
    .description('print the agenda of a meeting')
    .argument('<series>', seriesHelp)
    .option(
      '--meeting <date>',
      'local date of the meeting, e.g. 2014-06-24; left out: the coming one',
    )
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(['text', 'md', 'html', 'json', 'ics'])
        .default('text'),
    )
    .action((series: string, { meeting, format }: { meeting?: string; format: string }) =>
      withApp(async (app) => {
        const sheet = await showMeeting(app, {
          series,
          wanted: 'agenda',
          ...(meeting === undefined ? {} : { date: meeting }),
        });
        const now = app.clock.now();
        switch (format) {
          case 'md':
            return printLine(agendaMarkdown(sheet));
          case 'html':
            return printLine(agendaHtml(sheet));
          case 'json':
            return printJson(agendaJson(sheet));
          case 'ics':
            return printLine(agendaIcs(sheet, now));
          default:
            return printLine(agendaText(sheet));
        }
      }),
    );
  agenda
    .command('parse')
    .description('read a Markdown agenda back')
    .argument('<file>', 'the Markdown file; - for standard input')
    .option('--json', 'print one JSON document')
    .action(async (file: string, { json }: { json?: true }) => {
      const parsed = parseAgendaMarkdown(await readText(file));
      if (json) {
        printJson(parsed);
        return;
      }
      printLine(parsed.title);
      for (const [index, item] of parsed.items.entries())
        printLine(
          `${index + 1}. ${item.title}${item.minutes === undefined ? '' : ` (${item.minutes} min)`}`,
        );
    });
  return agenda;
}

async function readText(file: string): Promise<string> {
  try {
    return file === '-' ? await text(process.stdin) : await readFile(file, 'utf8');
  } catch (cause) {
    throw new UserError(`The file ${file} can't be read.`, { cause });
  }
}
