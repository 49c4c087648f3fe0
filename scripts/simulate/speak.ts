import { setTimeout as sleep } from 'node:timers/promises';
import { seenMessage, type SeenMessage } from '../../src/sandbox/discord/seen.ts';
import { toAnswer } from '../../src/sandbox/web/mail-view.ts';
import { compose } from '../../src/sandbox/mail-programs/mail-programs.ts';
import { convokeAddress } from './community.ts';
import type { Person } from './people.ts';
import type { Letter, World } from './world.ts';

interface Reply {
  letter: Letter;
  text: string;
  all?: boolean;
  /** The bytes arrive so often. */
  copies?: number;
}

/** Answers a mail of Convoke's from the person's own mail program. Returns the Message-ID. */
export async function reply(
  world: World,
  person: Person,
  { letter, text, all, copies = 1 }: Reply,
): Promise<string> {
  const author = authorOf(person);
  const mail = compose({
    program: person.program,
    letter: {
      author,
      text,
      at: world.now,
      zone: person.zone,
      answers: await toAnswer(letter.stored),
    },
    ...(all === undefined ? {} : { all }),
  });
  for (let copy = 0; copy < copies; copy++)
    world.town.post.submit({ from: author.address, to: mail.to, raw: mail.raw });
  world.said.messages += 1;
  return mail.messageId;
}

/** A message that answers none. */
export function write(
  world: World,
  person: Person,
  { to, subject, text }: { to: string; subject: string; text: string },
): string {
  const author = authorOf(person);
  const mail = compose({
    program: person.program,
    letter: { author, text, at: world.now, zone: person.zone },
    to: [{ address: to }],
    subject,
  });
  world.town.post.submit({ from: author.address, to: mail.to, raw: mail.raw });
  world.said.messages += 1;
  return mail.messageId;
}

/** What a machine or a stranger sends: header lines and a body, as they are. */
export function sendRaw(
  world: World,
  {
    from,
    to = convokeAddress,
    head,
    body,
    messageId,
  }: { from: string; to?: string; head: string[]; body: string; messageId: string },
): void {
  const lines = [
    ...head,
    `Message-ID: ${messageId}`,
    `Date: ${new Date(world.now.epochMilliseconds).toUTCString().replace('GMT', '+0000')}`,
    '',
    body,
  ];
  world.town.post.submit({
    from,
    to: [to],
    raw: Buffer.from(lines.join('\r\n').replace(/\r?\n/gu, '\r\n')),
  });
  world.said.messages += 1;
}

/** Types a command. Returns what it was answered; nothing while the bot is not there. */
export async function type(
  world: World,
  person: Person,
  {
    channel,
    name,
    options = {},
  }: { channel: string; name: string; options?: Record<string, string | number> },
): Promise<string | undefined> {
  const { discord, accounts } = world.town;
  const account = accounts.get(person.id);
  if (account === undefined) throw new Error(`${person.name} is not on Discord`);
  if (discord.connected === 0) return undefined;
  world.said.messages += 1;
  const answer = await discord.people.command(account, channel, name, options);
  if (!('message' in answer)) {
    world.court.expect('kept', answer.kind !== 'no-response', `/${name} was never answered`, {
      options,
      answer,
    });
    return answer.kind;
  }
  const { content, embeds } = await settled(world, answer);
  return [content, ...embeds.map(({ description }) => description ?? '')].join('\n');
}

/**
 * Waits as long as "thinking…" stands there; a busy machine may take its time. What is for the writer alone takes the
 * place of a "thinking…" that everyone saw.
 */
async function settled(
  { court, town: { discord } }: World,
  { interactionId, message: { channelId } }: { interactionId: string; message: SeenMessage },
): Promise<SeenMessage> {
  for (let tries = 0; tries < 3_000; tries++) {
    const channel = discord.world.channel(channelId);
    const answers = [...channel.messages.values()].filter(
      (message) => message.interactionId === interactionId,
    );
    const last = answers.at(-1);
    const message = last && seenMessage(discord.world, last);
    if (message && !message.isThinking) {
      court.expect('kept', !message.hasFailed, 'a command came to no answer', { message });
      return message;
    }
    await sleep(tries < 200 ? 5 : 20);
  }
  throw new Error('a command was never answered');
}

function authorOf({ name, mail }: Person): { name: string; address: string } {
  if (mail === undefined) throw new Error(`${name} has no mail`);
  return { name, address: mail };
}
