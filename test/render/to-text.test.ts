import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  bullets,
  code,
  heading,
  link,
  paragraph,
  type Document,
} from '../../src/render/document.ts';
import { toText } from '../../src/render/to-text.ts';
import { anyDocument } from './arbitrary-document.ts';

test('no line is longer than 72 columns, unless one word is', () => {
  fc.assert(
    fc.property(fc.array(fc.lorem({ maxCount: 40 }), { minLength: 1 }), (texts) => {
      const document = { blocks: [bullets(...texts.map((text) => [text])), paragraph(...texts)] };
      for (const line of toText(document).split('\n')) expect(line.length).toBeLessThanOrEqual(72);
    }),
  );
});

test('no control character, half letter or trailing space is left', () => {
  fc.assert(
    fc.property(anyDocument, (document) => {
      const text = toText(document);
      expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f\u202a-\u202e]| \n/u);
      expect(text.isWellFormed()).toBe(true);
    }),
  );
});

test('addresses are shown whole, and only once', () => {
  const long = `https://example.org/${'a'.repeat(90)}`;
  const document: Document = {
    blocks: [
      paragraph('See ', link('https://example.org/x', 'the plan'), ', or ', link(long), '.'),
      paragraph('Write to ', link('mailto:list@example.org?subject=x', 'list@example.org'), '.'),
    ],
  };
  expect(toText(document)).toBe(
    `See the plan <https://example.org/x>, or\n<${long}>.\n\nWrite to <list@example.org>.\n`,
  );
});

test('lists hang under their markers, and words of command are told from the rest', () => {
  const document: Document = {
    blocks: [
      heading(2, 'Agenda'),
      {
        kind: 'list',
        items: [
          {
            number: 9,
            blocks: [
              paragraph('a line so long that it has to be continued below its own beginning'),
            ],
          },
          {
            number: 10,
            blocks: [paragraph('reply with ', code('withdraw 2')), bullets(['one'], ['two'])],
          },
        ],
      },
    ],
  };
  expect(toText(document)).toBe(
    [
      'Agenda',
      '------',
      '',
      ' 9. a line so long that it has to be continued below its own beginning',
      '10. reply with "withdraw 2"',
      '    - one',
      '    - two',
      '',
    ].join('\n'),
  );
});

test('scripts without spaces are wrapped by the width of their letters', () => {
  const text = toText({ blocks: [paragraph('议'.repeat(80))] });
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => line.length),
  ).toEqual([36, 36, 8]);
});
