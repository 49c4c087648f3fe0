import { Hono } from 'hono';
import addressparser from 'nodemailer/lib/addressparser';
import { z } from 'zod';
import type { Clock } from '../../app/clock.ts';
import { UserError } from '../../domain/user-error.ts';
import type { SandboxList } from '../list/list.ts';
import type { Mailbox, StoredMessage } from '../list/mailbox.ts';
import type { Letter } from '../mail-programs/letter.ts';
import { compose } from '../mail-programs/mail-programs.ts';
import type { SandboxMember } from '../member.ts';
import { openMail, readMail, readThreads, toAnswer } from './mail-view.ts';
import { readBody } from './read-body.ts';
import type { MailDraft } from './shapes.ts';

export interface MailRoutesOptions {
  list: SandboxList;
  members: SandboxMember[];
  clock: Pick<Clock, 'now'>;
  zone: string;
}

const draftSchema = z.object({
  program: z.string().max(40),
  text: z.string().max(1_000_000),
  answers: z.string().max(20).optional(),
  all: z.boolean().optional(),
  to: z.string().max(2_000).optional(),
  subject: z.string().max(2_000).optional(),
});

/** The mailboxes, as the page reads them and writes from them. */
export function mailRoutes(options: MailRoutesOptions): Hono {
  const app = new Hono();
  const mailboxOf = (id: string) => found(options.list.mailboxes.get(id), 'mailbox');
  const messageOf = (id: string, message: string) =>
    found(mailboxOf(id).find(message), 'message in this mailbox');
  app.get('/:member', async (context) =>
    context.json(await readThreads(mailboxOf(context.req.param('member')))),
  );
  app.post('/:member', async (context) => {
    const id = context.req.param('member');
    const draft = (await readBody(context, draftSchema)) as MailDraft;
    await send(id, { draft, mailbox: mailboxOf(id), options });
    return context.json({});
  });
  app.get('/:member/:message', async (context) => {
    const { member, message } = context.req.param();
    return context.json(await openMail(messageOf(member, message)));
  });
  app.get('/:member/:message/source', (context) => {
    const { member, message } = context.req.param();
    return context.text(messageOf(member, message).raw.toString('latin1'));
  });
  app.get('/:member/:message/attachments/:n', async (context) => {
    const { member, message, n } = context.req.param();
    const mail = await readMail(messageOf(member, message));
    const attachment = found(mail.attachments[Number(n)], 'attachment');
    return context.body(new Uint8Array(attachment.content), 200, {
      // Nothing that came by mail may be shown as a page of ours.
      'Content-Type': 'application/octet-stream',
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(attachment.filename ?? 'attachment')}`,
    });
  });
  return app;
}

interface Sending {
  draft: MailDraft;
  mailbox: Mailbox;
  options: MailRoutesOptions;
}

async function send(memberId: string, { draft, mailbox, options }: Sending): Promise<void> {
  if (draft.text.trim() === '') throw new UserError('Write something first.');
  const member = found(
    options.members.find((one) => one.id === memberId),
    'member',
  );
  const answered = draft.answers === undefined ? undefined : mailbox.find(draft.answers);
  if (draft.answers !== undefined && !answered)
    throw new UserError('The message that you answer is gone.');
  const letter = await letterOf(member, { draft, mailbox, answered, options });
  const to = addressparser(draft.to ?? '', { flatten: true }).filter((one) => one.address);
  if (!answered && to.length === 0) throw new UserError('Say whom the message goes to.');
  const mail = compose({
    program: draft.program,
    letter,
    to: to.map(({ name, address }) => ({ ...(name ? { name } : {}), address })),
    subject: draft.subject ?? '',
    all: draft.all ?? false,
  });
  try {
    await options.list.send(memberId, mail);
  } catch (error) {
    const answer = (error as { response?: string }).response;
    if (answer === undefined) throw error;
    throw new UserError(`The mail server refused it: ${answer}`, { cause: error });
  }
}

interface LetterContext extends Sending {
  answered: StoredMessage | undefined;
}

async function letterOf(
  member: SandboxMember,
  { draft, mailbox, answered, options }: LetterContext,
): Promise<Letter> {
  return {
    author: { name: member.name, address: mailbox.address },
    text: draft.text,
    at: options.clock.now(),
    zone: options.zone,
    ...(answered ? { answers: await toAnswer(answered) } : {}),
  };
}

function found<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new UserError(`There is no such ${what}.`);
  return value;
}
