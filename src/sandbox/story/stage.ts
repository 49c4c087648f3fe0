import { setTimeout as sleep } from 'node:timers/promises';
import type { GuildScheduledEventStatus as EventStatus } from 'discord-api-types/v10';
import type { VirtualClock } from '../clock.ts';
import type { SandboxDiscord } from '../discord/start-discord.ts';
import type { SeenMessage } from '../discord/seen.ts';
import type { SandboxList } from '../list/list.ts';
import type { StoredMessage } from '../list/mailbox.ts';
import { compose } from '../mail-programs/mail-programs.ts';
import { openMail, toAnswer } from '../web/mail-view.ts';
import type { MailShape } from '../web/shapes.ts';
import { cast, channelName, zone, type CastId } from './cast.ts';

/** What the operator of Convoke can ask it for from the shell. */
export interface Operator {
  createSeries(input: object): Promise<void>;
  agendaMarkdown(date: string): Promise<string>;
  agenda(date: string): Promise<AgendaSeen>;
  minutesMarkdown(date: string): Promise<string>;
  minutes(date: string): Promise<MinutesSeen>;
}

export interface AgendaSeen {
  items: readonly {
    number: number;
    title: string;
    proposer?: string;
    deferrals?: number;
    minutes?: number;
  }[];
}

export interface MinutesSeen {
  attendees: readonly string[];
  regrets: readonly string[];
  actions: readonly { text: string; owner?: string; due?: string }[];
  topics: readonly { title: string; notes: string; decisions: readonly string[] }[];
  next?: string;
}

export interface StageOptions {
  clock: VirtualClock;
  list: SandboxList;
  discord: SandboxDiscord;
  operator: Operator;
  tell: (line: string) => void;
  /** Real time between two things, so that somebody can watch. */
  paceMs: number;
}

const patienceMs = 20_000;

/** Where the story is played: everyone on it acts over the same protocols as people do, and what it sees it checks. */
export class Stage {
  readonly operator: Operator;
  readonly list: SandboxList;
  readonly discord: SandboxDiscord;
  failures = 0;
  checks = 0;
  readonly #options: StageOptions;

  constructor(options: StageOptions) {
    this.#options = options;
    this.operator = options.operator;
    this.list = options.list;
    this.discord = options.discord;
  }

  get channelId(): string {
    return this.discord.channelId(channelName);
  }

  /** The meeting's thread, once there is one. */
  get threadId(): string | undefined {
    return this.discord.people
      .channels(this.account('amir'))
      .findLast(({ kind }) => kind === 'thread')?.id;
  }

  tell(line: string): void {
    this.#options.tell(line);
  }

  async runTo(local: string): Promise<void> {
    const { clock, paceMs } = this.#options;
    await clock.runTo(Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant());
    this.tell('');
    this.tell(`── ${now(clock)} ──`);
    await sleep(paceMs);
  }

  /** Says whether something is as it should be; the story goes on either way, and ends badly if anything wasn't. */
  check(what: string, isSo: boolean, found?: unknown): void {
    this.checks += 1;
    if (!isSo) this.failures += 1;
    this.tell(
      isSo
        ? `   ✓ ${what}`
        : `   ✗ ${what}${found === undefined ? '' : `: found ${JSON.stringify(found)}`}`,
    );
  }

  account(id: CastId): string {
    const member = cast.find((one) => one.id === id);
    if (!member || !('discord' in member)) throw new Error(`${id} is not on Discord`);
    return this.discord.userId(member.discord.userName);
  }

