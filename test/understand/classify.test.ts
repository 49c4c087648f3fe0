import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classify } from '../../src/understand/classify.ts';
import { unflow } from '../../src/understand/flowed.ts';
import { readHtml } from '../../src/understand/html.ts';
import { Lines } from '../../src/understand/lines.ts';
import { discussionOf, replyOf } from '../../src/understand/reply.ts';

/** Lines that rules look at closely, so that random bodies run into all of them. */
const lineLike = fc.oneof(
  fc.constantFrom(
    '',
    '> quoted',
    '>',
    '>>> >',
    'On Mon, 23 Jun 2014 at 09:00, Alice <alice@ahn.example> wrote:',
    'On Mon, 23 Jun 2014 at 09:00, Alice <',
    'alice@ahn.example> wrote:',
    'From: Alice <alice@ahn.example>',
    'Sent: Monday, 23 June 2014',
    'To: devel@lists.larkspur.example',
    'Subject: Call',
    '-----Original Message-----',
    '-- ',
    '--',
    '-----BEGIN PGP SIGNED MESSAGE-----',
    '-----BEGIN PGP SIGNATURE-----',
    '-----END PGP SIGNATURE-----',
    '_______________________________________________',
    'To unsubscribe send an email to devel-leave@lists.larkspur.example',
    'Sent from my iPhone',
    '```',
    '- an item',
    'confidential, intended solely for the recipient; received in error: delete this message',
  ),
  fc.string({ unit: 'binary', maxLength: 60 }),
);
const body = fc
  .array(fc.tuple(lineLike, fc.constantFrom('\n', '\r\n', '\n\n', '')), { maxLength: 60 })
  .map((lines) => lines.map(([text, end]) => text + end).join(''));

const joined = (text: string) =>
  classify(text)
    .map((segment) => segment.text)
    .join('');

describe('classify', () => {
  it('deletes nothing: the segments put together are the body', () => {
    fc.assert(
      fc.property(body, (text) => {
        expect(joined(text)).toBe(text);
      }),
    );
  });

  it('has every line in exactly one segment, and no two neighbours of one kind', () => {
    fc.assert(
      fc.property(body, (text) => {
        const kinds = classify(text).map(({ kind }) => kind);
        expect(kinds.every((kind, at) => kind !== kinds[at + 1])).toBe(true);
      }),
    );
  });

  it('finds no words in the reply that the body does not hold', () => {
    fc.assert(
      fc.property(body, (text) => {
        const segments = classify(text);
        for (const reply of [replyOf(segments), discussionOf(segments)])
          for (const line of reply.split('\n')) expect(text).toContain(line.trim());
      }),
    );
  });

  it.each([
    '\n',
    '> ',
    'On \n',
    '-\n',
    '-- \n',
    ' ',
    'x',
    'From: a\n',
    '>\na\n',
    '____\n',
    'Sent from my iPhone\n\n',
  ])('keeps a long body of %j whole', (unit) => {
    const text = unit.repeat(60_000);
    expect(joined(text)).toBe(text);
  });

  it('has one entry for each line that is not blank, so that blank ones cost nothing', () => {
    expect(new Lines('\n'.repeat(100_000)).count).toBe(0);
    expect(new Lines('a\n\n\nb\r\n \n\tc').count).toBe(3);
  });

  it('reads only the ">" of what comes after the first twenty thousand lines', () => {
    const text = `${'log line\n'.repeat(20_001)}On 23 Jun 2014 at 09:00, Alice <alice@ahn.example> wrote:\n> q\nend\n`;
    expect(classify(text).map(({ kind }) => kind)).toEqual(['reply', 'quote', 'reply']);
  });
});

describe('unflow', () => {
  it('never joins lines of different quote depth', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(4), fc.stringMatching(/^[a-z ]{0,20}$/u)), { maxLength: 30 }),
        (lines) => {
          const sent = lines.map(([depth, text]) => `${'>'.repeat(depth)} ${text}`).join('\n');
          const words = (text: string) => text.replace(/\s+/gu, '').split('');
          expect(words(unflow(sent).text).filter((char) => char !== '>')).toEqual(
            words(sent).filter((char) => char !== '>'),
          );
          const depths = new Set(
            unflow(sent)
              .text.split('\n')
              .map((line) => /^>*/u.exec(line)![0].length),
          );
          for (const depth of depths)
            expect(lines.length === 0 ? [0] : lines.map(([deep]) => deep)).toContain(depth);
        },
      ),
    );
  });
});

describe('readHtml', () => {
  it('keeps the words of what comes after more tags than mail has', () => {
    const { text } = readHtml(`${'<p>a</p>'.repeat(60_000)}<p>the last words &amp; their end</p>`);
    expect(text).toContain('the last words');
    expect(text.split('\n').length).toBeLessThan(60_000);
  });

  it('reads any text as HTML without throwing, and keeps its hints in order', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '<div>',
        '</div>',
        '<p>',
        '<br>',
        '<blockquote>',
        '</blockquote>',
        '<li>',
        '<ul>',
        '</ul>',
        '<ol start=3>',
        '<hr id=stopSpelling>',
        '<style>',
        '</style>',
        '<pre>',
        '<!--',
        '<div class="gmail_quote">',
        '<a href="https://x.example">',
        '</a>',
      ),
      fc.string({ maxLength: 20 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
        const { text, hints } = readHtml(pieces.join(''));
        expect(
          hints.every(({ from, to }, at) => from <= to && from >= (hints[at - 1]?.from ?? 0)),
        ).toBe(true);
        expect(hints.every(({ to }) => to <= text.length + 1)).toBe(true);
      }),
    );
  });
});
