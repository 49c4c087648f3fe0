import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { link } from '../../src/render/document.ts';
import { prose, words } from '../../src/render/prose.ts';
import { toText } from '../../src/render/to-text.ts';
import { anyText } from './arbitrary-text.ts';
import { bare, wordsOf } from './words-of.ts';

describe('what a person wrote', () => {
  test('keeps its lines, lists and code', () => {
    const text = 'First\nsecond line\n\n- one\n  - inner\n- two\n\n```\n  let x\n```\n\n1. a\n2. b';
    expect(toText({ blocks: prose(text) })).toBe(
      'First\nsecond line\n\n- one\n  - inner\n- two\n\n      let x\n\n1. a\n2. b\n',
    );
  });

  test('flows on where a mail program had wrapped it', () => {
    const [block] = prose(
      'This line was wrapped by a mail program at seventy-two\ncolumns.\nThis one was not.',
    );
    expect(block).toMatchObject({
      children: [
        'This line was wrapped by a mail program at seventy-two',
        { kind: 'break' },
        'columns.',
        { kind: 'break' },
        'This one was not.',
      ],
    });
    const [longer] = prose(
      'This line, too, was wrapped by a mail program at seventy-two\ncolumns.',
    );
    expect(longer).toMatchObject({
      children: ['This line, too, was wrapped by a mail program at seventy-two', ' ', 'columns.'],
    });
  });

  test('loses no word, whatever it is', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        // Markers of lists and fences are kept as structure.
        const letters = (shown: string) => [...shown.matchAll(/[\p{L}\p{M}]/gu)].join('');
        const shown = wordsOf({ blocks: prose(text) });
        expect(letters(shown).length).toBeGreaterThanOrEqual(0);
        const plain = bare(text.toWellFormed());
        if (!plain.includes('```')) expect(letters(shown)).toBe(letters(plain));
      }),
    );
  });

  test('of any shape is read in time that grows with its length', () => {
    for (const shape of ['\n', '- a\n', ' - a\n', 'x\n\n', '```\n', '1. ', 'http://a.b/)))', '> '])
      expect(() => prose(shape.repeat(4000))).not.toThrow();
  });
});

describe('addresses in words', () => {
  test.each([
    ['see https://example.org/x.', ['see ', link('https://example.org/x'), '.']],
    ['(https://example.org/x)', ['(', link('https://example.org/x'), ')']],
    ['https://example.org/a_(b), and', [link('https://example.org/a_(b)'), ', and']],
    ['HTTP://EXAMPLE.ORG', [link('HTTP://EXAMPLE.ORG')]],
    ['javascript:alert(1)', ['javascript:alert(1)']],
    ['https://bank.example@evil.example/', ['https://bank.example@evil.example/']],
    ['no address', ['no address']],
  ])('%s', (text, parts) => {
    expect(words(text)).toEqual(parts);
  });
});
