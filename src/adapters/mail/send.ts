import { createTransport } from 'nodemailer';
import type { SMTPPoolSentMessageInfo } from 'nodemailer/lib/smtp-pool';
import { Readable } from 'node:stream';
import type { OutgoingMail } from '../../app/outgoing.ts';
import type { DeliveryOutcome, Log, MailSender } from '../../app/ports.ts';
import { readDkimKey, type DkimSettings } from './dkim.ts';
import { messageOf } from './send-message.ts';
import { outcomeOf } from './send-outcome.ts';
import { smtpOptions, smtpTimeouts, type SmtpServer, type SmtpTimeouts } from './smtp-options.ts';

export interface MailSenderSettings {
  smtp: SmtpServer;
  dkim?: DkimSettings;
  log: Log;
  timeouts?: SmtpTimeouts;
}

/** Sends over a few connections that are kept open. Throws a UserError when the DKIM key can't be used. */
export function createMailSender({
  smtp,
  dkim,
  log,
  timeouts = smtpTimeouts,
}: MailSenderSettings): MailSender & { close(): Promise<void> } {
  const transport = createTransport({
    ...smtpOptions(smtp, timeouts),
    ...(dkim ? { dkim: readDkimKey(dkim) } : {}),
  });
  transport.on('error', (error) =>
    log.warn({ err: error }, 'a connection to the SMTP server failed'),
  );
  const contents = watchContents(transport);
  const underWay = new Set<Promise<DeliveryOutcome>>();

  async function attempt(
    mail: OutgoingMail,
    messageId: string,
    begin: () => Promise<void> = () => Promise.resolve(),
  ): Promise<DeliveryOutcome> {
    const signal = AbortSignal.timeout(timeouts.messageMs);
    const content: Content = { begin, state: 'waiting' };
    contents.set(signal, content);
    try {
      const message = messageOf(mail, messageId);
      return accepted(await transport.sendMail({ ...message, signal }), log);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      if (content.state === 'withheld') return { kind: 'retry', why: 'interrupted', error: text };
      return outcomeOf(error, content.state === 'begun');
    }
  }

  return {
    send(mail, messageId, begin) {
      const sending = attempt(mail, messageId, begin);
      underWay.add(sending);
      return sending.finally(() => underWay.delete(sending));
    },
    async close() {
      transport.close();
      await Promise.allSettled(underWay);
    },
  };
}

type Transport = ReturnType<typeof createTransport<SMTPPoolSentMessageInfo>>;

/** The content of one message on its way to the server. */
interface Content {
  begin: () => Promise<void>;
  /** `begun`: the server was given some of it. `withheld`: not yet, and not at all when `begin` fails. */
  state: 'waiting' | 'begun' | 'withheld';
}

/**
 * The content of each message, found by the message's signal. nodemailer reads it only after the server's 354, so
 * whether it was read tells whether the server can have the message.
 */
function watchContents(transport: Transport): WeakMap<AbortSignal, Content> {
  const contents = new WeakMap<AbortSignal, Content>();
  transport.use('stream', ({ message, data: { signal } }, done) => {
    const create = message.createReadStream.bind(message);
    message.createReadStream = (options) => {
      const stream = create(options);
      const content = signal ? contents.get(signal) : undefined;
      return content ? new WholeContent(stream, content) : stream;
    };
    done();
  });
  return contents;
}

/** A message's content in one piece, given away only after `begin`: its many small parts would each go out by themselves. */
class WholeContent extends Readable {
  readonly #stream: Readable;
  readonly #content: Content;
  #isRead = false;

  constructor(stream: Readable, content: Content) {
    super();
    this.#stream = stream;
    this.#content = content;
  }

  override _read(): void {
    if (this.#isRead) return;
    this.#isRead = true;
    const chunks: Buffer[] = [];
    this.#stream.on('data', (chunk: Buffer) => chunks.push(chunk));
    this.#stream.on('error', (error) => this.destroy(error));
    this.#stream.on('end', () => {
      this.#content.state = 'withheld';
      this.#content.begin().then(
        () => {
          this.#content.state = 'begun';
          this.push(Buffer.concat(chunks));
          this.push(null);
        },
        (error: Error) => this.destroy(error),
      );
    });
  }
}

/** A server that took the message for some may have refused others. It can't be sent again without a double. */
function accepted(info: SMTPPoolSentMessageInfo, log: Log): DeliveryOutcome {
  const refusals = (info.rejectedErrors ?? []).map(({ response }) => response ?? 'no reason');
  if (refusals.length === 0) return { kind: 'sent', response: info.response };
  log.error(
    { refusals, accepted: info.accepted.length },
    'a mail was refused for some of its recipients',
  );
  return {
    kind: 'sent',
    response: `${info.response}; refused for ${refusals.length}: ${refusals.join('; ')}`,
  };
}
