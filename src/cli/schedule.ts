import { Command } from 'commander';
import { previewSchedule } from '../app/preview-schedule.ts';
import { WrongInput } from '../app/wrong-input.ts';
import { UserError } from '../domain/user-error.ts';
import { printPreviewed, readCount } from './print-previewed.ts';
import { printJson } from './print.ts';
import { collect } from './series-fields.ts';

export function scheduleCommands(): Command {
  const schedule = new Command('schedule').description('look at a recurrence rule before using it');
  schedule
    .command('preview')
    .description('print the first meetings that a rule gives, with the steps of each')
    .requiredOption(
      '--rrule <rule>',
      'RFC 5545 recurrence rule, e.g. "FREQ=WEEKLY;INTERVAL=2"; repeat for more',
      collect,
    )
    .requiredOption('--start <local>', 'first meeting, local time: 2014-06-24T16:00')
    .requiredOption('--tz <zone>', 'IANA time zone, e.g. Europe/London')
    .option('--count <n>', 'how many meetings', readCount, 10)
    .option('--json', 'print one JSON document')
    .action(({ tz: zone, json, ...options }: PreviewFlags) => {
      const meetings = checked(() => previewSchedule({ ...options, zone }));
      if (json) printJson(meetings);
      else meetings.forEach(printPreviewed);
    });
  return schedule;
}

interface PreviewFlags {
  rrule: string[];
  start: string;
  tz: string;
  count: number;
  json?: true;
}

/** Nothing but what was typed can be wrong here. */
function checked<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new WrongInput([{ field: '', message: error.message }], { cause: error });
  }
}
