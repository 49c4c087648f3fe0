import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeDiscord } from '../../src/render/discord-inline.ts';
import { toDiscordPosts } from '../../src/render/discord.ts';
import {
  bullets,
  heading,
  instant,
  link,
  paragraph,
  strong,
  type Document,
} from '../../src/render/document.ts';
import { toDiscord } from '../../src/render/to-discord.ts';
import { anyDocument } from './arbitrary-document.ts';
import { anyText } from './arbitrary-text.ts';
import { bare, wordsOf } from './words-of.ts';

/** What Discord takes for a mention, an emoji, a command or a time of its own. */
const special = /<(?:@[!&]?\d|#\d|a?:\w+:\d|\/|id:|t:\d)|@everyone|@here/u;
const ping = /<(?:@[!&]?|#)\d|@everyone|@here/u;
const ownTime = /<t:-?\d+:[FDt]>/gu;

describe("a person's words", () => {
  test('mean nothing to Discord', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const escaped = escapeDiscord(text);
        expect(escaped).not.toMatch(special);
        // No character that marks anything stands without its backslash.
        expect(escaped.replace(/\\[^a-z0-9\s]/giu, '')).not.toMatch(/[`*_~|<>[\]#]/u);
        expect(escaped).not.toMatch(/(?:^| )(?:[-+]|\d+\.) /u);
        expect(escaped).not.toMatch(/https?:\/\//iu);
      }),
    );
  });

  test('are shown as they were written', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const shown = escapeDiscord(text)
          .replace(/\\([^a-z0-9\s])/giu, '$1')
          .replaceAll('\u200b', '');
        expect(bare(shown)).toBe(
          bare(wordsOf({ blocks: [paragraph(text)] }).replaceAll('\u200b', '')),
        );
      }),
    );
  });
});

describe.each([2000, 4096])('parts of at most %i characters', (limit) => {
  const long = fc
    .array(anyDocument, { minLength: 1, maxLength: 12 })
    .map((documents): Document => ({ blocks: documents.flatMap(({ blocks }) => blocks) }));

  test('keep to the limit, with whole letters and closed code', () => {
    fc.assert(
      fc.property(long, (document) => {
        for (const part of toDiscord(document, limit)) {
          expect(part.length).toBeLessThanOrEqual(limit);
          expect(part.isWellFormed()).toBe(true);
          expect(part).not.toMatch(ping);
          const read = part
            .replace(/\\[^a-z0-9\s]/giu, '')
            .replace(/^```$[^]*?^```$|`[^`\n]+`/gmu, '')
            .replace(ownTime, '');
          expect(read).not.toMatch(special);
          expect(part.match(/^```$/gmu)?.length ?? 0).toSatisfy(
            (fences: number) => fences % 2 === 0,
          );
        }
      }),
      { numRuns: 40 },
    );
  });

  test('cut no link, no letter and no code', () => {
    const words = '\u{1f680}'.repeat(limit);
    const url = `https://example.org/${'path/'.repeat(60)}`;
    const document: Document = {
      blocks: [
        paragraph(words),
        ...Array.from({ length: 12 }, () =>
          paragraph('see ', link(url, 'the long plan'), ' and ', link(url)),
        ),
        {
          kind: 'code',
          text: Array.from({ length: 200 }, (_, line) => `line ${line} of the log`).join('\n'),
        },
      ],
    };
    const parts = toDiscord(document, limit);
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(limit);
      expect(part.isWellFormed()).toBe(true);
      expect(part.match(/^```$/gmu)?.length ?? 0).toSatisfy((fences: number) => fences % 2 === 0);
    }
    expect(parts.join('').split(`[the long plan](<${url}>)`)).toHaveLength(13);
    expect(parts.join('').split(` <${url}>`)).toHaveLength(13);
    expect(bare(parts.join('').replaceAll('```', ''))).toContain('line199ofthelog');
  });
});

test('a heading stays with what it heads', () => {
  const blocks = Array.from({ length: 30 }, (_, index) => [
    heading(2, `Heading ${index}`),
    paragraph('word '.repeat(60).trim()),
  ]).flat();
  for (const part of toDiscord({ blocks }, 2000)) expect(part).not.toMatch(/\*\*Heading \d+\*\*$/u);
});

test("times are shown on each reader's own clock", () => {
  const at = Temporal.Instant.from('2014-06-24T15:00:00Z');
  const document = { blocks: [paragraph('It is on ', instant(at, 'Europe/London'), '.')] };
  expect(toDiscord(document)).toEqual(['It is on <t:1403622000:F>.']);
});

describe('posts', () => {
  const items = Array.from({ length: 500 }, (_, index) => ({
    number: index + 1,
    blocks: [paragraph(strong(`Item ${index + 1} with a title of some length`), ' (10 min)')],
  }));

  test("of five hundred items are several, each within Discord's limits", () => {
    const posts = toDiscordPosts(
      { subject: 'x'.repeat(300), document: { blocks: [{ kind: 'list', items }] } },
      'https://example.org/page',
    );
    expect(posts.length).toBeGreaterThan(4);
    for (const { embeds = [], content = '', allowed_mentions } of posts) {
      expect(allowed_mentions).toEqual({ parse: [] });
      expect(content.length).toBeLessThanOrEqual(2000);
      const sizes = embeds.map(({ title = '', description }) => title.length + description.length);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(6000);
      for (const { title = '', description } of embeds) {
        expect(title.length).toBeLessThanOrEqual(256);
        expect(description.length).toBeLessThanOrEqual(4096);
      }
    }
    const shown = posts
      .flatMap(({ embeds = [] }) => embeds.map(({ description }) => description))
      .join('\n');
    for (const { number } of items) expect(shown).toContain(`**${number}.** **Item ${number} with`);
  });

  test('are ten at most; the last says how many more items are on the page', () => {
    const long = Array.from({ length: 500 }, (_, index) => ({
      number: index + 1,
      blocks: [paragraph(`Item ${index + 1} ${'x'.repeat(400)}`)],
    }));
    const posts = toDiscordPosts(
      { subject: 's', document: { blocks: [{ kind: 'list', items: long }] } },
      'https://example.org/page',
    );
    expect(posts).toHaveLength(10);
    const texts = posts.map(({ embeds }) => embeds?.[0]?.description ?? '');
    const shown =
      texts
        .slice(0, 9)
        .join('\n')
        .match(/Item \d+ /gu)?.length ?? 0;
    expect(texts[9]).toContain(`${500 - shown} more items`);
    expect(texts[9]).toContain('https://example.org/page');
  });

  test("bear the headline, and the page's address, once", () => {
    const document = { blocks: [bullets(['a'.repeat(3000)], ['b'.repeat(3000)])] };
    const [first, second] = toDiscordPosts(
      { subject: 'Re: x', headline: 'Confirmed: *x*', document },
      'https://example.org/page',
    );
    expect(first?.embeds?.[0]).toMatchObject({
      title: 'Confirmed: \\*x\\*',
      url: 'https://example.org/page',
    });
    expect(second?.embeds?.[0]).not.toHaveProperty('title');
  });

  test('lead nowhere unsafe', () => {
    const [post] = toDiscordPosts(
      { subject: 's', document: { blocks: [paragraph('x')] } },
      'javascript:alert(1)',
    );
    expect(post?.embeds?.[0]).not.toHaveProperty('url');
  });
});
