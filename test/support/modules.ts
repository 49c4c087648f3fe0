import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join, relative } from 'node:path';

import { parseSync } from 'oxc-parser';

/** A module of `src` and what it imports, types included. */
export interface Module {
  /** Relative to `src`: `app/ports.ts`. */
  path: string;
  /** Modules of `src`, by path. */
  imports: string[];
  /** Packages by name, and Node's own as `node:fs`. */
  packages: string[];
}

/** Parses every module of `src` but the generated ones. */
export function readModules(): Module[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.startsWith('generated'))
    .map((path) => readModule(path));
}

function readModule(path: string): Module {
  const specifiers = findSpecifiers(path, readFileSync(join('src', path), 'utf8'));
  const [inner, outer] = [specifiers.filter(isRelative), specifiers.filter((s) => !isRelative(s))];
  return {
    path,
    imports: inner.map((specifier) => relative('src', join('src', dirname(path), specifier))),
    packages: outer.map(packageName),
  };
}

/** Exported so that the test of the rule can prove that nothing slips past it. */
export function findSpecifiers(path: string, source: string): string[] {
  const { module, errors } = parseSync(path, source);
  if (errors.length > 0) throw new Error(`${path} does not parse: ${errors[0]?.message}`);
  const { staticImports, staticExports, dynamicImports } = module;
  const reexports = staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest }) => (moduleRequest ? [moduleRequest.value] : [])),
  );
  const dynamic = dynamicImports.map(({ moduleRequest: { start, end } }) =>
    readLiteral(path, source.slice(start, end)),
  );
  // Types such as import('./x.ts').X, which the parser's list of imports leaves out.
  const inTypes = [...source.matchAll(/\bimport\((['"])([^'"]+)\1\)/gu)].map(
    (match) => match[2] ?? '',
  );
  return [
    ...new Set([
      ...staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...reexports,
      ...dynamic,
      ...inTypes,
    ]),
  ];
}

function readLiteral(path: string, argument: string): string {
  const literal = /^(['"])([^'"]+)\1$/u.exec(argument)?.[2];
  if (literal === undefined) throw new Error(`${path} imports ${argument}: name the module itself`);
  return literal;
}

function isRelative(specifier: string): boolean {
  return specifier.startsWith('.');
}

function packageName(specifier: string): string {
  if (isBuiltin(specifier)) return `node:${specifier.replace(/^node:/u, '').split('/')[0]}`;
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
