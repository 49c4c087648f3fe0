import { Command, Option } from 'commander';
import { showMeeting } from '../app/show.ts';
import { minutesHtml, minutesJson, minutesMarkdown, minutesText } from '../render/minutes.ts';
import { printJson, printLine } from './print.ts';
import { withApp } from './with-app.ts';
import { seriesHelp } from './series-help.ts';

export function minutesCommands(): Command {
  const minutes = new Command('minutes').description('minutes of meetings');
  minutes
    .command('show')
    .description('print the minutes of a meeting')
    .argument('<series>', seriesHelp)
    .option(
      '--meeting <date>',
      'local date of the meeting, e.g. 2014-06-24; left out: the last one held',
    )
    .addOption(
      new Option('--format <format>', 'what to print')
        .choices(['text', 'md', 'html', 'json'])
        .default('text'),
    )
    .action((series: string, { meeting, format }: { meeting?: string; format: string }) =>
      withApp(async (app) => {
        const sheet = await showMeeting(app, {
          series,
          wanted: 'minutes',
          ...(meeting === undefined ? {} : { date: meeting }),
        });
        const status = sheet.meeting.status === 'published' ? 'published' : 'draft';
        switch (format) {
          case 'md':
            return printLine(minutesMarkdown(sheet, status));
          case 'html':
            return printLine(minutesHtml(sheet, status));
          case 'json':
            return printJson(minutesJson(sheet));
          default:
            return printLine(minutesText(sheet, status));
        }
      }),
    );
  return minutes;
}
