import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agendaMarkdown } from '../../src/render/agenda.ts';
import { cleanLine } from '../../src/render/clean-text.ts';
import { parseAgendaMarkdown } from '../../src/understand/agenda-markdown.ts';
import { anyLine } from '../render/arbitrary-text.ts';
import { item, mirageSheet } from '../render/mirage-sheet.ts';

describe('our own agenda', () => {
  const known = (text: string) => cleanLine(text).trim().replaceAll('@\u200b', '@');
  const names = anyLine.map(known).filter((name) => /^[\p{L}\p{N}]/u.test(name));
  // Details as a person would type them, with the blank lines that set their parts apart.
  const details = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'Why now?',
          'Two short\nlines',
          'With <html> & *stars*',
          '# no heading',
          '@alice asked',
        ),
        fc.constantFrom(
          '- one\n- two',
          '- one\n  - deeper\n- two',
          '1. first\n2. second',
          '```\nlet x = 1;\n```',
        ),
      ),
      { minLength: 1, maxLength: 4 },
    )
    // Lists that follow one another would be one list.
    .filter((parts) =>
      parts.every((part, at) => !/^[-\d]/u.test(part) || !/^[-\d]/u.test(parts[at + 1] ?? '')),
    )
    .map((parts) => parts.join('\n\n'));
  const items = fc.array(
    fc.record(
      {
        title: names,
        details,
        lead: names,
        proposer: names,
        minutes: fc.integer({ min: 1, max: 480 }),
        outcome: fc.constantFrom(
          'decision' as const,
          'discussion' as const,
          'information' as const,
        ),
        links: fc.uniqueArray(
          fc.constantFrom('https://example.org/a', 'https://example.org/b?c=d&e_f=*'),
          { minLength: 1 },
        ),
        standing: fc.boolean(),
        late: fc.boolean(),
        deferrals: fc.nat(3),
      },
      { requiredKeys: ['title'] },
    ),
    { minLength: 1, maxLength: 6 },
  );

  test('is read back as it was', () => {
    fc.assert(
      fc.property(items, fc.boolean(), (drafts, turned) => {
        const all = drafts.map((draft, index) => item(index + 1, draft as { title: string }));
        const shown = turned ? all.toReversed() : all;
        const read = parseAgendaMarkdown(agendaMarkdown(mirageSheet({ items: shown })));
        expect(read.date).toBe('2014-06-24');
        expect(read.totalMinutes).toBe(drafts.reduce((sum, { minutes = 0 }) => sum + minutes, 0));
        expect(read.items.map(({ links: _, ...rest }) => rest)).toEqual(
          shown.map(({ title, details: text, minutes, lead }) => ({
            title,
            ...(text === undefined ? {} : { details: text }),
            ...(minutes === undefined ? {} : { minutes }),
            ...(lead === undefined ? {} : { lead }),
          })),
        );
        // Addresses within a title are links of the item, too.
        for (const [index, { links }] of shown.entries())
          expect(read.items[index]?.links ?? []).toEqual(expect.arrayContaining(links));
      }),
    );
  });
});

