import { describe, expect, it, vi } from 'vitest';
import { runCli } from '../support/run-cli.ts';

vi.setConfig({ testTimeout: 60_000 });

const preview = (flags: Record<string, string>, ...more: string[]) =>
  runCli([
    'schedule',
    'preview',
    ...Object.entries(flags).flatMap(([flag, value]) => [`--${flag}`, value]),
    ...more,
  ]);
const london = { rrule: 'FREQ=WEEKLY;INTERVAL=2', start: '2026-10-13T16:00', tz: 'Europe/London' };

describe('schedule preview', () => {
  it('prints one JSON document of the agreed shape', async () => {
    const { code, stdout, stderr } = await preview(london, '--count', '2', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [first, second, ...more] = JSON.parse(stdout) as Record<string, unknown>[];
    expect(more).toEqual([]);
    expect(Object.keys(first ?? {})).toEqual(['start', 'utc', 'steps']);
    expect(second).toMatchObject({
      start: '2026-10-27T16:00:00+00:00[Europe/London]',
      utc: '2026-10-27T16:00:00Z',
      note: 'clocks change',
    });
    expect(second).toHaveProperty('steps.0', {
      step: 'call',
      at: '2026-10-26T09:00:00+00:00[Europe/London]',
    });
  });

  it('prints ten for people unless told, and says where the clocks change', async () => {
    const { stdout } = await preview(london);
    expect(stdout.match(/^\S/gmu)).toHaveLength(10);
    expect(stdout).toContain('2026-10-27T16:00:00+00:00[Europe/London]  (clocks change)');
  });

  it.each([
    ['a rule that is none', { ...london, rrule: 'FREQ=WEKLY' }, 'FREQ=WEKLY is none of DAILY'],
    [
      'a rule that never meets',
      { ...london, rrule: 'FREQ=WEEKLY;UNTIL=20200101' },
      'gives no date',
    ],
    ['a zone that is none', { ...london, tz: 'Europe/Lodnon' }, 'Do you mean Europe/London'],
    ['an offset for a zone', { ...london, tz: '+01:00' }, 'when clocks change'],
    ['a start that does not exist', { ...london, start: '2026-02-30T16:00' }, '2026-02-30'],
    ['a start without an hour', { ...london, start: '2026-02-03' }, '2026-10-27T16:00'],
    ['a count that is none', { ...london, count: 'many' }, 'from 1 to 1000'],
    ['a count of nothing', { ...london, count: '0' }, 'from 1 to 1000'],
    ['no rule', { start: london.start, tz: london.tz }, '--rrule'],
  ])('ends with 2 and points to the help for %s', async (_, flags, reason) => {
    const { code, stdout, stderr } = await preview(flags);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).toContain('(add --help for what it takes)');
  });
});
