import { Command } from 'commander';
import { defaultPort } from '../sandbox/ports.ts';
import type { DemoOptions } from './run-demo.ts';

export function demoCommand(): Command {
  return new Command('demo')
    .description(
      'play the whole loop on this machine, with no account anywhere, and let you take part',
    )
    .option(
      '--exit',
      'end when the story is over; exit code 0 only if every thing in it was checked',
    )
    .option(
      '--port <n>',
      'first of five ports on 127.0.0.1; the page has the first',
      String(defaultPort),
    )
    .option(
      '--data <dir>',
      'data directory of the demo; what is in it is begun anew',
      './data/demo',
    )
    .action(async (options: DemoOptions) => {
      const { runDemo } = await import('./run-demo.ts');
      await runDemo(options);
    });
}