describe("other communities' agendas", () => {
  test('a numbered list with time and lead in brackets, under other parts', () => {
    const markdown = `<!-- How to add: 1. a 2. b -->
| This is an open meeting |
| --- |

# Schema WG, May 2024

- **Date & Time**: [May 2, 2024, 10:30 AM PDT](https://time.example/?iso=20240502T173000)
- **Video**: https://video.example/1

## Attendees

| Name | Organisation |
| :--- | :--- |
| Ann (Host) | Example |

## Agenda

1. Agree to the rules (1m, Host)
   - [Rules](https://example.org/rules)
1. What to do about \`env\` (\`a.b\`) (2m, Ben)
   - https://example.org/issues/1
   - We would like to decide next time.
1. Directives (15 min)
`;
    expect(parseAgendaMarkdown(markdown)).toEqual({
      title: 'Schema WG, May 2024',
      date: '2024-05-02',
      items: [
        {
          title: 'Agree to the rules',
          minutes: 1,
          lead: 'Host',
          links: ['https://example.org/rules'],
        },
        {
          title: 'What to do about env (a.b)',
          details: '- https://example.org/issues/1\n- We would like to decide next time.',
          minutes: 2,
          lead: 'Ben',
          links: ['https://example.org/issues/1'],
        },
        { title: 'Directives', minutes: 15 },
      ],
      totalMinutes: 18,
    });
  });

  test('tables under the points of a list, their links behind the titles', () => {
    const markdown = `# Agenda for the 100th meeting

- **Dates**:
  - Tuesday 6 February 2024

\`\`\`mermaid
Deadline: 2024-01-27
\`\`\`

## Agenda rules

1. This is no item.

## Agenda items

1. Opening (Chair)
    1. Roll call
1. Secretary's report (15m, Sam)
1. Charter (15m, [slides](https://example.org/s), Mia)
1. Proposals

    ✓ means done

    | ✓ | stage | timebox | topic | presenter |
    |:-:|:-----:|:-------:|-------|-----------|
    |   | 3 | 5m | [Sets](https://example.org/sets) and update | Kit |
    |   | 2 | 60m | Throw ([slides](https://example.org/t), spec: [one](https://example.org/1)) | Ron |

1. Overflow

    | topic | presenter |
    |-------|-----------|

1. Adjournment

### Schedule constraints

- Kit can't come before noon
`;
    expect(parseAgendaMarkdown(markdown)).toEqual({
      title: 'Agenda for the 100th meeting',
      date: '2024-02-06',
      items: [
        { title: 'Opening (Chair)', details: '1. Roll call' },
        { title: "Secretary's report", minutes: 15, lead: 'Sam' },
        { title: 'Charter', minutes: 15, lead: 'Mia', links: ['https://example.org/s'] },
        { title: 'Sets and update', minutes: 5, lead: 'Kit', links: ['https://example.org/sets'] },
        {
          title: 'Throw',
          minutes: 60,
          lead: 'Ron',
          links: ['https://example.org/t', 'https://example.org/1'],
        },
        { title: 'Adjournment' },
      ],
      totalMinutes: 95,
    });
  });

  test('issues by label and repository, with what is not the agenda around them', () => {
    const markdown = `# Steering Committee Meeting 2018-07-18

## Links

* **Recording**: https://video.example/2

## Present

* Ann @ann

## Agenda

### Announcements

* A release today.

*Extracted from **agenda** labelled issues prior to the meeting.

### example/build

* Permissions for the builders [#1337](https://example.org/1337)
  * done by now

### example/core

* Scopes? (too late for http2) [#389](https://example.org/389)

## Q&A, Other

* None.
`;
    expect(parseAgendaMarkdown(markdown)).toEqual({
      title: 'Steering Committee Meeting 2018-07-18',
      date: '2018-07-18',
      items: [
        { title: 'A release today.' },
        {
          title: 'Permissions for the builders #1337',
          details: '- done by now',
          links: ['https://example.org/1337'],
        },
        { title: 'Scopes? (too late for http2) #389', links: ['https://example.org/389'] },
      ],
      totalMinutes: 0,
    });
  });

  test.skipIf(!existsSync('../shared/data/minutes'))(
    'the agenda at the head of real minutes',
    () => {
      const read = (name: string) =>
        parseAgendaMarkdown(readFileSync(`../shared/data/minutes/${name}`, 'utf8'));
      expect(read('2014-06-24.md')).toMatchObject({
        title: 'Weekly Meeting: 2014-06-24',
        date: '2014-06-24',
        items: [
          { title: 'Mirage 1.2 release', details: '- repo liveness' },
          { title: 'ARM update' },
          { title: 'Blog posts pre-OSCON' },
          { title: 'Bytemark machines' },
        ],
      });
      expect(read('2015-08-26.md').items).toHaveLength(4);
      expect(read('2014-06-10.md').items).toHaveLength(6);
    },
  );

  test('nothing at all', () => {
    expect(parseAgendaMarkdown('')).toEqual({ title: 'Agenda', items: [], totalMinutes: 0 });
  });

  test('any text, however odd, is read or left alone', () => {
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        expect(() => parseAgendaMarkdown(lines.join('\n'))).not.toThrow();
      }),
    );
  });
});