  /** Types a command, and returns what it was answered. */
  async command(
    id: CastId,
    name: string,
    options: Record<string, string | number> = {},
    channelId = this.threadId ?? this.channelId,
  ): Promise<SeenMessage> {
    const { people } = this.discord;
    const shown = Object.entries(options).map(([key, value]) => `${key}: ${value}`);
    this.tell(`   ${nameOf(id)} types /${[name, ...shown].join('  ')}`);
    const answer = await people.command(this.account(id), channelId, name, options);
    const message = await people.settled(answer);
    this.tell(`      ${message.content.split('\n')[0] ?? ''}`);
    await sleep(this.#options.paceMs / 2);
    return message;
  }

  /** Types a command without words, and fills in the form that opens. */
  async fillForm(id: CastId, name: string, values: Record<string, string>): Promise<SeenMessage> {
    const { people } = this.discord;
    const user = this.account(id);
    this.tell(`   ${nameOf(id)} types /${name} and fills in the form`);
    const answer = await people.command(user, this.channelId, name);
    if (answer.kind !== 'modal') throw new Error(`/${name} opened no form`);
    const message = await people.settled(
      await people.submitModal(user, answer.interactionId, values),
    );
    this.tell(`      ${message.content.split('\n')[0] ?? ''}`);
    return message;
  }

  /** A mail in somebody's mailbox; waits until it has come. */
  async mailTo(
    id: CastId,
    isWanted: (mail: MailShape) => boolean,
  ): Promise<{ mail: MailShape; stored: StoredMessage }> {
    const mailbox = this.list.mailboxes.get(id);
    if (!mailbox) throw new Error(`${id} has no mailbox`);
    const until = Date.now() + patienceMs;
    for (;;) {
      for (const stored of mailbox.messages.toReversed()) {
        const mail = await openMail(stored);
        if (stored.folder === 'inbox' && isWanted(mail)) return { mail, stored };
      }
      if (Date.now() > until)
        throw new Error(`a mail that ${nameOf(id)} should have got has not come`);
      await sleep(50);
    }
  }

  /** Answers the latest mail of that subject as a mail program would. */
  async reply(
    id: CastId,
    program: string,
    { to, text }: { to: RegExp; text: string },
  ): Promise<void> {
    const { stored } = await this.mailTo(id, ({ subject }) => to.test(subject));
    const member = cast.find((one) => one.id === id);
    if (!member || !('mail' in member)) throw new Error(`${id} has no mail`);
    const mail = compose({
      program,
      letter: {
        author: { name: member.name, address: member.mail },
        text,
        at: this.#options.clock.now(),
        zone,
        answers: await toAnswer(stored),
      },
    });
    this.tell(`   ${member.name} replies from ${program}: ${text.split('\n').join(' / ')}`);
    await this.list.send(id, mail);
    await this.settle();
    await sleep(this.#options.paceMs / 2);
  }

  /** Lets everything that is under way come to its end; time stands still. */
  async settle(): Promise<void> {
    const { clock } = this.#options;
    await sleep(50);
    await clock.runTo(clock.now());
  }

  /** A post in the channel or the thread; waits until it is there. */
  async post(
    isWanted: (text: string, message: SeenMessage) => boolean,
    channelId = this.channelId,
  ): Promise<SeenMessage> {
    return this.discord.people.waitForMessage(channelId, this.account('amir'), (message) =>
      isWanted(textOf(message), message),
    );
  }

  /** Checks that each meeting has one event, and that this one, by its local date, comes to stand so. */
  async checkEvent(what: string, date: string, status: EventStatus): Promise<void> {
    const onThatDay = () =>
      this.discord.people
        .scheduledEvents()
        .filter(({ startsAt }) => startsAt.toString().startsWith(date));
    const isSo = () => onThatDay().length === 1 && onThatDay()[0]?.status === status;
    for (const until = Date.now() + patienceMs; !isSo() && Date.now() < until;) await sleep(50);
    this.check(what, isSo(), onThatDay());
  }
}

/** Whether a mail's date is that local time. */
export function isAt(date: string, local: string): boolean {
  return Temporal.Instant.from(date).equals(
    Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant(),
  );
}

function textOf({ content, embeds }: SeenMessage): string {
  return [
    content,
    ...embeds.flatMap(({ title, description }) => [title ?? '', description ?? '']),
  ].join('\n');
}

function nameOf(id: CastId): string {
  return cast.find((one) => one.id === id)?.name ?? id;
}

function now(clock: VirtualClock): string {
  return clock.now().toZonedDateTimeISO(zone).toLocaleString('en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
}
