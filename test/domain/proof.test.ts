import { describe, expect, it } from 'vitest';
import { readHeldAnswer } from '../../src/understand/held-answer.ts';
import { cameByList, type MailPath } from '../../src/domain/list-path.ts';
import { unknownOrigin } from '../../src/domain/mail-origin.ts';
import { deedOf, isProven, proofs, proofTable } from '../../src/domain/proof.ts';
import { proveSender } from '../../src/domain/prove-sender.ts';
import { receiptPolicy, receiptRefusal } from '../../src/domain/receipt-policy.ts';

const list = { address: 'board@lists.example.org' };
const path = (changes: Partial<MailPath> = {}): MailPath => ({
  listId: 'board.lists.example.org',
  envelopeFrom: 'board-bounces@lists.example.org',
  hasTrace: true,
  origin: unknownOrigin,
  ...changes,
});

describe('the path of a list', () => {
  it.each([
    'board-bounces@lists.example.org',
    'board-bounces+agenda=convoke.example@lists.example.org',
    'board+bounces-17-agenda=convoke.example@lists.example.org',
    'board-return-17-agenda=convoke.example@lists.example.org',
    'board-owner@lists.example.org',
    'board+bncBDABC@lists.example.org',
    'bounce+board+agenda@lists.example.org',
  ])('is known by the envelope sender %s', (envelopeFrom) => {
    expect(cameByList(list, path({ envelopeFrom }))).toBe(true);
  });

  it.each([
    'alice@lists.example.org',
    'board@lists.example.org',
    'board-alice@lists.example.org',
    'council-bounces@lists.example.org',
    'board-bounces@lists.example.org.evil.test',
    'board-bounces@evil.test',
    '',
  ])('is not known by the envelope sender "%s"', (envelopeFrom) => {
    expect(cameByList(list, path({ envelopeFrom }))).toBe(false);
  });

  it('takes the list’s signature, or one of the domain above it', () => {
    const by = (domain: string) =>
      cameByList(
        list,
        path({ envelopeFrom: '', origin: { ...unknownOrigin, signedBy: [domain] } }),
      );
    expect(by('lists.example.org')).toBe(true);
    expect(by('example.org')).toBe(true);
    expect(by('org')).toBe(false);
    expect(by('ample.org')).toBe(false);
    expect(by('evil.test')).toBe(false);
  });

  it('is not to be had by a List-Id alone, unless someone at this machine handed it over', () => {
    const { envelopeFrom: _, ...unknown } = path();
    expect(cameByList(list, unknown)).toBe(false);
    expect(cameByList(list, { ...unknown, hasTrace: false })).toBe(true);
    expect(cameByList(list, path({ listId: 'other.lists.example.org' }))).toBe(false);
  });

  it('knows a List-Id that is not the address', () => {
    const named = { address: 'board@example.org', id: 'board.example.net' };
    const other = path({ listId: 'board.example.net', envelopeFrom: 'board-bounces@example.org' });
    expect(cameByList(named, other)).toBe(true);
  });
});

describe('what a message proves', () => {
  const claim = {
    ...path({ envelopeFrom: 'ann@example.org' }),
    list,
    author: 'ann@example.org',
    from: 'ann@example.org',
  };
  const origin = (changes: object) => ({ ...unknownOrigin, ...changes });

  it('is the strongest of what there is', () => {
    const aligned = origin({ alignedDomain: 'example.org', sealedDomains: ['example.org'] });
    expect(proveSender({ ...claim, token: 'personal', origin: aligned })).toBe('token');
    expect(proveSender({ ...claim, token: 'meeting', origin: aligned })).toBe('signed');
    expect(proveSender({ ...claim, origin: origin({ sealedDomains: ['example.org'] }) })).toBe(
      'sealed',
    );
    expect(proveSender({ ...claim, ...path() })).toBe('list');
    expect(proveSender({ ...claim, token: 'meeting' })).toBe('call');
    expect(proveSender(claim)).toBe('none');
  });

  it('is nothing of an author whom the list’s own signature stands before', () => {
    const munged = { ...claim, from: 'board@lists.example.org', author: 'ann@lists.example.org' };
    const byList = origin({ alignedDomain: 'lists.example.org' });
    expect(proveSender({ ...munged, origin: byList })).toBe('none');
  });

  it('is nothing where the sender’s domain forbids it, but for the way through the list', () => {
    const forbidden = origin({ isForbidden: true });
    expect(proveSender({ ...claim, token: 'personal', origin: forbidden })).toBe('none');
    expect(proveSender({ ...claim, token: 'meeting', origin: forbidden })).toBe('none');
    expect(proveSender({ ...claim, ...path(), origin: forbidden })).toBe('list');
  });
});

describe('the table of proofs', () => {
  const ann = { personId: 'ann', isChair: false, isScribe: false };

  it('asks more of a change to another’s item than to one’s own', () => {
    expect(deedOf({ name: 'withdraw', item: 1 }, ann, { proposerId: 'ann' })).toBe('change-own');
    expect(deedOf({ name: 'withdraw', item: 1 }, ann, { proposerId: 'bob' })).toBe('decide');
  });

  it('lets no mail through to what belongs to the meeting itself', () => {
    const byMail = proofs.slice(0, proofs.indexOf('discord'));
    for (const proof of byMail) expect(isProven(proof, 'hold-the-meeting')).toBe(false);
    expect(isProven('discord', 'hold-the-meeting')).toBe(true);
  });

  it('lets the operator do all of it, and nobody without proof anything that changes something', () => {
    for (const deed of Object.keys(proofTable) as (keyof typeof proofTable)[]) {
      expect(isProven('operator', deed)).toBe(true);
      expect(isProven('none', deed)).toBe(deed === 'ask');
    }
  });
});

describe('a chair’s answer', () => {
  it.each([
    ['accept', 'accept'],
    ['  Accept it, please', 'accept'],
    ['Hi,\n\naccept\n\nThanks', 'accept'],
    ['“accept”', 'accept'],
    ['Yes', 'accept'],
    ['accept\nbut make it shorter', undefined],
    ['please dismiss, thanks', 'dismiss'],
    ['OK.', 'accept'],
    ['dismiss', 'dismiss'],
    ['No!', 'dismiss'],
    ['\n\nreject\nbecause it is old', 'dismiss'],
    ['accept 2', undefined],
    ['I would accept that', undefined],
    ['', undefined],
  ])('%j is %s', (text, answer) => {
    expect(readHeldAnswer(text)).toBe(answer);
  });
});

it('limits receipts by address, by person and in all', () => {
  const none = { toAddress: 0, toPerson: 0, inAll: 0 };
  expect(receiptRefusal(none)).toBeUndefined();
  const { perAddressPerHour, perPersonPerHour, inAllPerHour } = receiptPolicy;
  expect(receiptRefusal({ ...none, toAddress: perAddressPerHour })).toMatch(/address/u);
  expect(receiptRefusal({ ...none, toPerson: perPersonPerHour })).toMatch(/person/u);
  expect(receiptRefusal({ ...none, inAll: inAllPerHour })).toMatch(/in all/u);
});
