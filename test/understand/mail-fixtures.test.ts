import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseMime } from '../../src/adapters/mail/parse-mime.ts';
import { understandMail } from '../../src/understand/read-mail.ts';

/** What a fixture's `.json` says of its `.eml`; what it leaves out is not compared. */
interface Expected {
  disposition?: string;
  reason?: string;
  items?: { title: string }[];
  suggestion?: string[];
  commands?: object[];
  unknownLines?: string[];
  remarks?: string[];
  reply?: string;
  from?: string | null;
  name?: string;
  listId?: string;
  explicit?: boolean;
  bounced?: string[];
  /** Kinds of segments that must be there. */
  kinds?: string[];
  /** Words that are not the writer's: in neither reply nor items. */
  leaks?: string[];
  attachments?: string[];
  calendars?: number;
}

const folder = new URL('../fixtures/mail/', import.meta.url);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.eml'))
  .map((file) => file.slice(0, -'.eml'.length));

describe('a message is read as its fixture says', () => {
  it('has at least 120 messages, each with its expected result', () => {
    expect(names.length).toBeGreaterThanOrEqual(120);
  });

  it.each(names)('%s', async (name) => {
    const expected = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Expected;
    const mail = await parseMime(readFileSync(new URL(`${name}.eml`, folder)));
    const { author, segments, ...reading } = understandMail(mail, {
      ownAddress: 'calls@larkspur.example',
    });
    const said = {
      ...reading,
      from: author?.address ?? null,
      name: author?.name,
      suggestion: reading.suggestion?.map(({ title }) => title),
      attachments: mail.attachments.map(({ contentType }) => contentType),
      calendars: mail.calendars.length,
    };
    const { reason, kinds = [], leaks = [], ...exact } = expected;
    expect(said).toMatchObject(exact);
    if (expected.items) expect(said.items).toEqual(expected.items);
    if (reason !== undefined) expect(said.reason).toContain(reason);
    for (const kind of kinds) expect(segments.map((segment) => segment.kind)).toContain(kind);
    for (const leak of leaks)
      expect(JSON.stringify([said.reply, said.items, said.suggestion])).not.toContain(leak);
  });
});
