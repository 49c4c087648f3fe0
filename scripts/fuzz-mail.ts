/**
 * Reads mutated fixtures: npm run fuzz:mail -- [--count N] [--seed S]
 *
 * Every message must end as something: items, commands, nothing, held or ignored. One in fifty goes by LMTP into the real
 * service with a real database as well, and must be settled there. A message that fails is written to a file. The last
 * line is JSON: {"messages", "crashed", "hung", "vanished", "slowestMs"}.
 */
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { createMessageReader } from '../src/adapters/mail/message-reader.ts';
import { mutate, rollWith } from './fuzz/mutate.ts';
import { startPost } from './fuzz/post.ts';
import { randomFrom } from './support/random.ts';

const usage = `npm run fuzz:mail -- [--count N] [--seed S]

  --count N   how many messages; 1000 unless told
  --seed S    a whole number; the same seed makes the same messages. Any unless told; it is printed`;

const { count, seed } = readArguments();
console.log(`seed ${seed}`);

/** One in so many is posted to the real service. */
const postedOneIn = 50;
const folder = new URL('../test/fixtures/mail/', import.meta.url);
const corpus = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => readFileSync(new URL(file, folder)));
const result = { messages: 0, crashed: 0, hung: 0, vanished: 0, slowestMs: 0 };
process.on('unhandledRejection', (error) => {
  result.crashed++;
  console.error('a rejection that nobody handled:', error);
});

const threads = availableParallelism();
const own = { ownAddress: 'calls@larkspur.example' };
const reader = createMessageReader({ own, threads, timeoutMs: 10_000, maxMemoryMb: 512 });
const post = await startPost((error) => {
  result.crashed++;
  console.error('the service reports:', error);
});
// A thread's own start is no message's time.
await Promise.all(Array.from({ length: threads }, (_, at) => reader.read(corpus[at]!)));
let next = 0;
await Promise.all(Array.from({ length: threads }, takeTurns));
for (const number of await post.lost()) report('vanished', number, 'it was never settled');
await post.stop();
await reader.close();
console.log(JSON.stringify(result));
process.exitCode = result.crashed + result.hung + result.vanished === 0 ? 0 : 1;

async function takeTurns(): Promise<void> {
  while (next < count) {
    const number = next++;
    const raw = messageOf(number);
    result.messages++;
    await readOne(number, raw);
    if (number % postedOneIn === 0)
      await post.send(number, raw).catch((error: unknown) => report('vanished', number, error));
  }
}

async function readOne(number: number, raw: Buffer): Promise<void> {
  const startedAt = performance.now();
  try {
    const { reading } = await reader.read(raw);
    const { disposition, items, commands, reason } = reading;
    const isTold = items.length + commands.length > 0 || reason !== undefined;
    if (!isTold) report('vanished', number, `${disposition}, and nothing says why`);
  } catch (error) {
    const isHung = error instanceof Error && error.message.includes('too long');
    report(isHung ? 'hung' : 'crashed', number, error);
  }
  result.slowestMs = Math.max(result.slowestMs, Math.round(performance.now() - startedAt));
}

/** The same for one seed, whatever was read before. */
function messageOf(number: number): Buffer {
  const random = randomFrom(seed + number * 2_654_435_761);
  return mutate(rollWith(random).pick(corpus), corpus, random);
}

function report(what: 'crashed' | 'hung' | 'vanished', number: number, why: unknown): void {
  result[what]++;
  const file = join(tmpdir(), `fuzz-${seed}-${number}.eml`);
  writeFileSync(file, messageOf(number));
  console.error(`message ${number} ${what}:`, why, `\nsee ${file}`);
}

function readArguments(): { count: number; seed: number } {
  try {
    const { values } = parseArgs({
      options: {
        count: { type: 'string', default: '1000' },
        seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(usage);
      process.exit(0);
    }
    return {
      count: wholeNumber('--count', values.count),
      seed: wholeNumber('--seed', values.seed),
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
    process.exit(2);
  }
}

function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/u.test(text) || !Number.isSafeInteger(number) || number > 2 ** 31)
    throw new Error(`${name} must be a whole number up to 2147483648, not "${text}".`);
  return number;
}
