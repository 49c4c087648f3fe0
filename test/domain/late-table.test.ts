import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { lateRule, remainingSteps } from '../../src/domain/timeline-late.ts';
import { steps, timeline, type Due, type Step } from '../../src/domain/timeline.ts';
import { aMeeting, aSeries } from '../support/sheet.ts';

const docs = readFileSync(new URL('../../docs/time.md', import.meta.url), 'utf8');

/** The rows of the table of late steps: each step with the words for when it is too late. */
function documented(): Map<string, string> {
  const [, table = ''] =
    /\| step\s+\| runs late until\s+\|\n\|[-| ]+\|\n((?:\|.*\|\n)+)/u.exec(docs) ?? [];
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  return new Map(
    rows.flatMap(([, names = '', until = '']) =>
      names.split(', ').map((name) => [name, until] as const),
    ),
  );
}

const due = timeline(aSeries({ policy: defaultPolicy }), aMeeting());
const at = (step: Step) => due.find((one) => one.step === step)!.at;
const end = aMeeting().startsAt.add({ minutes: aMeeting().durationMinutes });

/** What the words of the table stand for. */
const moments: Record<string, Temporal.Instant | undefined> = {
  'the confirmation is due': at('confirm'),
  'the meeting starts': aMeeting().startsAt,
  'its planned end': end,
  'the minutes are due to be published': at('publish'),
  always: undefined,
};

describe('the table of late steps in docs/time.md', () => {
  it('names every step once', () => {
    expect([...documented().keys()].toSorted()).toEqual([...steps].toSorted());
  });

  it.each(due)('is what the code does about $step, however late', (one: Due) => {
    const said = documented().get(one.step) ?? '';
    expect(Object.keys(moments)).toContain(said);
    const until = moments[said];
    const times = lateness(one);
    expect(times.length).toBeGreaterThan(30);
    for (const now of times) {
      const isPunctual = now.since(one.at).total('minutes') <= 5;
      const helps = until === undefined || Temporal.Instant.compare(now, until) < 0;
      const decided = lateRule(one, now) === 'run' ? 'run' : 'skip';
      expect(decided, `${one.step} at ${String(now)}`).toBe(helps || isPunctual ? 'run' : 'skip');
    }
  });

  it('is what becomes of a meeting that is made, moved or found again at any of these moments', () => {
    for (const now of due.flatMap(lateness)) {
      const { steps: left, skipped } = remainingSteps(due, now);
      const names = [...left, ...skipped].map(({ step }) => step);
      expect(names.toSorted()).toEqual(due.map(({ step }) => step).toSorted());
      for (const one of due)
        expect(left.includes(one), `${one.step} at ${String(now)}`).toBe(
          lateRule(one, now) === 'run',
        );
      for (const { reason } of skipped) expect(reason).toMatch(/^It was too late .*: .+\.$/u);
    }
  });
});

/** Moments around when a step is due, around every bound that the table names, and long after. */
function lateness(one: Due): Temporal.Instant[] {
  const bounds = Object.values(moments).filter((moment) => moment !== undefined);
  return [one.at, ...bounds, one.at.add({ hours: 24 * 365 })].flatMap((moment) => [
    moment.subtract({ minutes: 6 }),
    moment.subtract({ seconds: 1 }),
    moment,
    moment.add({ seconds: 1 }),
    moment.add({ minutes: 5 }),
    moment.add({ minutes: 5, seconds: 1 }),
    moment.add({ minutes: 6 }),
  ]);
}
