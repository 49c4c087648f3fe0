import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/domain/policy.ts';
import { lateRule, remainingSteps } from '../../src/domain/timeline-late.ts';
import { timeline, type Step } from '../../src/domain/timeline.ts';

const due = timeline(
  {
    start: Temporal.PlainDateTime.from('2014-06-24T16:00'),
    zone: 'Europe/London',
    policy: defaultPolicy,
  },
  { startsAt: Temporal.Instant.from('2014-06-24T15:00Z'), durationMinutes: 60 },
);

const at = (local: string) => Temporal.ZonedDateTime.from(`${local}[Europe/London]`).toInstant();

function decided(step: Step, local: string): 'run' | 'skip' {
  const found = due.find((one) => one.step === step);
  if (!found) throw new Error(`no step ${step}`);
  return lateRule(found, at(local)) === 'run' ? 'run' : 'skip';
}

describe('a late step', () => {
  test.each<[Step, string, string]>([
    ['call', '2014-06-24T08:59', '2014-06-24T09:00'],
    ['remind', '2014-06-24T08:59', '2014-06-24T09:00'],
    ['confirm', '2014-06-24T15:59', '2014-06-24T16:00'],
    ['agenda', '2014-06-24T15:59', '2014-06-24T16:00'],
    ['open', '2014-06-24T16:59', '2014-06-24T17:00'],
    ['chase', '2014-06-27T18:09', '2014-06-27T18:10'],
  ])('%s runs until %s and is skipped from %s', (step, last, first) => {
    expect(decided(step, last)).toBe('run');
    expect(decided(step, first)).toBe('skip');
  });

  test.each<Step>(['close', 'draft', 'publish'])('%s runs however late', (step) => {
    expect(decided(step, '2014-12-24T09:00')).toBe('run');
  });

  test('that is skipped has a reason for the chair', () => {
    const skipped = remainingSteps(due, at('2014-06-24T16:30')).skipped;
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'It was too late to call for agenda items: the meeting was already due to be confirmed.',
      'It was too late for a reminder: the meeting was already due to be confirmed.',
      'It was too late to confirm the meeting: it had already begun.',
      'It was too late to post the final agenda: the meeting had already begun.',
    ]);
  });

  test('is on time for a few minutes, even with no time left', () => {
    const agendaAtStart = {
      step: 'agenda' as const,
      at: at('2014-06-24T16:00'),
      usefulUntil: at('2014-06-24T16:00'),
    };
    expect(lateRule(agendaAtStart, at('2014-06-24T16:04'))).toBe('run');
    expect(lateRule(agendaAtStart, at('2014-06-24T16:06'))).toHaveProperty('skip');
  });
});

describe('the steps that remain', () => {
  const names = (local: string, done: Step[] = []) => {
    const { steps, skipped } = remainingSteps(due, at(local), done);
    return { steps: steps.map(({ step }) => step), skipped: skipped.map(({ step }) => step) };
  };

  test('are all of them before the first', () => {
    expect(names('2014-06-20T12:00')).toEqual({ steps: due.map(({ step }) => step), skipped: [] });
  });

  test('of a meeting made on the Monday at noon begin with a late call', () => {
    expect(names('2014-06-23T12:00').steps[0]).toBe('call');
  });

  test('of a meeting made an hour before begin with its confirmation', () => {
    expect(names('2014-06-24T15:00')).toEqual({
      steps: ['confirm', 'agenda', 'open', 'close', 'draft', 'chase', 'publish'],
      skipped: ['call', 'remind'],
    });
  });

  test('do not hold those that have run', () => {
    expect(names('2014-06-24T15:00', ['call', 'remind', 'confirm'])).toEqual({
      steps: ['agenda', 'open', 'close', 'draft', 'chase', 'publish'],
      skipped: [],
    });
  });
});
