import { describe, expect, test } from 'vitest';

import { findSpecifiers, readModules } from '../support/modules.ts';

interface Rule {
  /** What of `src` the part may import beside itself: folders, or single modules. */
  modules: string[];
  packages: RegExp;
}

const anyPackage = /./u;
const core = ['app/', 'domain/', 'understand/', 'render/'];

/** Who may import whom. The pure parts name their packages one by one: none of them does I/O. */
const rules: Record<string, Rule> = {
  domain: { modules: [], packages: /^rrule-temporal$/u },
  understand: {
    modules: ['domain/'],
    packages: /^(?:mdast|mdast-util-.+|micromark.*|htmlparser2|domhandler|entities)$/u,
  },
  render: {
    modules: ['domain/'],
    packages: /^(?:mdast|mdast-util-.+|ical-generator)$/u,
  },
  app: { modules: ['domain/', 'understand/', 'render/'], packages: /^(?:zod|node:crypto)$/u },
  'adapters/postgres': { modules: [...core, 'generated/prisma/'], packages: anyPackage },
  'adapters/mail': { modules: core, packages: anyPackage },
  'adapters/discord': { modules: core, packages: anyPackage },
  'adapters/holidays': { modules: core, packages: /^(?:date-holidays|node:timers)$/u },
  'adapters/jobs': { modules: core, packages: anyPackage },
  'adapters/web': { modules: core, packages: anyPackage },
  // Starts the service as main does, with a configuration and a clock; from then on it knows protocols alone.
  sandbox: {
    modules: ['main.ts', 'config.ts', 'app/clock.ts', 'domain/user-error.ts'],
    packages: anyPackage,
  },
  // What puts everything together; no other part may import it.
  cli: { modules: [''], packages: anyPackage },
  '.': { modules: [''], packages: anyPackage },
};

const modules = readModules();

test('every module of src belongs to a part that has a rule', () => {
  // A rule that sees nothing allows everything.
  expect(modules.length).toBeGreaterThan(200);
  const parts = new Set(modules.map(({ path }) => partOf(path)));
  expect([...parts].filter((part) => !(part in rules))).toEqual([]);
  expect(Object.keys(rules).filter((part) => !parts.has(part))).toEqual([]);
});

describe.each(Object.entries(rules))('%s', (part, rule) => {
  const own = modules.filter(({ path }) => partOf(path) === part);

  test('imports no part that it may not know', () => {
    const allowed = (path: string) =>
      partOf(path) === part || rule.modules.some((prefix) => path.startsWith(prefix));
    const wrong = own.flatMap(({ path, imports }) =>
      imports.filter((target) => !allowed(target)).map((target) => `${path} → ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test('imports no package that it may not use', () => {
    const wrong = own.flatMap(({ path, packages }) =>
      packages.filter((name) => !rule.packages.test(name)).map((name) => `${path} → ${name}`),
    );
    expect(wrong).toEqual([]);
  });
});

test('no module imports itself by way of others', () => {
  const importsOf = new Map(modules.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '));
    if (start >= 0 || done.has(path)) return;
    for (const target of importsOf.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  };
  for (const path of importsOf.keys()) visit(path, []);
  expect(cycles).toEqual([]);
});

test('every import of a module of src leads to one', () => {
  const known = new Set(modules.map(({ path }) => path));
  const dead = modules.flatMap(({ path, imports }) =>
    imports
      .filter((target) => !known.has(target) && !target.startsWith('generated/'))
      .map((target) => `${path} → ${target}`),
  );
  expect(dead).toEqual([]);
});

test('no way of importing goes unseen', () => {
  const source = `
    import a from './static.ts';
    import type { B } from './type.ts';
    import './effect.ts';
    export { c } from './named.ts';
    export * from './all.ts';
    export type { D } from './type-again.ts';
    const e = await import('./dynamic.ts');
    let f: import('./inline-type.ts').F;
  `;
  const names = [
    'all',
    'dynamic',
    'effect',
    'inline-type',
    'named',
    'static',
    'type-again',
    'type',
  ];
  expect(new Set(findSpecifiers('some.ts', source))).toEqual(
    new Set(names.map((name) => `./${name}.ts`)),
  );
  expect(() => findSpecifiers('some.ts', 'await import(`./${name}.ts`)')).toThrow(
    /name the module/u,
  );
});

/** `adapters/mail` of `adapters/mail/send.ts`; `.` of `main.ts`. */
function partOf(path: string): string {
  const folders = path.split('/').slice(0, -1);
  return folders.slice(0, folders[0] === 'adapters' ? 2 : 1).join('/') || '.';
}
