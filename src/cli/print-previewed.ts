import { InvalidArgumentError } from 'commander';
import { mostPreviewed, type PreviewedMeeting } from '../app/preview-schedule.ts';
import { printLine } from './print.ts';

/** A meeting to come with its steps. */
export function printPreviewed({ start, note, steps }: PreviewedMeeting): void {
  printLine(`${start}${note === undefined ? '' : `  (${note})`}`);
  for (const { step, at } of steps) printLine(`  ${step.padEnd(8)} ${at}`);
}

/** How many of them. */
export function readCount(text: string): number {
  const count = /^\d+$/u.test(text) ? Number(text) : 0;
  if (count >= 1 && count <= mostPreviewed) return count;
  throw new InvalidArgumentError(`Write a whole number from 1 to ${mostPreviewed}.`);
}
