import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { parseMime } from '../../../src/adapters/mail/parse-mime.ts';
import { createStoppableParser } from '../../../src/adapters/mail/parse-mime-stoppable.ts';
import type { StoppableParser } from '../../../src/adapters/mail/parse-mime-stoppable.ts';
import { UnreadableMail } from '../../../src/app/ports.ts';

const raw = readFileSync(new URL('../../fixtures/mail/gmail-web.eml', import.meta.url));

describe('a parser that can be stopped', () => {
  let parser: StoppableParser;
  afterEach(() => parser.close());

  it('reads as the parser itself does, the date too', async () => {
    parser = createStoppableParser();
    const [first, second] = await Promise.all([parser.parse(raw), parser.parse(raw)]);
    const { date, ...expected } = await parseMime(raw);
    expect(first).toMatchObject(expected);
    expect(second.date?.toString()).toBe(date?.toString());
  });

  it('gives up a message that takes too long', async () => {
    parser = createStoppableParser({ timeoutMs: 0 });
    await expect(parser.parse(raw)).rejects.toThrow(UnreadableMail);
  });

  it('gives up a message that takes too much memory, and reads the next one', async () => {
    parser = createStoppableParser({ maxMemoryMb: 16 });
    const huge = Buffer.concat([
      Buffer.from('Subject: x\r\n\r\n'),
      Buffer.alloc(60_000_000, 'ü\r\n'),
    ]);
    await expect(parser.parse(huge)).rejects.toThrow('too much memory');
    expect((await parser.parse(raw)).subject).toContain('Call for agenda');
  });

  it('gives up what waits when it is closed', async () => {
    parser = createStoppableParser();
    const waiting = [parser.parse(raw), parser.parse(raw)].map((mail) =>
      mail.catch((error: unknown) => error),
    );
    await parser.close();
    for (const outcome of await Promise.all(waiting))
      expect(outcome).toBeInstanceOf(UnreadableMail);
  });
});
