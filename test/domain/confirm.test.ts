import { describe, expect, it } from 'vitest';
import { confirmMeeting } from '../../src/domain/confirm.ts';
import type { Item } from '../../src/domain/item.ts';
import type { Meeting } from '../../src/domain/meeting.ts';
import { defaultPolicy, type Policy } from '../../src/domain/policy.ts';
import { aMeeting, anItem, aSeries, aSheet } from '../support/sheet.ts';

const at = (local: string) =>
  Temporal.PlainDateTime.from(`2014-06-${local}`).toZonedDateTime('Europe/London').toInstant();

const confirmTime = at('24T09:00');
const comes = (name: string) => ({ name, intention: 'coming', present: false }) as const;

function ask(
  policy: Partial<Policy>,
  {
    items = [],
    coming = [],
    meeting = {},
    now = confirmTime,
  }: {
    items?: Item[];
    coming?: string[];
    meeting?: Partial<Meeting>;
    now?: Temporal.Instant;
  } = {},
) {
  const sheet = aSheet({
    series: aSeries({ policy: { ...defaultPolicy, ...policy } }),
    meeting: aMeeting({ status: 'called', ...meeting }),
    items,
    attendance: coming.map(comes),
  });
  return confirmMeeting(sheet, now);
}

describe('the minimum', () => {
  it('is met by items that are neither standing nor late nor withdrawn', () => {
    const items = [
      anItem({ number: 1 }),
      anItem({ number: 2, standing: true }),
      anItem({ number: 3, late: true }),
      anItem({ number: 4, status: 'withdrawn' }),
    ];
    expect(ask({ minimumItems: 1 }, { items })).toEqual({ kind: 'confirmed' });
    expect(ask({ minimumItems: 2 }, { items })).toEqual({
      kind: 'cancelled',
      reason: 'only 1 of the 2 agenda items that make a call came in',
    });
  });

  it('may ask for people who said that they come', () => {
    const policy = { minimumItems: 0, minimumPeople: 2 };
    expect(ask(policy, { coming: ['Ann', 'Bob'] }).kind).toBe('confirmed');
    expect(ask(policy, { coming: ['Ann'] })).toMatchObject({
      reason: 'only 1 of the 2 people that make a call said that they come',
    });
    expect(ask({ minimumItems: 1, minimumPeople: 2 })).toMatchObject({
      reason: 'no agenda items came in, and nobody said that they come',
    });
  });

  it('is not held against a meeting that nobody was called to', () => {
    expect(ask({}, { meeting: { status: 'scheduled' } })).toEqual({ kind: 'confirmed' });
  });
});

describe('the silence of the chair', () => {
  const whenSilent = {
    do: 'ask',
    until: { daysBefore: 0, at: '12:00' },
    otherwise: 'confirm',
  } as const;

  it('means that a meeting without its minimum is off, if nothing else is said', () => {
    expect(ask({}).kind).toBe('cancelled');
    expect(ask({ whenSilent: { do: 'cancel' } }).kind).toBe('cancelled');
  });

  it('may mean that it takes place all the same', () => {
    expect(ask({ whenSilent: { do: 'confirm' } })).toEqual({ kind: 'confirmed' });
  });

  it('is waited for until the hour that the policy names, and answered then', () => {
    expect(ask({ whenSilent })).toEqual({
      kind: 'asked',
      lacking: 'no agenda items came in',
      until: at('24T12:00'),
      otherwise: 'confirm',
    });
    expect(ask({ whenSilent }, { now: at('24T12:00') })).toEqual({ kind: 'confirmed' });
    expect(
      ask({ whenSilent: { ...whenSilent, otherwise: 'cancel' } }, { now: at('24T12:00') }),
    ).toEqual({ kind: 'cancelled', reason: 'no agenda items came in' });
  });

  it('is never waited for beyond the final agenda', () => {
    const late = { ...whenSilent, until: { daysBefore: 0, at: '23:00' } };
    expect(ask({ whenSilent: late })).toMatchObject({ until: at('24T15:30') });
  });

  it('leaves a held meeting open for late items, which count then', () => {
    const whenHeld = { whenSilent: { do: 'hold' } } as const;
    const meeting = { askedAt: confirmTime };
    expect(ask(whenHeld)).toMatchObject({
      kind: 'asked',
      until: at('24T15:30'),
      otherwise: 'cancel',
    });
    expect(ask(whenHeld, { meeting, now: at('24T15:30') }).kind).toBe('cancelled');
    const items = [anItem({ late: true })];
    expect(ask(whenHeld, { meeting, items, now: at('24T15:30') }).kind).toBe('confirmed');
  });

  it('matters for every meeting of a series that needs the chair’s word', () => {
    const items = [anItem()];
    expect(ask({ needsChair: true }, { items })).toEqual({
      kind: 'cancelled',
      reason: 'the chair has not said that it takes place',
    });
    expect(ask({ needsChair: true, whenSilent }, { items }).kind).toBe('asked');
  });
});
