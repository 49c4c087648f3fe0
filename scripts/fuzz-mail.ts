import { readFileSync, readdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createStoppableParser } from '../src/adapters/mail/parse-mime-stoppable.ts';
import { UnreadableMail } from '../src/app/ports.ts';
import { understandMail } from '../src/understand/read-mail.ts';
import { randomFrom } from './support/random.ts';

/**
 * Reads mutated fixtures. Every message must end as something: items, commands, nothing, held, ignored, or unreadable and so
 * held. The last line of the output is JSON.
 *
 *   node scripts/fuzz-mail.ts [--count 1000] [--seed N]
 */
const { values } = parseArgs({
  options: { count: { type: 'string', default: '1000' }, seed: { type: 'string' } },
});
const count = Number(values.count);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`seed ${seed}`);

const folder = new URL('../test/fixtures/mail/', import.meta.url);
const corpus = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => readFileSync(new URL(file, folder)));
const random = randomFrom(seed);
const result = { messages: 0, crashed: 0, hung: 0, vanished: 0, slowestMs: 0 };
process.on('unhandledRejection', (error) => {
  result.crashed++;
  console.error(error);
});

const parser = createStoppableParser({ timeoutMs: 10_000, maxMemoryMb: 512 });

async function readOne(raw: Buffer, number: number): Promise<void> {
  const startedAt = performance.now();
  result.messages++;
  try {
    const reading = understandMail(await parser.parse(raw), {
      ownAddress: 'calls@larkspur.example',
    });
    const told = /^(?:items|commands|nothing|held|ignored)$/u.test(reading.disposition);
    const reasoned =
      reading.items.length + reading.commands.length > 0 || reading.reason !== undefined;
    if (!told || !reasoned)
      report('vanished', number, raw, new Error(`disposition ${reading.disposition}`));
  } catch (error) {
    if (!(error instanceof UnreadableMail)) report('crashed', number, raw, error);
    else if (error.message.includes('too long')) report('hung', number, raw, error);
  }
  result.slowestMs = Math.max(result.slowestMs, Math.round(performance.now() - startedAt));
}

function report(
  what: 'crashed' | 'hung' | 'vanished',
  number: number,
  raw: Buffer,
  error: unknown,
): void {
  result[what]++;
  console.error(
    `message ${number} ${what}:`,
    error,
    `\n${raw.subarray(0, 2000).toString('latin1')}`,
  );
}

/** One to four changes of the kinds that gateways, archives and enemies make. */
function mutate(original: Buffer): Buffer {
  let raw = original;
  for (let change = 1 + below(4); change > 0; change--) raw = pick(mutations)(raw);
  return raw;
}

type Mutation = (raw: Buffer) => Buffer;

const mutations: Mutation[] = [
  (raw) => splice(raw, below(raw.length + 1), below(300), Buffer.alloc(0)),
  (raw) =>
    splice(
      raw,
      below(raw.length + 1),
      0,
      Buffer.from(Array.from({ length: below(40) }, () => below(256))),
    ),
  (raw) => splice(raw, below(raw.length + 1), 1, Buffer.from([below(256)])),
  (raw) => raw.subarray(0, below(raw.length + 1)),
  (raw) => {
    const from = below(raw.length + 1);
    const piece = raw.subarray(from, from + 1 + below(200));
    return splice(raw, from, 0, Buffer.concat(Array.from({ length: below(200) }, () => piece)));
  },
  (raw) => {
    const other = pick(corpus);
    const from = below(other.length);
    return splice(raw, below(raw.length + 1), 0, other.subarray(from, from + below(2000)));
  },
  (raw) =>
    splice(raw, below(raw.length + 1), 0, Buffer.from(pick(troubles).repeat(1 + below(3000)))),
  (raw) =>
    Buffer.from(
      raw.toString('latin1').replaceAll('\n', pick(['\r\n', '\r', '\n\n', ''])),
      'latin1',
    ),
  (raw) =>
    Buffer.from(
      raw
        .toString('latin1')
        .replace(
          /charset=[\w-]+/u,
          `charset=${pick(['utf-16', 'iso-2022-jp', 'utf-7', 'x-none', ''])}`,
        ),
      'latin1',
    ),
  (raw) =>
    Buffer.from(
      raw
        .toString('latin1')
        .replace(
          /Transfer-Encoding: \w+/u,
          `Transfer-Encoding: ${pick(['base64', 'quoted-printable', 'x-uuencode', ''])}`,
        ),
      'latin1',
    ),
];

const troubles = [
  '>',
  '> ',
  '\n',
  ' ',
  '-',
  '_',
  '=',
  '<div>',
  '</div>',
  '<blockquote>',
  '- ',
  '1. ',
  '(',
  '[',
  '"',
  '<',
  '@',
  ':',
  '\0',
  '\u001b$B',
  'On ',
  'From: ',
  'wrote:\n',
  '-- \n',
  '```\n',
  '&amp;',
  '=3D',
  'ü',
  ',',
  '; ',
  'a@b.c ',
];

function splice(raw: Buffer, at: number, remove: number, insert: Buffer): Buffer {
  return Buffer.concat([raw.subarray(0, at), insert, raw.subarray(at + remove)]);
}

function below(limit: number): number {
  return limit <= 0 ? 0 : Math.floor(random() * limit);
}

function pick<T>(from: readonly T[]): T {
  return from[below(from.length)]!;
}

for (let number = 0; number < count; number++) await readOne(mutate(pick(corpus)), number);
await parser.close();
console.log(JSON.stringify(result));
process.exitCode = result.crashed + result.hung + result.vanished === 0 ? 0 : 1;
