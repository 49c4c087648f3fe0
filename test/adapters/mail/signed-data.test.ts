import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentOfSignedData } from '../../../src/adapters/mail/signed-data.ts';

const fixture = new URL('../../fixtures/mail/smime-opaque.eml', import.meta.url);
const encoded = readFileSync(fixture, 'latin1').split('\n\n')[1] ?? '';
const whole = Buffer.from(encoded, 'base64');

describe('what S/MIME signs as a whole', () => {
  it('is the message that it wraps', () => {
    expect(contentOfSignedData(whole)?.toString()).toContain('- Löschfristen (10 min)');
  });

  it('is nothing where a certificate bears a time that is none', () => {
    const damaged = Buffer.from(whole);
    const certificateTimes = damaged.indexOf(Buffer.from([0x17, 0x0d]));
    damaged[certificateTimes] = 0x18;
    damaged[certificateTimes + 3] = 0x41;
    expect(contentOfSignedData(damaged)).toBeUndefined();
  });

  it('is something or nothing, whatever happened to its bytes', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { maxLength: 8 }),
        fc.nat(whole.length),
        (changes, length) => {
          const damaged = Buffer.from(whole);
          for (const [at, value] of changes) damaged[at] = value;
          const content = contentOfSignedData(damaged.subarray(0, length));
          expect(content === undefined || Buffer.isBuffer(content)).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
