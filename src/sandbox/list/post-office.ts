import addressparser from 'nodemailer/lib/addressparser';
import type { Clock } from '../../app/clock.ts';
import type { SandboxMember } from '../member.ts';
import { decodeWords } from './encoded-words.ts';
import { LmtpQueue, type Handover } from './lmtp-queue.ts';
import { Mailbox } from './mailbox.ts';
import {
  fieldValue,
  formatRaw,
  mailDate,
  parseRaw,
  withField,
  withTrace,
  type RawMessage,
} from './message.ts';
import { bounce, heldNotice } from './notices.ts';
import { hasBeenHere, redistribute, serviceAddress, type ListSettings } from './redistribute.ts';

/** Something that happened to a message, for the terminal and the page. */
export interface MailEvent {
  kind: 'list' | 'personal' | 'convoke' | 'held' | 'looped' | 'refused';
  from: string;
  to: string;
  subject: string;
  messageId: string;
  at: Temporal.Instant;
  /** What the receiver said, when it refused. */
  reason?: string;
}

export interface PostOfficeOptions {
  clock: Pick<Clock, 'now'>;
  list: ListSettings;
  members: SandboxMember[];
  convoke: { address: string; lmtp: { host: string; port: number } };
  onEvent: (event: MailEvent) => void;
  /** Told whose mailbox has something new. */
  onStored: (memberId: string) => void;
}

/** A message as it came in by SMTP, before anything was done with it. */
export interface Submission {
  from: string;
  to: string[];
  raw: Buffer;
}

const services = ['bounces', 'request', 'owner', 'join', 'leave'];
const maxKept = 5_000;

/** Knows every address here: the members', the list's, and those that belong to Convoke. */
export class PostOffice {
  readonly mailboxes: ReadonlyMap<string, Mailbox>;
  /** Everything that was ever submitted, as submitted. */
  readonly submissions: Submission[] = [];
  readonly queue: LmtpQueue;
  readonly #options: PostOfficeOptions;
  readonly #byAddress = new Map<string, Mailbox>();
  readonly #subscribers: Set<string>;
  #notices = 0;

