import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import { expect, test } from 'vitest';

const sources = list('src').filter((path) => !path.startsWith(join('src', 'generated')));
const code = [...sources, ...list('test'), ...list('scripts')];

test('the tests of style see the whole repository', () => {
  expect(sources.length).toBeGreaterThan(200);
  expect(code.length).toBeGreaterThan(300);
});

test('files and folders are named in kebab case', () => {
  const kebab = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:test|config|d))?\.ts$/u;
  const folder = /^[a-z0-9]+(?:-[a-z0-9]+)*$/u;
  const wrong = code.filter(
    (path) =>
      !kebab.test(basename(path)) ||
      !path
        .split('/')
        .slice(0, -1)
        .every((part) => folder.test(part)),
  );
  expect(wrong).toEqual([]);
});

test('no file of src has more than 300 lines', () => {
  const long = sources.map((path) => ({ path, lines: read(path).trimEnd().split('\n').length }));
  expect(long.filter(({ lines }) => lines > 300)).toEqual([]);
});

test.each([
  ['work left over', /\b(?:TODO|FIXME|XXX|HACK)\b/u],
  ['a check switched off', /@ts-(?:ignore|nocheck|expect-error)/u],
  ['a test left out', /\b(?:test|it|describe)\.(?:skip|only|todo)\b/u],
  ['a path of one machine', /['"`\s](?:\/home|\/root|\/Users|[A-Z]:\\\\)[/\w]/u],
])('no file holds %s', (_, pattern) => {
  const self = join('test', 'architecture');
  const found = code
    .filter((path) => !path.startsWith(self))
    .flatMap((path) => linesOf(path).filter(({ text }) => pattern.test(text)))
    .map(({ path, line, text }) => `${path}:${line} ${text.trim()}`);
  expect(found).toEqual([]);
});

test('only adapters and entry points ask the machine for the time', () => {
  const clock = /\bTemporal\.Now\b|\bDate\.now\(|\bnew Date\(\)|\bperformance\.now\(/u;
  const pure = sources.filter((path) => /^src\/(?:domain|understand|render|app)\//u.test(path));
  expect(pure.filter((path) => clock.test(read(path)))).toEqual([]);
});

test('the lock file names no host, so that any registry serves', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "(?:https?|git)/u);
});

test('packages are fixed to one version, and each is wanted once', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    'dependencies' | 'devDependencies',
    Record<string, string>
  >;
  const all = [...Object.entries(dependencies), ...Object.entries(devDependencies)];
  const loose = all.filter(([, version]) => !/^\d|^file:/u.test(version));
  expect(loose).toEqual([['node', expect.stringMatching(/^\^26\./u)]]);
  const names = all.map(([name]) => name);
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
});

function list(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => join(folder, path));
}

function linesOf(path: string): { path: string; line: number; text: string }[] {
  return read(path)
    .split('\n')
    .map((text, i) => ({ path, line: i + 1, text }));
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}
