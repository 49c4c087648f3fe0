import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fault } from '../../src/sandbox/discord/faults.ts';
import { startOutpost, type Outpost } from '../support/outpost.ts';

let outpost: Outpost;
beforeEach(async () => {
  outpost = await startOutpost();
});
afterEach(() => outpost.stop());

const posting = { method: 'POST', path: /\/messages$/u } as const;
const calls = () => outpost.posts().filter((post) => post.includes('talk about'));

describe('the post of the call is made once', () => {
  it.each<[string, Fault]>([
    ['asks to slow down for long', { kind: 'answer', status: 429, retryAfterSeconds: 120 }],
    ['asks all to slow down', { kind: 'answer', status: 429, retryAfterSeconds: 1, global: true }],
    ['fails before it posts', { kind: 'answer', status: 500 }],
    ['fails after it posted', { kind: 'answer', status: 500, when: 'after' }],
    ['is overloaded', { kind: 'answer', status: 503 }],
    ['has a broken gateway of its own', { kind: 'answer', status: 502, when: 'after' }],
    ['cuts the connection before it posts', { kind: 'drop' }],
    ['cuts the connection after it posted', { kind: 'drop', when: 'after' }],
  ])('though Discord %s', async (_, fault) => {
    outpost.discord.faults.add({ ...posting, ...fault, times: 2 });
    await outpost.runTo('2026-06-22T16:00');
    expect(calls()).toHaveLength(1);
    expect(outpost.log.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('though Discord fails long after it has forgotten the nonce', async () => {
    outpost.discord.faults.add({ ...posting, kind: 'drop', when: 'after' });
    // For an hour nobody can look, either.
    outpost.discord.faults.add({ method: 'GET', kind: 'answer', status: 500, times: 12 });
    await outpost.runTo('2026-06-22T16:00');
    expect(calls()).toHaveLength(1);
  });

  it('though Discord is away for hours', async () => {
    outpost.discord.faults.add({ kind: 'drop', times: 1_000 });
    await outpost.runTo('2026-06-22T12:00');
    expect(calls()).toEqual([]);
    outpost.discord.faults.clear();
    await outpost.runTo('2026-06-22T20:00');
    expect(calls()).toHaveLength(1);
  });
});

describe('a channel that refuses', () => {
  it('is tried once, and the chair hears of it by mail', async () => {
    outpost.discord.faults.add({
      ...posting,
      kind: 'answer',
      status: 403,
      body: { message: 'Missing Access', code: 50001 },
      times: 100,
    });
    await outpost.runTo('2026-06-22T12:00');
    expect(outpost.posts()).toEqual([]);
    const note = outpost.smtp.messages.find(({ to }) => to.includes('amir@member.test'));
    expect(note?.raw).toContain('The call to Discord was refused');
  });
});
