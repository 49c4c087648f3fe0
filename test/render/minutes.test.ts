import { describe, expect, test } from 'vitest';
import {
  minutesHtml,
  minutesJson,
  minutesMarkdown,
  minutesText,
} from '../../src/render/minutes.ts';
import { item, mirageSheet, mirageSheetAfterwards, startsAt } from './mirage-sheet.ts';

test('have the shape of real ones', () => {
  expect(minutesMarkdown(mirageSheetAfterwards(), 'draft'))
    .toBe(`# MirageOS call, Tuesday 24 June 2014: draft minutes

## Agenda

- Mirage 1.2 release
  - repo liveness
  - what still blocks 1.2.0
- ARM update
- Blog posts pre-OSCON
- Bytemark machines

Attendees: Amir Chaudhry (chair, scribe), Thomas Gazagnaire and Hannes Mehnert

Regrets: Mindy Preston

## Notes

### General

Short round of hellos.

### Mirage 1.2 release

The release is close: what is left is the makefiles and SSL.

**Decision:** 1.2.0 goes out without waiting for a better entropy source.

### ARM update

Early boot code is being rewritten.

- external minios should at least compile
- others are asked to try

### Blog posts pre-OSCON

No notes were taken.

### AoB

A list of all libraries since 1.0 would help; see <https://example.org/TROVE>.

## Actions

- *Hannes Mehnert*: send a patch that adds the entropy type (due Friday 27 June 2014)
- coordinate the reviews of the blog posts (nobody has taken it yet)

## Carried to 8 July

- Bytemark machines

Next call: Tuesday 8 July 2014, 16:00 (Europe/London)
`);
});

test('are drafts until they are published', () => {
  const sheet = mirageSheetAfterwards();
  expect(minutesText(sheet, 'draft')).toContain(
    'MirageOS call, Tuesday 24 June 2014: draft minutes',
  );
  expect(minutesText(sheet, 'published')).toContain('MirageOS call, Tuesday 24 June 2014: minutes');
  expect(minutesHtml(sheet, 'published')).toContain(
    '<h1>MirageOS call, Tuesday 24 June 2014: minutes</h1>',
  );
});

test('of a sheet are the same each time', () => {
  expect(minutesMarkdown(mirageSheetAfterwards(), 'draft')).toBe(
    minutesMarkdown(mirageSheetAfterwards(), 'draft'),
  );
});

test('as JSON have the shape of imported ones', () => {
  expect(minutesJson(mirageSheetAfterwards())).toEqual({
    title: 'MirageOS call, Tuesday 24 June 2014',
    date: '2014-06-24',
    chair: 'Amir Chaudhry',
    scribe: 'Amir Chaudhry',
    attendees: ['Amir Chaudhry', 'Thomas Gazagnaire', 'Hannes Mehnert'],
    regrets: ['Mindy Preston'],
    agenda: ['Mirage 1.2 release', 'ARM update', 'Blog posts pre-OSCON', 'Bytemark machines'],
    topics: [
      { title: 'General', notes: 'Short round of hellos.', decisions: [] },
      {
        title: 'Mirage 1.2 release',
        notes: 'The release is close: what is left is the makefiles and SSL.',
        decisions: ['1.2.0 goes out without waiting for a better entropy source.'],
      },
      {
        title: 'ARM update',
        notes:
          'Early boot code is being rewritten.\n- external minios should at least compile\n- others are asked to try',
        decisions: [],
      },
      { title: 'Blog posts pre-OSCON', notes: '', decisions: [] },
      {
        title: 'AoB',
        notes: 'A list of all libraries since 1.0 would help; see https://example.org/TROVE.',
        decisions: [],
      },
    ],
    actions: [
      {
        text: 'send a patch that adds the entropy type',
        owner: 'Hannes Mehnert',
        due: '2014-06-27',
      },
      { text: 'coordinate the reviews of the blog posts' },
    ],
    next: '2014-07-08',
  });
});

describe('notes that belong to no item', () => {
  const note = (id: string, itemId?: string) => ({
    id,
    kind: 'note' as const,
    text: `note ${id}`,
    ...(itemId === undefined ? {} : { itemId }),
    author: 'Ann',
    at: startsAt,
  });
  const topicsOf = (...notes: ReturnType<typeof note>[]) =>
    minutesJson(mirageSheet({ items: [item(1, { title: 'ARM' })], notes })).topics;

  test('come first as general, and at the end as other business', () => {
    expect(topicsOf(note('1'), note('2', 'item-1'), note('3'))).toEqual([
      { title: 'General', notes: 'note 1', decisions: [] },
      { title: 'ARM', notes: 'note 2', decisions: [] },
      { title: 'AoB', notes: 'note 3', decisions: [] },
    ]);
  });

  test('are not lost when their item is unknown', () => {
    expect(topicsOf(note('1', 'item-1'), note('2', 'gone')).at(-1)).toEqual({
      title: 'AoB',
      notes: 'note 2',
      decisions: [],
    });
  });

  test('are all general where nothing was said under an item', () => {
    expect(topicsOf(note('1'), note('2'))).toEqual([
      { title: 'General', notes: 'note 1\n\nnote 2', decisions: [] },
    ]);
  });
});

test('of a meeting where nothing was recorded say so', () => {
  const text = minutesText(mirageSheet({ items: [] }), 'draft');
  expect(text).toContain('There was nothing on the agenda.');
  expect(text).toContain('Attendees: nobody was recorded.');
  expect(text).toContain('Chair: Amir Chaudhry');
  expect(text).toContain('No notes were taken.');
});

test('record the quorum where the series asks for one, also for programs', () => {
  const sheet = mirageSheetAfterwards();
  const present = sheet.attendance.filter((each) => each.present).length;
  const policy = { ...sheet.series.policy, quorum: present + 1 };
  const asked = { ...sheet, series: { ...sheet.series, policy } };
  expect(minutesJson(asked).quorum).toEqual({ needed: present + 1, present, met: false });
  expect(minutesText(asked, 'draft')).toContain(`Quorum: not met; ${present} of the`);
});
