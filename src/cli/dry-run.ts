import { Option } from 'commander';
import { rehearse } from '../app/rehearse.ts';
import type { App } from '../app/ports.ts';
import { withApp } from './with-app.ts';

export const dryRunOption = () =>
  new Option('--dry-run', 'show what would happen, and change nothing');

/** Runs a command that changes things, or with `--dry-run` shows what it would do. */
export async function changeWithApp<T>(
  { dryRun }: { dryRun?: unknown },
  use: (app: App) => Promise<T>,
): Promise<T> {
  const result = await withApp((app) => (dryRun === true ? rehearse(app, use) : use(app)));
  if (dryRun === true)
    process.stderr.write('This was a dry run: nothing was changed, and nobody is told.\n');
  return result;
}
