import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startOutpost, type Outpost } from '../support/outpost.ts';
import type { Fault, Stage } from '../support/smtp-sink.ts';

let outpost: Outpost;
beforeEach(async () => {
  outpost = await startOutpost();
});
afterEach(() => outpost.stop());

/** The next `times` messages meet this. */
function fail(at: Stage, fault: Fault, times = 1): void {
  let left = times;
  outpost.smtp.plan = (stage) => {
    if (stage !== at || left === 0) return undefined;
    left -= 1;
    return fault;
  };
}

const chairWasTold = (words: string) => outpost.posts().some((post) => post.includes(words));

describe('the call for agenda goes out once', () => {
  it.each<[Stage, Fault]>([
    ['connect', { code: 421 }],
    ['connect', 'drop'],
    ['connect', 'hang'],
    ['mail', { code: 451 }],
    ['rcpt', { code: 450 }],
    ['rcpt', 'drop'],
    ['rcpt', 'hang'],
    ['data', { code: 452 }],
  ])('though the server fails at %s: %o', async (stage, fault) => {
    fail(stage, fault, 3);
    await outpost.runTo('2026-06-23T08:00');
    expect(outpost.listMails()).toHaveLength(1);
    expect(outpost.log.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('though the server is away for hours', async () => {
    fail('connect', { code: 421 }, Infinity);
    await outpost.runTo('2026-06-22T12:00');
    expect(outpost.listMails()).toEqual([]);
    outpost.smtp.plan = () => undefined;
    await outpost.runTo('2026-06-22T15:00');
    expect(outpost.listMails()).toHaveLength(1);
  });
});

describe('a call that may have gone out', () => {
  it.each<Fault>(['store-then-drop', 'store-then-hang'])(
    'and comes back through the list is not sent again: %s',
    async (fault) => {
      fail('data', fault);
      await outpost.runTo('2026-06-22T09:05');
      const [mail] = outpost.listMails();
      if (mail) await outpost.bringBack(mail);
      await outpost.runTo('2026-06-23T08:00');
      expect(outpost.listMails()).toHaveLength(1);
      expect(chairWasTold('may or may not')).toBe(false);
    },
  );

  it.each<Fault>(['drop', 'store-then-drop'])(
    'and leaves no trace is sent again by the rule, and the chair is told: %s',
    async (fault) => {
      fail('data', fault);
      await outpost.runTo('2026-06-23T08:00');
      const mails = outpost.listMails();
      expect(mails).toHaveLength(fault === 'drop' ? 1 : 2);
      const ids = mails.map(({ raw }) => /^message-id: .*/imu.exec(raw)?.[0]);
      expect(new Set(ids).size).toBe(1);
      expect(chairWasTold('a doubled call is better than none')).toBe(true);
    },
  );
});

describe('a confirmation that may have gone out', () => {
  const confirmations = () =>
    outpost.listMails().filter(({ raw }) => raw.includes('method=CANCEL'));

  it('and leaves no trace is not sent again, and the chair is told', async () => {
    await outpost.runTo('2026-06-23T08:00');
    fail('data', 'store-then-drop');
    await outpost.runTo('2026-06-23T15:00');
    expect(confirmations()).toHaveLength(1);
    expect(chairWasTold('It is not sent again')).toBe(true);
  });

  it('is sent again when the list, which brings everything back, did not bring it', async () => {
    await outpost.runTo('2026-06-23T08:00');
    const [call] = outpost.listMails();
    if (call) await outpost.bringBack(call);
    fail('data', 'drop');
    await outpost.runTo('2026-06-23T15:00');
    expect(confirmations()).toHaveLength(1);
    expect(chairWasTold('may or may not')).toBe(false);
  });
});

describe('a list that refuses', () => {
  it('is tried once, and the chair hears of it in the channel', async () => {
    fail('rcpt', { code: 550, text: 'no such list' }, Infinity);
    await outpost.runTo('2026-06-22T20:00');
    expect(outpost.listMails()).toEqual([]);
    expect(chairWasTold('The call by mail was refused')).toBe(true);
    expect(chairWasTold('@')).toBe(false);
    const attempts = await outpost.sql<{ attempts: number }>(
      `select attempts from outbox where kind = 'call' and channel = 'mail'`,
    );
    expect(attempts).toEqual([{ attempts: 1 }]);
  });
});
