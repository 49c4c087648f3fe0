import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../../src/sandbox/clock.ts';
import { startList, type ListOptions } from '../../../src/sandbox/list/list.ts';
import { fieldValue, parseRaw } from '../../../src/sandbox/list/message.ts';
import type { MailEvent } from '../../../src/sandbox/list/post-office.ts';

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const now = Temporal.Instant.from('2014-06-23T08:00:00Z');
const members = [
  { id: 'alice', name: 'Alice A', mail: 'alice@member.example' },
  { id: 'bob', name: 'Bob B', mail: 'bob@member.example' },
  { id: 'carol', name: 'Carol C', mail: 'carol@away.example', subscribed: false },
  { id: 'dan', name: 'Dan D' },
];

interface Received {
  from: string;
  to: string;
  raw: Buffer;
}

/** An LMTP server that answers each message as `verdict` says. */
async function receiver(verdict: (nth: number) => number = () => 250) {
  const received: Received[] = [];
  let tries = 0;
  const server = new SMTPServer({
    lmtp: true,
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    closeTimeout: 100,
    onData(stream, { envelope }, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        tries += 1;
        const code = verdict(tries);
        if (code !== 250)
          return done(Object.assign(new Error('5.7.1 not now'), { responseCode: code }));
        const from = envelope.mailFrom ? envelope.mailFrom.address : '';
        received.push({ from, to: envelope.rcptTo[0]!.address, raw: Buffer.concat(chunks) });
        return done(null);
      });
    },
  });
  const net = server.listen(0, '127.0.0.1');
  await once(net, 'listening');
  cleanups.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
  return { port: (net.address() as AddressInfo).port, received, tries: () => tries };
}

async function list(lmtpPort: number, more: Partial<ListOptions> = {}) {
  const clock = new VirtualClock(now);
  const running = await startList({
    clock,
    list: { name: 'Board', address: 'board@lists.example', prefix: 'Board' },
    members,
    convoke: { address: 'agenda@convoke.example', lmtp: { host: '127.0.0.1', port: lmtpPort } },
    ...more,
  });
  cleanups.push(() => running.stop());
  const events: MailEvent[] = [];
  running.onMail((event) => events.push(event));
  const transport = nodemailer.createTransport({ host: '127.0.0.1', port: running.port });
  cleanups.push(async () => transport.close());
  const submit = (from: string, to: string[], raw: string | Buffer) =>
    transport.sendMail({ envelope: { from, to }, raw });
  const inbox = (id: string) =>
    running.mailboxes.get(id)!.messages.filter((message) => message.folder === 'inbox');
  return { running, clock, events, submit, inbox };
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await sleep(5);
}

const post =
  'From: Alice A <alice@member.example>\r\nTo: board@lists.example\r\nSubject: Budget\r\nMessage-ID: <1@member.example>\r\n\r\nNumbers.\r\n';

