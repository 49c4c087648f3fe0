import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { fieldValue } from '../../../src/sandbox/list/message.ts';
import type { OutboxFact } from '../facts.ts';
import type { Arrived } from '../post.ts';
import type { World } from '../world.ts';

/** What arrives at the receiving ends, counted. */
export class Arrivals {
  readonly #world: World;
  /** Copies in mailboxes, by Message-ID and member. */
  readonly #mails = new Map<string, Map<string, number>>();
  /** Posts by their nonce. */
  readonly #posts = new Map<string, number>();
  readonly #seenPosts = new Set<string>();
  /** What arrived since strays were looked for. */
  readonly #fresh = new Set<string>();

  constructor(world: World) {
    this.#world = world;
    const { discord } = world.town;
    discord.onChange(({ what, id, channelId }) => {
      if (what === 'message' && channelId !== undefined) this.#post(discord, channelId, id);
    });
  }

  /** A mail lies in a mailbox. */
  mail({ memberId, message }: Arrived): string | undefined {
    if (!fieldValue(message, 'X-Convoke')) return undefined;
    const messageId = fieldValue(message, 'Message-ID') ?? '';
    this.#fresh.add(messageId);
    const copies = this.#mails.get(messageId) ?? new Map<string, number>();
    this.#mails.set(messageId, copies.set(memberId, (copies.get(memberId) ?? 0) + 1));
    const headers = message.fields.map(({ name }) => name.toLowerCase());
    const odd = headers.filter((name) => !known.has(name) && !/^(?:list|x-sandbox)-/u.test(name));
    this.#world.court.expect(
      'harm',
      odd.length === 0,
      `a mail left with the header ${odd.join()}`,
      headers,
    );
    return messageId;
  }

  /** Nothing arrived that isn't in the outbox. */
  checkStrays(): void {
    const { court, byMessageId } = this.#world;
    for (const id of this.#fresh)
      court.expect('once', byMessageId.has(id), `${id} arrived, and is not in the outbox`);
    this.#fresh.clear();
  }

  /** What the outbox says was sent is there, once for each who should have it. */
  checkSent(row: OutboxFact): void {
    const { court, town } = this.#world;
    const { key, messageId, kind, channel } = row;
    // Discord's events are put in their place, not posted.
    if (kind === 'event') return;
    if (channel === 'discord') {
      const count = this.#posts.get(messageId) ?? 0;
      court.expect('once', count === 1, `the post ${key} (${kind}) is there ${count} times`);
      return;
    }
    const copies = this.#mails.get(messageId) ?? new Map<string, number>();
    for (const member of this.#receivers(row)) {
      const count = copies.get(member) ?? 0;
      court.expect('once', count === 1, `${member} has the mail ${key} (${kind}) ${count} times`);
    }
    const isKnown = town.people.some(({ mail }) => mail === row.recipient.toLowerCase());
    const isList = town.series.some(({ list }) => list === row.recipient);
    if (isKnown)
      court.expect(
        'harm',
        copies.size === 1,
        `the personal mail ${key} reached ${copies.size} people`,
      );
    else
      court.expect('harm', isList || kind === 'receipt', `a mail went to ${row.recipient}`, {
        key,
      });
  }

  #receivers({ recipient, key }: OutboxFact): string[] {
    const { people, subscribers } = this.#world.town;
    const onList = subscribers.get(recipient);
    if (onList) return [...onList];
    const person = people.find(({ mail }) => mail === recipient.toLowerCase());
    if (!person && !key.startsWith('person:receipt')) return [recipient];
    return person ? [person.id] : [];
  }

  #post({ world }: SandboxDiscord, channelId: string, id: string): void {
    const message = world.channels.get(channelId)?.messages.get(id);
    if (!message || message.authorId !== world.botId) return;
    const { everyone, users, roles } = message.pings;
    const isQuiet = !everyone && users.length + roles.length === 0;
    this.#world.court.expect('harm', isQuiet, `the post ${id} pings`, {
      content: message.content,
      pings: message.pings,
    });
    if (message.nonce === undefined || this.#seenPosts.has(id)) return;
    this.#seenPosts.add(id);
    const nonce = String(message.nonce);
    this.#fresh.add(nonce);
    this.#posts.set(nonce, (this.#posts.get(nonce) ?? 0) + 1);
  }
}

/** No other field leaves the house, whatever people write. */
const known = new Set(
  `return-path delivered-to received from to cc subject message-id date in-reply-to references reply-to auto-submitted
   mime-version content-type content-transfer-encoding content-disposition x-convoke sender precedence x-beenthere
   x-mailfrom message-id-hash content-class`.split(/\s+/u),
);
