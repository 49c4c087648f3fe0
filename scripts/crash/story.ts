import { setTimeout as sleep } from 'node:timers/promises';
import type { SandboxDiscord } from '../../src/sandbox/discord/start-discord.ts';
import type pg from 'pg';
import { listAddress, zone, type Town } from './town.ts';

export const begins = instantOf('2026-06-21T18:00');

/** What the operator of this town has typed. */
export function seriesOf({ discord, channelId, chair }: Town): object {
  return {
    slug: 'weekly',
    name: 'Board call',
    community: { slug: 'town', name: 'Town', discordGuildId: discord.guild.id },
    rrule: 'FREQ=WEEKLY;BYDAY=TU',
    start: '2026-06-23T16:00',
    zone,
    durationMinutes: '60',
    listAddress,
    discordChannelId: channelId,
    chairs: [`Amir Chaudhry <amir@town.example> discord:${chair}`],
    policy: {},
  };
}

/** A call from Monday's mail to the next Monday's, by people who try again when they get no answer. */
export async function playWeek(town: Town, database: pg.Pool): Promise<void> {
  const { clock, list } = town;
  const runTo = (local: string) => clock.runTo(instantOf(local));
  const chair = (name: string, options: Record<string, string | number>, done: string) =>
    command(town, database, { name, options, done });
  await runTo('2026-06-22T09:00');
  await chair(
    'agenda add',
    { title: 'Release', minutes: 15 },
    `select from item where title = 'Release'`,
  );
  const call = await patiently(town, () => mailTo(town, 'hannes'));
  await list.send('hannes', replyTo(call));
  await patiently(town, () => isSo(database, `select from item where title = 'Roof repair'`));
  await runTo('2026-06-23T16:00');
  await chair(
    'meeting topic',
    { item: 1 },
    'select from meeting where current_item_id is not null',
  );
  await chair(
    'minutes note',
    { text: 'Nearly there.' },
    `select from note where text = 'Nearly there.'`,
  );
  await chair('meeting end', {}, `select from meeting where status in ('closed', 'published')`);
  await runTo('2026-06-30T09:30');
}

/** Types a command until it is seen to be done; whoever gets no answer looks before they try again. */
async function command(
  { discord, chair, channelId }: Town,
  database: pg.Pool,
  { name, options, done }: { name: string; options: Record<string, string | number>; done: string },
): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (await isSo(database, done)) return;
    if (discord.connected === 0) {
      await sleep(20);
      continue;
    }
    await answered(discord, () => discord.people.command(chair, channelId, name, options));
    while (
      await isSo(database, `select from inbox where channel = 'discord' and status = 'received'`)
    )
      await sleep(20);
  }
  throw new Error(`/${name} was never done`);
}

/** Waits for what the person sees: an answer, or Discord's word that there is none. */
async function answered(
  { people }: SandboxDiscord,
  act: () => ReturnType<SandboxDiscord['people']['command']>,
): Promise<void> {
  try {
    const answer = await act();
    if ('message' in answer) await people.settled(answer);
  } catch {
    // "The application did not respond": they look, and try again.
  }
}

/** Asks until there is an answer; time goes on meanwhile, for some things are tried again only later. */
async function patiently<Thing>(
  { clock }: Town,
  look: () => Promise<Thing | false | undefined>,
): Promise<Thing> {
  for (let tries = 1; tries < 3_000; tries++) {
    const seen = await look();
    if (seen !== false && seen !== undefined) return seen;
    if (tries % 50 === 0) await clock.runTo(clock.now().add({ minutes: 5 }));
    await sleep(20);
  }
  throw new Error('what was waited for never came');
}

async function isSo(database: pg.Pool, sql: string): Promise<boolean> {
  return ((await database.query(`${sql} limit 1`)).rowCount ?? 0) > 0;
}

function mailTo({ list }: Town, member: string): Promise<string | undefined> {
  const mail = list.mailboxes.get(member)?.messages.find(({ folder }) => folder === 'inbox');
  return Promise.resolve(mail?.raw.toString('latin1'));
}

function replyTo(mail: string): { to: string[]; raw: Buffer } {
  const field = (name: string) =>
    new RegExp(`^${name}:\\s*(.*(?:\r\n[ \t].*)*)`, 'imu').exec(mail)?.[1] ?? '';
  const to = /<([^>]+)>/u.exec(field('Reply-To'))?.[1] ?? '';
  const lines = [
    'From: Hannes Mehnert <hannes@town.example>',
    `To: ${to}`,
    `Subject: Re: ${field('Subject')}`,
    'Date: Mon, 22 Jun 2026 11:00:00 +0100',
    'Message-ID: <roof@town.example>',
    `In-Reply-To: ${field('Message-ID')}`,
    '',
    '- Roof repair (10 min)',
    '',
  ];
  return { to: [to], raw: Buffer.from(lines.join('\r\n')) };
}

function instantOf(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}
