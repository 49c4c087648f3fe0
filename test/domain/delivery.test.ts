import { describe, expect, it } from 'vitest';
import {
  decideDelivery,
  decideUnproven,
  type AttemptedMessage,
  type DeliveryAttempt,
  type RetryReason,
} from '../../src/domain/delivery.ts';

const mail = (changes: Partial<AttemptedMessage> = {}): AttemptedMessage => ({
  kind: 'confirm',
  channel: 'mail',
  attempts: 1,
  unsure: false,
  ...changes,
});

const decide = (message: AttemptedMessage, attempt: DeliveryAttempt, jitter = 0.5) =>
  decideDelivery(message, attempt, jitter);

const retry = (why: RetryReason): DeliveryAttempt => ({ kind: 'retry', why, error: 'later' });

describe('a message that was not taken', () => {
  it.each<[RetryReason, number, number]>([
    ['deferred', 300, 3_600],
    ['timeout', 120, 3_600],
    ['unreachable', 30, 1_800],
    ['busy', 5, 1_800],
    ['setup', 120, 3_600],
    ['interrupted', 0, 0],
  ])('for being %s is tried again after %i seconds, then ever later', (why, first, longest) => {
    expect(decide(mail(), retry(why))).toEqual({ status: 'pending', afterSeconds: first });
    expect(decide(mail({ attempts: 15 }), retry(why))).toEqual({
      status: 'pending',
      afterSeconds: longest,
    });
  });

  it('waits as long as it was asked to, and a little more for the sake of the others', () => {
    const asked = { ...retry('busy'), afterSeconds: 100 } as DeliveryAttempt;
    expect(decide(mail(), asked, 0)).toMatchObject({ afterSeconds: 100 });
    expect(decide(mail(), asked, 1)).toMatchObject({ afterSeconds: 120 });
  });

  it('is spread by jitter', () => {
    expect(decide(mail(), retry('deferred'), 0)).toMatchObject({ afterSeconds: 225 });
    expect(decide(mail(), retry('deferred'), 1)).toMatchObject({ afterSeconds: 375 });
  });

  it('is given up after sixteen attempts, and the chair is told', () => {
    expect(decide(mail({ attempts: 16 }), retry('deferred'))).toEqual({
      status: 'failed',
      tell: 'could not be sent in 16 attempts: later',
    });
  });

  it('is not tried again when it was refused', () => {
    expect(decide(mail(), { kind: 'refused', error: '550 no such list' })).toEqual({
      status: 'failed',
      tell: 'was refused: 550 no such list',
    });
  });
});

describe('a message of unknown outcome', () => {
  const unknown: DeliveryAttempt = { kind: 'unknown', error: 'cut' };

  it('that is a mail waits for evidence', () => {
    expect(decide(mail(), unknown)).toEqual({ status: 'unknown', lookAfterSeconds: 900 });
  });

  it('that is a mail in doubt for the second time is left alone, and the chair is told', () => {
    expect(decide(mail({ kind: 'call', unsure: true, attempts: 2 }), unknown)).toMatchObject({
      status: 'unknown',
      tell: expect.stringContaining('not sent again'),
    });
  });

  it('that is a post is looked for soon, and then later and later', () => {
    const post = mail({ channel: 'discord' });
    expect(decide(post, unknown)).toEqual({ status: 'pending', afterSeconds: 2 });
    expect(decide({ ...post, attempts: 12, unsure: true }, unknown)).toEqual({
      status: 'pending',
      afterSeconds: 1_800,
    });
    expect(decide({ ...post, attempts: 16, unsure: true }, unknown)).toMatchObject({
      status: 'unknown',
      tell: expect.stringContaining('may have got through'),
    });
  });

  it('and that no evidence settles is sent again if it is the call', () => {
    expect(decideUnproven({ kind: 'call' }, { listEchoes: false })).toMatchObject({
      send: true,
      tell: expect.stringContaining('a doubled call is better than none'),
    });
    expect(decideUnproven({ kind: 'confirm' }, { listEchoes: false })).toMatchObject({
      send: false,
      tell: expect.stringContaining('not sent again'),
    });
  });

  it('and that a list would have brought back is sent again, for it is not there', () => {
    expect(decideUnproven({ kind: 'confirm' }, { listEchoes: true })).toEqual({ send: true });
  });
});