  constructor(options: PostOfficeOptions) {
    this.#options = options;
    const withMail = options.members.filter((member) => member.mail !== undefined);
    this.mailboxes = new Map(
      withMail.map(({ id, mail = '' }) => [id, new Mailbox(mail, () => options.onStored(id))]),
    );
    for (const mailbox of this.mailboxes.values())
      this.#byAddress.set(normal(mailbox.address), mailbox);
    this.#subscribers = new Set(
      withMail
        .filter((member) => member.subscribed !== false)
        .map((member) => normal(member.mail ?? '')),
    );
    this.#subscribers.add(normal(options.convoke.address));
    this.queue = new LmtpQueue({
      ...options.convoke.lmtp,
      onSettled: (handover, failure) => this.#settled(handover, failure),
    });
  }

  knows(address: string): boolean {
    return (
      this.#byAddress.has(normal(address)) ||
      this.#isConvokes(address) ||
      this.#isList(address) ||
      this.#isService(address)
    );
  }

  /** Takes a message in and brings it to all its recipients, who are known already. */
  submit(submission: Submission): void {
    this.submissions.push(submission);
    if (this.submissions.length > maxKept) this.submissions.shift();
    const message = this.#received(parseRaw(submission.raw));
    const recipients = new Set(submission.to.map((address) => address.trim()));
    for (const to of recipients) {
      if (this.#isList(to)) this.#post(message, submission.from);
      else this.#personal(message, { from: submission.from, to });
    }
  }

  #post(message: RawMessage, from: string): void {
    const { list, clock } = this.#options;
    if (hasBeenHere(message, list)) return this.#tell('looped', message, from, list.address);
    if (!this.#mayPost(message, from)) {
      this.#tell('held', message, from, list.address);
      if (from !== '') {
        const notice = heldNotice(message, list, { to: from, at: clock.now(), id: this.#nextId() });
        this.#personal(parseRaw(notice), { from: '', to: from });
      }
      return;
    }
    this.#tell('list', message, from, list.address);
    const copy = redistribute(message, list, from);
    const named = addressedTo(message);
    for (const to of this.#subscribers) {
      // A member who gets the message directly isn't sent it twice, as Mailman has it. Convoke is: its
      // own post coming back through the list is how it knows that the list took it.
      if (named.has(to) && !this.#isConvokes(to)) continue;
      this.#deliver(copy, { from: serviceAddress(list, 'bounces'), to });
    }
  }

  #personal(message: RawMessage, envelope: { from: string; to: string }): void {
    this.#tell(
      this.#isConvokes(envelope.to) ? 'convoke' : 'personal',
      message,
      envelope.from,
      envelope.to,
    );
    this.#deliver(message, envelope);
  }

  #deliver(message: RawMessage, { from, to }: { from: string; to: string }): void {
    const delivered = withTrace(
      message,
      { name: 'Return-Path', value: `<${from}>` },
      { name: 'Delivered-To', value: to },
    );
    if (this.#isConvokes(to)) {
      // The receiver writes Return-Path and Delivered-To itself, from the envelope.
      this.queue.add({ from, to, raw: formatRaw(message) });
      return;
    }
    this.#byAddress.get(normal(to))?.add('inbox', formatRaw(delivered), this.#options.clock.now());
  }

  #settled({ from, to, raw }: Handover, failure: string | undefined): void {
    if (failure === undefined) return;
    const message = parseRaw(raw);
    this.#tell('refused', message, from, to, failure);
    if (from === '' || this.#isService(from)) return;
    const at = this.#options.clock.now();
    const report = { to: from, failed: to, reason: failure, at, id: this.#nextId() };
    if (this.knows(from)) this.#deliver(parseRaw(bounce(message, report)), { from: '', to: from });
  }

  #mayPost(message: RawMessage, envelopeFrom: string): boolean {
    const from = addressparser(fieldValue(message, 'From') ?? '', { flatten: true });
    return [envelopeFrom, ...from.map((one) => one.address)].some((address) =>
      this.#subscribers.has(withoutDetail(normal(address))),
    );
  }

  #received(message: RawMessage): RawMessage {
    const now = mailDate(this.#options.clock.now());
    const dated = fieldValue(message, 'Date') ? message : withField(message, 'Date', now);
    return withTrace(dated, {
      name: 'Received',
      value: `from localhost (localhost [127.0.0.1])\r\n\tby mx.sandbox.example with ESMTP; ${now}`,
    });
  }

  #isList(address: string): boolean {
    return normal(address) === normal(this.#options.list.address);
  }

  #isService(address: string): boolean {
    return services.some(
      (service) => normal(address) === normal(serviceAddress(this.#options.list, service)),
    );
  }

  #isConvokes(address: string): boolean {
    return withoutDetail(normal(address)) === normal(this.#options.convoke.address);
  }

  #nextId(): string {
    this.#notices += 1;
    return `notice-${this.#notices}-${this.#options.clock.now().epochMilliseconds}`;
  }

  #tell(
    kind: MailEvent['kind'],
    message: RawMessage,
    from: string,
    to: string,
    reason?: string,
  ): void {
    this.#options.onEvent({
      kind,
      from,
      to,
      subject: decodeWords(fieldValue(message, 'Subject') ?? ''),
      messageId: fieldValue(message, 'Message-ID') ?? '',
      at: this.#options.clock.now(),
      ...(reason === undefined ? {} : { reason }),
    });
  }
}

function addressedTo(message: RawMessage): Set<string> {
  const fields = ['To', 'Cc'].map((name) => fieldValue(message, name) ?? '').join(', ');
  return new Set(addressparser(fields, { flatten: true }).map((one) => normal(one.address)));
}

function normal(address: string): string {
  return address.trim().toLowerCase();
}

/** `agenda+token@host` belongs to `agenda@host`. */
function withoutDetail(address: string): string {
  return address.replace(/\+[^@]*(?=@)/u, '');
}
