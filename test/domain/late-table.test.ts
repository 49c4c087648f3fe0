import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { lateRule } from '../../src/domain/timeline-late.ts';
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

  it.each(due)('is what the code does about $step', (one: Due) => {
    const said = documented().get(one.step) ?? '';
    expect(Object.keys(moments)).toContain(said);
    const until = moments[said];
    const decide = (now: Temporal.Instant) => lateRule(one, now);
    if (until === undefined) expect(decide(one.at.add({ hours: 24 * 365 }))).toBe('run');
    else {
      expect(decide(until.subtract({ seconds: 1 }))).toBe('run');
      expect(decide(until.add({ minutes: 6 }))).toHaveProperty('skip');
    }
  });
});
