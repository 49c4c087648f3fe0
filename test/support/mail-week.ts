import type { OutgoingMail } from '../../src/app/outgoing.ts';
import { unknownOrigin, type MailOrigin } from '../../src/domain/mail-origin.ts';
import { domainOf } from '../../src/domain/list-path.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { listAddress, startWeek, type Week } from './week.ts';

/** A week in which the call is out and people write. */
export interface MailWeek extends Week {
  call: { mail: OutgoingMail; messageId: string };
  /** Somebody answers a mail of ours, by default the call, to its reply address. */
  write(letter: Letter): Promise<void>;
  /** The same through the list. */
  post(letter: Letter): Promise<void>;
  /** Mails to one address, the newest last. */
  mailsTo(address: string): OutgoingMail[];
  titles(): Promise<string[]>;
  status(): Promise<{ status: string | undefined; reason: string | undefined }>;
  sheet(): Promise<Sheet>;
}

export interface Letter {
  from: string;
  text: string;
  to?: string;
  subject?: string;
  messageId?: string;
  inReplyTo?: string;
  headers?: readonly string[];
  /** MAIL FROM, where it is another than From. */
  envelopeFrom?: string;
  /** What verification finds out; by default that the sender's domain signed it. */
  origin?: Partial<MailOrigin>;
}

export const hannes = 'Hannes Mehnert <hannes@member.test>';
export const amir = 'Amir Chaudhry <amir@member.test>';

/** The same message as a mail program sends it, with nothing to prove who did. */
export const unsigned: Partial<MailOrigin> = {};

export async function startMailWeek(
  options: Parameters<typeof startWeek>[0] = {},
): Promise<MailWeek> {
  const week = await startWeek(options);
  await week.runTo('2014-06-23T09:00');
  const call = week.mails[0];
  if (!call) throw new Error('the call did not go out');
  let origin: MailOrigin = unknownOrigin;
  let count = 0;
  week.app.verifyMail = () => Promise.resolve(origin);
  const write = async (letter: Letter) => {
    const address = /<([^>]+)>/u.exec(letter.from)?.[1] ?? letter.from;
    const domain = domainOf(address);
    const signed = { signedBy: [domain], alignedDomain: domain };
    origin = { ...unknownOrigin, ...(letter.origin ?? signed) };
    const { to = call.mail.replyTo?.address ?? '', headers = [] } = letter;
    const lines = [
      `From: ${letter.from}`,
      `To: ${to}`,
      `Message-ID: ${letter.messageId ?? `<letter-${(count += 1)}@member.test>`}`,
      `Subject: ${letter.subject ?? `Re: ${call.mail.subject}`}`,
      `In-Reply-To: ${letter.inReplyTo ?? call.messageId}`,
      ...headers,
      '',
      letter.text,
      '',
    ];
    await week.receive(lines, { from: letter.envelopeFrom ?? address, to: [to] });
  };
  const sheet = async () =>
    week.app.store.transaction(async (tx) => {
      const [series] = await tx.series.all();
      const meetings = await tx.meetings.ofSeries(series?.id ?? '');
      return tx.meetings.sheet(meetings[0]?.id ?? '');
    });
  return {
    ...week,
    call,
    write,
    sheet,
    post: (letter) =>
      write({
        origin: unsigned,
        to: listAddress,
        envelopeFrom: 'board-bounces@lists.example.org',
        ...letter,
        headers: ['List-Id: Board <board.lists.example.org>', ...(letter.headers ?? [])],
      }),
    mailsTo: (address) =>
      week.mails.map(({ mail }) => mail).filter(({ to }) => to[0]?.address === address),
    titles: async () => (await sheet()).items.map(({ title }) => title),
    status: async () => {
      const entry = await week.app.store.transaction((tx) => tx.inbox.look(week.lastInbox()));
      return { status: entry?.status, reason: entry?.reason };
    },
  };
}