describe('startList', () => {
  it('brings a post to every subscriber and to Convoke', async () => {
    const convoke = await receiver();
    const { submit, inbox, events } = await list(convoke.port);
    await submit('alice@member.example', ['board@lists.example'], post);
    await until(() => convoke.received.length === 1);
    expect(inbox('alice')).toHaveLength(1);
    expect(inbox('bob')).toHaveLength(1);
    expect(inbox('carol')).toHaveLength(0);
    const copy = parseRaw(inbox('bob')[0]!.raw);
    expect(fieldValue(copy, 'Subject')).toBe('[Board] Budget');
    expect(fieldValue(copy, 'Return-Path')).toBe('<board-bounces@lists.example>');
    expect(fieldValue(copy, 'Date')).toBe('Mon, 23 Jun 2014 08:00:00 +0000');
    expect(convoke.received[0]).toMatchObject({
      from: 'board-bounces@lists.example',
      to: 'agenda@convoke.example',
    });
    expect(events.map((event) => event.kind)).toEqual(['list']);
  });

  it("hands mail to any of Convoke's addresses over with its envelope", async () => {
    const convoke = await receiver();
    const { submit } = await list(convoke.port);
    await submit('alice@member.example', ['agenda+k7Zq@convoke.example'], post);
    await until(() => convoke.received.length === 1);
    expect(convoke.received[0]).toMatchObject({
      from: 'alice@member.example',
      to: 'agenda+k7Zq@convoke.example',
    });
    expect(convoke.received[0]!.raw.toString()).toContain('Subject: Budget\r\n');
  });

  it('gives a member who is named in To one copy, and Convoke its own post back', async () => {
    const convoke = await receiver();
    const { submit, inbox } = await list(convoke.port);
    const raw =
      'From: agenda@convoke.example\r\nTo: board@lists.example, bob@member.example\r\n\r\nCall\r\n';
    await submit('agenda+b1@convoke.example', ['board@lists.example', 'bob@member.example'], raw);
    await until(() => convoke.received.length === 1);
    expect(inbox('bob')).toHaveLength(1);
    expect(inbox('alice')).toHaveLength(1);
  });

  it('refuses addresses that nobody has', async () => {
    const { submit } = await list(1);
    await expect(submit('alice@member.example', ['nobody@member.example'], post)).rejects.toThrow(
      /550/u,
    );
  });

  it('refuses what is too big', async () => {
    const { submit, inbox } = await list(1, { maxBytes: 2_000 });
    const big = `${post}${'x'.repeat(70)}\r\n`.repeat(60);
    await expect(submit('alice@member.example', ['bob@member.example'], big)).rejects.toThrow(
      /552/u,
    );
    expect(inbox('bob')).toHaveLength(0);
  });

  it('holds a post of somebody who is not on the list and says so', async () => {
    const { submit, inbox, events } = await list(1);
    const raw =
      'From: carol@away.example\r\nTo: board@lists.example\r\nSubject: Hello\r\n\r\nHi\r\n';
    await submit('carol@away.example', ['board@lists.example'], raw);
    expect(inbox('bob')).toHaveLength(0);
    expect(fieldValue(parseRaw(inbox('carol')[0]!.raw), 'Subject')).toContain('awaits moderator');
    expect(events.map((event) => event.kind)).toEqual(['held', 'personal']);
  });

  it('lets a post that comes round again die', async () => {
    const convoke = await receiver();
    const { submit, inbox, events } = await list(convoke.port);
    await submit('alice@member.example', ['board@lists.example'], post);
    await submit('alice@member.example', ['board@lists.example'], inbox('bob')[0]!.raw);
    expect(inbox('bob')).toHaveLength(1);
    expect(events.at(-1)?.kind).toBe('looped');
  });

  it('tries again what Convoke puts off, and delivers it once', async () => {
    const convoke = await receiver((nth) => (nth < 3 ? 451 : 250));
    const { running, submit, inbox } = await list(convoke.port);
    await submit('alice@member.example', ['agenda@convoke.example'], post);
    await until(() => running.waiting === 0);
    expect(convoke.tries()).toBe(3);
    expect(convoke.received).toHaveLength(1);
    expect(inbox('alice')).toHaveLength(0);
  });

  it('returns what Convoke refuses to its sender', async () => {
    const convoke = await receiver(() => 550);
    const { running, submit, inbox, events } = await list(convoke.port);
    await submit('alice@member.example', ['agenda@convoke.example'], post);
    await until(() => running.waiting === 0);
    const report = parseRaw(inbox('alice')[0]!.raw);
    expect(fieldValue(report, 'Content-Type')).toContain('report-type=delivery-status');
    expect(report.body).toContain('Final-Recipient: rfc822; agenda@convoke.example');
    expect(events.at(-1)).toMatchObject({ kind: 'refused', to: 'agenda@convoke.example' });
  });

  it('holds the clock until Convoke has the mail', async () => {
    const convoke = await receiver();
    const { submit, clock } = await list(convoke.port);
    await submit('alice@member.example', ['agenda@convoke.example'], post);
    await clock.runTo(now.add({ hours: 1 }));
    expect(convoke.received).toHaveLength(1);
  });

  it("sends a member's mail by SMTP and keeps a copy", async () => {
    const { running, inbox } = await list(1);
    await running.send('alice', { to: ['bob@member.example'], raw: Buffer.from(post) });
    expect(inbox('bob')).toHaveLength(1);
    expect(running.mailboxes.get('alice')!.messages[0]!.folder).toBe('sent');
    expect(running.submissions).toHaveLength(1);
    await expect(running.send('dan', { to: [], raw: Buffer.from(post) })).rejects.toThrow(/dan/u);
  });

  it('says how to go on when its port is taken', async () => {
    const { running } = await list(1);
    await expect(list(1, { port: running.port })).rejects.toThrow(/--port/u);
  });
});
