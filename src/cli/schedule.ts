import { Command } from 'commander';
import { previewSchedule } from '../app/preview-schedule.ts';
import { printJson, printLine } from './print.ts';

export function scheduleCommands(): Command {
  const schedule = new Command('schedule').description('look at a recurrence rule before using it');
  schedule
    .command('preview')
    .description('print the first meetings that a rule gives, with the steps of each')
    .requiredOption('--rrule <rule>', 'RFC 5545 recurrence rule, e.g. "FREQ=WEEKLY;INTERVAL=2"')
    .requiredOption('--start <local>', 'first meeting, local time: 2014-06-24T16:00')
    .requiredOption('--tz <zone>', 'IANA time zone, e.g. Europe/London')
    .option('--count <n>', 'how many meetings', '10')
    .option('--json', 'print one JSON document')
    .action((options: { rrule: string; start: string; tz: string; count: string; json?: true }) => {
      const meetings = previewSchedule({
        rrule: options.rrule,
        start: options.start,
        zone: options.tz,
        count: Number(options.count),
      });
      if (options.json) {
        printJson(meetings);
        return;
      }
      for (const { start, note, steps } of meetings) {
        printLine(`${start}${note === undefined ? '' : `  (${note})`}`);
        for (const { step, at } of steps) printLine(`  ${step.padEnd(8)} ${at}`);
      }
    });
  return schedule;
}
