import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanLine, safeUrl, subjectLine } from '../../src/render/clean-text.ts';
import { anyText } from './arbitrary-text.ts';
import { anyWords, sheets } from './arbitrary-sheet.ts';
import { everyMessage } from './messages.ts';
import { callAt } from './mirage-sheet.ts';

test('a line is one line of whole letters', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(cleanLine(text)).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      expect(cleanLine(text).isWellFormed()).toBe(true);
    }),
  );
});

test('no subject can hold a header of its own', () => {
  fc.assert(
    fc.property(sheets(anyWords), (sheet) => {
      for (const { subject, headline = '' } of Object.values(everyMessage(sheet, callAt))) {
        expect(subject + headline).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect([...subject].length).toBeLessThanOrEqual(220);
      }
    }),
    { numRuns: 50 },
  );
});

test('a subject is shortened between letters', () => {
  expect(subjectLine('\u{1f680}'.repeat(300), 10)).toBe(`${'\u{1f680}'.repeat(7)}...`);
});

describe('an address', () => {
  test.each([
    ['https://Example.ORG/a b', 'https://example.org/a%20b'],
    ['mailto:list@example.org', 'mailto:list@example.org'],
    ['http://example.org/<x>', 'http://example.org/%3Cx%3E'],
  ])('%s is safe as %s', (address, safe) => {
    expect(safeUrl(address)).toBe(safe);
  });

  test.each([
    'javascript:alert(1)',
    ' jAvAsCrIpT:alert(1)',
    'java\nscript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '/relative',
    'https://bank.example@evil.example/',
    'not an address',
  ])('%s is none to be led to', (address) => {
    expect(safeUrl(address)).toBeUndefined();
  });
});
