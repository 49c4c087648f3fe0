import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'convoke-lint-'));
  await cp('.oxlintrc.json', join(folder, '.oxlintrc.json'));
  await writeFile(
    join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions: { target: 'esnext', module: 'nodenext', strict: true } }),
  );
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['a promise that nobody awaits', `send('x');`, 'no-floating-promises'],
  [
    'a promise where a condition is expected',
    `if (send('x')) { send.call(1); }`,
    'no-misused-promises',
  ],
  [
    'an async callback where none is awaited',
    `[1].forEach(async () => { await send('x'); });`,
    'no-misused-promises',
  ],
  ['an await of something that is no promise', `await 1;`, 'await-thenable'],
  ['a type given up', `export const x: any = 1;`, 'no-explicit-any'],
])('the linter finds %s', async (_, line, rule) => {
  await writeFile(
    join(folder, 'sample.ts'),
    `export declare function send(text: string): Promise<boolean>;\n${line}\n`,
  );
  expect(await lint()).toContain(rule);
});

test('the linter finds nothing in a promise that is awaited', async () => {
  await writeFile(
    join(folder, 'sample.ts'),
    `export declare function send(text: string): Promise<boolean>;\nawait send('x');\n`,
  );
  expect(await lint()).toMatch(/Found 0 warnings and 0 errors/u);
});

function lint(): Promise<string> {
  return new Promise((resolve) => {
    execFile(
      'node_modules/.bin/oxlint',
      ['-c', join(folder, '.oxlintrc.json'), folder],
      (_, stdout) => resolve(stdout),
    );
  });
}
