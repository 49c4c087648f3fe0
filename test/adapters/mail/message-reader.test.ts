import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { createMessageReader } from '../../../src/adapters/mail/message-reader.ts';
import type { MessageReader } from '../../../src/adapters/mail/message-reader.ts';
import { readMessage } from '../../../src/adapters/mail/read-message.ts';
import { UnreadableMail } from '../../../src/app/ports.ts';

const raw = readFileSync(new URL('../../fixtures/mail/gmail-web.eml', import.meta.url));
const huge = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), Buffer.alloc(60_000_000, 'ü\r\n')]);

describe('a reader that can be stopped', () => {
  let reader: MessageReader;
  afterEach(() => reader.close());

  it('understands as is done without it, the date too', async () => {
    const own = { ownAddress: 'calls@larkspur.example' };
    reader = createMessageReader({ own });
    const [first, second] = await Promise.all([reader.read(raw), reader.read(raw)]);
    const { mail, reading } = await readMessage(raw, own);
    const { date, ...expected } = mail;
    expect(first.mail).toMatchObject(expected);
    expect(first.reading).toEqual(reading);
    expect(second.mail.date?.toString()).toBe(date?.toString());
  });

  it('knows our own mail', async () => {
    reader = createMessageReader({ own: { ownAddress: 'agenda@convoke.example' } });
    const { reading } = await reader.read(
      Buffer.from('From: agenda+x@convoke.example\r\n\r\n- Item'),
    );
    expect(reading).toMatchObject({ disposition: 'ignored', reason: 'our own mail coming back' });
  });

  it('gives up a message that takes too long', async () => {
    reader = createMessageReader({ timeoutMs: 0 });
    await expect(reader.read(raw)).rejects.toThrow(UnreadableMail);
  });

  it('gives up a message that takes too much memory, and reads the next one', async () => {
    reader = createMessageReader({ maxMemoryMb: 16, threads: 1 });
    await expect(reader.read(huge)).rejects.toThrow('too much memory');
    expect((await reader.read(raw)).mail.subject).toContain('Call for agenda');
  });

  it('reads others while a message defeats one of its threads', async () => {
    reader = createMessageReader({ maxMemoryMb: 16, threads: 2 });
    const defeated = reader.read(huge).catch((error: unknown) => error);
    const others = await Promise.all(Array.from({ length: 20 }, () => reader.read(raw)));
    expect(new Set(others.map(({ reading }) => reading.disposition)).size).toBe(1);
    expect(await defeated).toBeInstanceOf(UnreadableMail);
  });

  it('doesn’t blame a message for being read when the service stops', async () => {
    reader = createMessageReader();
    const waiting = [reader.read(raw), reader.read(raw), reader.read(raw)].map((read) =>
      read.catch((error: unknown) => error),
    );
    await reader.close();
    for (const outcome of [
      ...(await Promise.all(waiting)),
      await reader.read(raw).catch((error: unknown) => error),
    ]) {
      expect(outcome).toBeInstanceOf(Error);
      expect(outcome).not.toBeInstanceOf(UnreadableMail);
    }
  });
});
