import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/adapters/discord/split-text.ts';

describe('splitText', () => {
  it('leaves a short text as it is', () => {
    expect(splitText('one\n\ntwo ')).toEqual(['one\n\ntwo']);
  });

  it('never gives an empty message, which Discord refuses', () => {
    expect(splitText('')).toEqual(['Done.']);
    expect(splitText(' \n ')).toEqual(['Done.']);
  });

  it('parts between lines where it can', () => {
    const line = 'x'.repeat(900);
    expect(splitText([line, line, line].join('\n'))).toEqual([`${line}\n${line}`, line]);
  });

  it('parts between words where a line is too long', () => {
    const parts = splitText('word '.repeat(1000));
    expect(parts.every((part) => /^(?:word )*word$/u.test(part))).toBe(true);
    expect(parts.join(' ')).toBe('word '.repeat(1000).trim());
  });

  it('says so when there is more than its messages hold', () => {
    const parts = splitText('x'.repeat(50_000));
    expect(parts).toHaveLength(5);
    expect(parts.at(-1)).toMatch(/there is more/u);
    expect(splitText('x'.repeat(10_000)).at(-1)).not.toMatch(/there is more/u);
  });

  it('keeps every message within 2,000 characters and loses no word of a text that fits', () => {
    const texts = fc.array(fc.string({ unit: 'grapheme', maxLength: 700 }), { maxLength: 12 });
    fc.assert(
      fc.property(texts, (lines) => {
        const text = lines.join('\n');
        const parts = splitText(text, 100);
        expect(parts.every((part) => part.length > 0 && part.length <= 2000)).toBe(true);
        expect(parts.every((part) => part.isWellFormed())).toBe(text.isWellFormed());
        const said = text.trim() === '' ? 'Done.' : text;
        expect(parts.join('').replace(/\s/gu, '')).toBe(said.replace(/\s/gu, ''));
      }),
    );
  });
});
