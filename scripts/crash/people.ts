import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { SandboxDiscord } from '../../src/sandbox/discord/start-discord.ts';
import type { SeenAnswer } from '../../src/sandbox/discord/seen.ts';
import type { StoredMessage } from '../../src/sandbox/list/mailbox.ts';
import { fieldValue, parseRaw } from '../../src/sandbox/list/message.ts';
import { members, type MemberId, type Town } from './town.ts';

/** Asks until there is an answer; time goes on meanwhile, for some things are tried again only later. */
export async function patiently<Thing>(
  { clock }: Town,
  look: () => Promise<Thing | false | undefined>,
): Promise<Thing> {
  for (let tries = 1; tries < 1_200; tries++) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen;
    if (tries % 20 === 0) await clock.runTo(clock.now().add({ minutes: 5 }));
    await sleep(50);
  }
  throw new Error('what was waited for never came');
}

export async function isSo(database: pg.Pool, sql: string): Promise<boolean> {
  return ((await database.query(`${sql} limit 1`)).rowCount ?? 0) > 0;
}

/**
 * Does something in Discord until it is seen to be done. Whoever gets no answer looks before they try again.
 *
 * @param done what is in the database then
 */
export async function insist(
  { discord }: Town,
  database: pg.Pool,
  { act, done }: { act: () => Promise<SeenAnswer>; done: string },
): Promise<void> {
  const until = Date.now() + longestWaitMs;
  while (Date.now() < until) {
    if (await isSo(database, done)) return;
    if (discord.connected === 0) {
      await sleep(50);
      continue;
    }
    await answered(discord, act);
    while (
      await isSo(database, `select from inbox where channel = 'discord' and status = 'received'`)
    )
      await sleep(50);
  }
  throw new Error(`never came about: ${done}`);
}

/** Another process takes over within 30 seconds of the death of the one that Discord talks to; a busy machine is slower. */
const longestWaitMs = 180_000;

/** Waits for what the person sees: an answer, or Discord's word that there is none. */
async function answered({ people }: SandboxDiscord, act: () => Promise<SeenAnswer>): Promise<void> {
  try {
    const answer = await act();
    if ('message' in answer) await people.settled(answer);
  } catch {
    // "The application did not respond": they look, and try again.
  }
}

/** The first mail in somebody's mailbox with that subject. */
export function mailWith(
  { list }: Town,
  member: MemberId,
  subject: RegExp,
): Promise<StoredMessage | undefined> {
  const messages = list.mailboxes.get(member)?.messages ?? [];
  return Promise.resolve(
    messages.find(
      ({ folder, raw }) =>
        folder === 'inbox' && subject.test(fieldValue(parseRaw(raw), 'Subject') ?? ''),
    ),
  );
}

export interface Letter {
  id: string;
  lines: readonly string[];
  /** What it answers; without: it goes to Convoke's own address. */
  answers?: StoredMessage;
  contentType?: string;
}

/** Writes a mail as plainly as it can be written. */
export async function write(town: Town, from: MemberId, to: string, letter: Letter): Promise<void> {
  const { id, lines, answers, contentType } = letter;
  const author = members.find((member) => member.id === from);
  const original = answers && parseRaw(answers.raw);
  const field = (name: string) => (original && fieldValue(original, name)) ?? '';
  const raw = [
    `From: ${author?.name} <${author?.mail}>`,
    `To: ${to}`,
    `Subject: ${original ? `Re: ${field('Subject')}` : 'For your next call'}`,
    `Message-ID: <${id}@town.example>`,
    ...(original ? [`In-Reply-To: ${field('Message-ID')}`] : []),
    'MIME-Version: 1.0',
    `Content-Type: ${contentType ?? 'text/plain; charset=utf-8'}`,
    '',
    ...lines,
    '',
  ];
  await town.list.send(from, { to: [to], raw: Buffer.from(raw.join('\r\n')) });
}

/** The address that answers to a mail go to. */
export function replyAddress({ raw }: StoredMessage): string {
  const header = fieldValue(parseRaw(raw), 'Reply-To') ?? '';
  return /<([^>]+)>/u.exec(header)?.[1] ?? header.trim();
}
