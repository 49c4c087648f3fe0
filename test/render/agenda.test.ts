import { describe, expect, test } from 'vitest';
import { agendaOf } from '../../src/render/agenda-entries.ts';
import {
  agendaHtml,
  agendaIcs,
  agendaJson,
  agendaMarkdown,
  agendaText,
} from '../../src/render/agenda.ts';
import { callAt, item, mirageSheet } from './mirage-sheet.ts';

describe('running times', () => {
  test('are given as long as every item before has a time box', () => {
    const items = [
      item(1, { title: 'a', minutes: 10 }),
      item(2, { title: 'b' }),
      item(3, { title: 'c', minutes: 5 }),
    ];
    const { entries, boxedMinutes, unboxed } = agendaOf(mirageSheet({ items }));
    expect(entries.map(({ startsAt }) => startsAt?.toString())).toEqual([
      '2014-06-24T15:00:00Z',
      undefined,
      undefined,
    ]);
    expect({ boxedMinutes, unboxed }).toEqual({ boxedMinutes: 15, unboxed: 1 });
  });

  test('are summed up against the duration', () => {
    expect(agendaText(mirageSheet())).toContain(
      'The time boxes add up to 65 of 60 min: over by 5 min.',
    );
    const items = [item(1, { title: 'a', minutes: 10 }), item(2, { title: 'b' })];
    expect(agendaText(mirageSheet({ items }))).toContain(
      'add up to 10 of 60 min. One item has no time box.',
    );
  });
});

test('declined, withdrawn and deferred items are not on it', () => {
  const items = (['declined', 'withdrawn', 'deferred'] as const).map((status, index) =>
    item(index + 1, { title: status, status }),
  );
  expect(agendaText(mirageSheet({ items }))).toContain('There is nothing on the agenda.');
});

test('items keep their numbers in whatever order they stand', () => {
  const items = [item(3, { title: 'c' }), item(1, { title: 'a' }), item(2, { title: 'b' })];
  const sheet = mirageSheet({ items });
  expect(agendaText(sheet)).toContain('3. c\n1. a\n2. b');
  expect(agendaMarkdown(sheet)).toContain('3. **c**\n\n1) **a**\n2) **b**');
  expect(agendaHtml(sheet)).toContain('<li value="3"><strong>c</strong></li>\n<li value="1">');
});

test('each item shows what is known of it', () => {
  const details = 'Why now?\n\n- one\n- two';
  const items = [
    item(1, {
      title: 'Budget',
      details,
      minutes: 10,
      lead: 'Ann',
      proposer: 'Bob',
      outcome: 'decision',
      late: true,
      deferrals: 3,
      links: ['https://example.org/budget', 'javascript:alert(1)'],
    }),
  ];
  expect(agendaMarkdown(mirageSheet({ items }))).toContain(
    [
      '1. **Budget** (16:00, 10 min, decision, carried over 3 times, late, lead: *Ann*, proposed by *Bob*)',
      '',
      '   Why now?',
      '',
      '   - one',
      '   - two',
      '',
      '   * <https://example.org/budget>',
    ].join('\n'),
  );
});

test('the JSON holds every field and the sums', () => {
  const json = agendaJson(mirageSheet());
  expect(json).toMatchObject({
    title: 'MirageOS call',
    date: '2014-06-24',
    startsAt: '2014-06-24T15:00:00Z',
    zone: 'Europe/London',
    totalMinutes: 65,
    overMinutes: 5,
  });
  expect(json.items[0]).toEqual({
    number: 1,
    title: 'Mirage 1.2 release',
    details: '- repo liveness\n- what still blocks 1.2.0',
    minutes: 15,
    startsAt: '2014-06-24T15:00:00Z',
    lead: 'Anil Madhavapeddy',
    outcome: 'decision',
    proposer: 'Amir Chaudhry',
    links: ['https://github.com/mirage/mirage/milestones'],
    standing: false,
    late: false,
    deferrals: 0,
  });
});

test('the calendar file is one to look at, not an invitation', () => {
  expect(agendaIcs(mirageSheet(), callAt)).toContain('METHOD:PUBLISH');
});
