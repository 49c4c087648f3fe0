import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { defaultPolicy } from '../../src/domain/policy.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { timeline } from '../../src/domain/timeline.ts';
import { agendaOf } from '../../src/render/agenda-entries.ts';
import { renderCall } from '../../src/render/call.ts';
import { renderCancel } from '../../src/render/cancel.ts';
import { renderChase } from '../../src/render/chase.ts';
import { renderConfirm } from '../../src/render/confirm.ts';
import type { Rendered } from '../../src/render/document.ts';
import { renderDraft } from '../../src/render/draft.ts';
import { renderMoved } from '../../src/render/moved.ts';
import { renderOpen } from '../../src/render/open.ts';
import { renderRemind } from '../../src/render/remind.ts';
import { toDiscord } from '../../src/render/to-discord.ts';
import { toHtml } from '../../src/render/to-html.ts';
import { toMarkdown } from '../../src/render/to-markdown.ts';
import { toText } from '../../src/render/to-text.ts';
import { timeLint, timeLintHtml } from '../support/time-lint.ts';
import { plainWords, sheets } from './arbitrary-sheet.ts';
import { everyMessage } from './messages.ts';
import { callAt, item, mirageSheet, mirageSheetAfterwards, startsAt } from './mirage-sheet.ts';

/** A text on one line, so that it can be searched whatever its wrapping. */
function flat({ document }: Rendered): string {
  return toText(document).replace(/\s+/gu, ' ');
}

function withPolicy(sheet: Sheet, minimumItems: number): Sheet {
  return { ...sheet, series: { ...sheet.series, policy: { ...defaultPolicy, minimumItems } } };
}

describe('every message, of any sheet', () => {
  const gaps =
    /undefined|null|NaN|\[object|Invalid|Infinity|\{\{|\}\}|\$\{|\(\)|\( | \)|: \.|, \.|,,|\.\.(?!\.)/u;

  test('has no placeholder unfilled', () => {
    fc.assert(
      fc.property(sheets(plainWords), (sheet) => {
        for (const rendered of Object.values(everyMessage(sheet, callAt))) {
          const { subject, headline = '', document } = rendered;
          const outputs = [
            toText(document),
            toMarkdown(document),
            toHtml(document),
            toDiscord(document).join('\n'),
          ];
          for (const output of [subject, headline, ...outputs]) expect(output).not.toMatch(gaps);
          expect(subject.trim()).toBe(subject);
          expect(document.blocks.length).toBeGreaterThan(0);
        }
      }),
    );
  });

  test('has no heading over nothing', () => {
    fc.assert(
      fc.property(sheets(plainWords), (sheet) => {
        for (const { document } of Object.values(everyMessage(sheet, callAt)))
          document.blocks.forEach((block, index) => {
            if (block.kind !== 'heading' || block.level === 1) return;
            const next = document.blocks[index + 1];
            // Only the topics of the minutes come right after the heading over them.
            expect(next?.kind === 'heading' && next.level <= block.level).toBe(false);
            expect(next).toBeDefined();
          });
      }),
    );
  });

  test('names no weekday, hour or offset that disagrees with its date', () => {
    fc.assert(
      fc.property(sheets(plainWords), (sheet) => {
        const { meeting, lastMinutes, next, zones } = sheet;
        const moments = [
          meeting.startsAt,
          meeting.occurrence,
          lastMinutes?.startsAt,
          next?.startsAt,
          ...timeline(sheet.series, meeting).map(({ at }) => at),
          ...agendaOf(sheet).entries.map((entry) => entry.startsAt),
          callAt.add({ hours: 72 }), // When everyMessage publishes.
        ];
        const instants = moments.filter((moment) => moment !== undefined);
        const context = { instants, zones };
        for (const { subject, headline = '', document } of Object.values(
          everyMessage(sheet, callAt),
        )) {
          const texts = [subject, headline, toText(document), toMarkdown(document)];
          // A date may be wrapped before its year.
          for (const text of [...texts, ...toDiscord(document)])
            expect(timeLint(text.replace(/\s+/gu, ' '), context)).toEqual([]);
          expect(timeLintHtml(toHtml(document), context)).toEqual([]);
        }
      }),
    );
  });
});

describe('the call', () => {
  const call = renderCall(mirageSheet(), callAt);

  test('says in its subject what, when and where', () => {
    expect(call.subject).toBe('MirageOS call, Tuesday 24 June 2014, 16:00 London: agenda items?');
  });

  test('gives the hour in every zone that matters, with the date where it is another', () => {
    expect(toText(call.document)).toContain('London       16:00 (UTC+1)\n');
    expect(toText(call.document)).toContain(
      'Tokyo        00:00 (UTC+9) on Wednesday 25 June 2014\n',
    );
    expect(toText(call.document)).toContain('UTC          15:00\n');
  });

  test('tells how to add an item by reply and by command', () => {
    expect(flat(call)).toContain('By mail: reply to this message');
    expect(flat(call)).toContain('On Discord: "/agenda add".');
  });

  test('speaks of no way that the series does not have', () => {
    const { replyTo: _, ...sheet } = mirageSheet({ hasChannel: false });
    const text = flat(renderCall(sheet, callAt));
    expect(text).not.toContain('reply');
    expect(text).not.toContain('/agenda');
    expect(text).toContain('Tell Amir Chaudhry what you would like to talk about.');
  });

  test('shows carried and standing items, open actions and the last minutes', () => {
    const sheet = mirageSheet();
    const standing = item(5, { title: 'Round of news', standing: true });
    const text = flat(renderCall({ ...sheet, items: [...sheet.items, standing] }, callAt));
    expect(text).toContain(
      '4. Bytemark machines (16:45, 20 min, carried over twice, proposed by David Scott)',
    );
    expect(text).toContain('5. Round of news (standing item)');
    expect(text).toContain(
      'Richard Mortier: Open an issue about sites that need two FAT images (was due Friday 20 June 2014)',
    );
    expect(text).toContain(
      'Minutes of the last call, Tuesday 10 June 2014: <https://calls.example.org/mirage-call/2014-06-10>',
    );
  });

  test('says when it is confirmed, and what would call it off', () => {
    expect(flat(call)).toContain(
      'The call is confirmed here on Tuesday 24 June 2014, 09:00 (Europe/London). If nothing is on the agenda by then, it is called off.',
    );
    expect(flat(renderCall(withPolicy(mirageSheet(), 3), callAt))).toContain(
      'If fewer than 3 items are on the agenda by then, it is called off, and they wait for the next call on Tuesday 8 July 2014.',
    );
    expect(flat(renderCall(withPolicy(mirageSheet(), 0), callAt))).toContain(
      'The final agenda is sent out on Tuesday 24 June 2014, 09:00 (Europe/London).',
    );
  });

  test('that goes out late speaks of no confirmation in the past', () => {
    expect(flat(renderCall(mirageSheet(), startsAt.subtract({ hours: 2 })))).not.toContain(
      'confirmed',
    );
  });

  test('tells those whose clocks have changed', () => {
    const sheet = mirageSheet({
      lastMinutes: { startsAt: Temporal.Instant.from('2014-03-18T16:00:00Z') },
    });
    expect(flat(renderCall(sheet, callAt))).toContain('Clocks in London');
  });
});

describe('a reminder', () => {
  test('to one person names their items and what they promised', () => {
    const sheet = mirageSheet();
    const text = flat(renderRemind(sheet, callAt, { name: 'Thomas Leonard' }));
    expect(text).toContain('2. ARM update');
    expect(text).toContain('"withdraw 2"');
    expect(text).not.toContain('Bytemark');
    expect(flat(renderRemind(sheet, callAt, { name: 'Richard Mortier' }))).toContain(
      'What you took on',
    );
  });
});

describe('a confirmation', () => {
  const confirmation = renderConfirm(mirageSheet(), startsAt.subtract({ hours: 7 }));

  test("stays in the call's thread and says on Discord what it is", () => {
    expect(confirmation.subject).toBe(`Re: ${renderCall(mirageSheet(), callAt).subject}`);
    expect(confirmation.headline).toBe(
      'Confirmed: MirageOS call, Tuesday 24 June 2014, 16:00 London',
    );
  });

  test('holds the agenda with details, links and the sum of its time boxes', () => {
    const text = toText(confirmation.document);
    expect(text).toContain('   - repo liveness\n');
    expect(text).toContain('<https://github.com/mirage/mirage/milestones>');
    expect(text).toContain('The time boxes add up to 65 of 60 min: over by 5 min.');
  });
});

describe('a cancellation', () => {
  const { meeting, items } = mirageSheet();
  const cancelled = mirageSheet({
    meeting: { ...meeting, status: 'cancelled', cancelReason: 'no agenda items came in' },
    items: items.map((found) => ({ ...found, status: 'deferred' })),
  });

  test('says so in its subject', () => {
    expect(renderCancel(cancelled, callAt).subject).toBe(
      'CANCELLED: MirageOS call, Tuesday 24 June 2014, 16:00 London',
    );
  });

  test('gives the reason, what becomes of the items, and the next date', () => {
    const text = flat(renderCancel(cancelled, callAt));
    expect(text).toContain('The reason: no agenda items came in.');
    expect(text).toContain(
      'On the agenda of the next call, on Tuesday 8 July 2014: - Mirage 1.2 release',
    );
    expect(text).toContain('The next call is on Tuesday 8 July 2014, 16:00 (Europe/London).');
  });

  test('without a next date says so', () => {
    const { next: _, ...sheet } = cancelled;
    expect(flat(renderCancel(sheet, callAt))).toContain('not set yet');
  });
});

test('a move names both times, the new one in its subject', () => {
  const { meeting } = mirageSheet();
  const moved = renderMoved(
    mirageSheet({ meeting: { ...meeting, startsAt: startsAt.add({ hours: 25 }) } }),
    callAt,
  );
  expect(moved.subject).toBe('MOVED: MirageOS call, Wednesday 25 June 2014, 17:00 London');
  expect(flat(moved)).toContain(
    'announced for Tuesday 24 June 2014, 16:00 (Europe/London) has been moved',
  );
});

test('the opening names the first item and how minutes are taken', () => {
  const text = flat(renderOpen(mirageSheet(), startsAt));
  expect(text).toContain('number 1: Mirage 1.2 release');
  expect(text).toContain('"/minutes note"');
});

test('the draft asks for corrections and says until when', () => {
  const draft = renderDraft(
    mirageSheetAfterwards(),
    startsAt,
    Temporal.Instant.from('2014-06-27T16:12:00Z'),
  );
  expect(draft.subject).toBe('Draft minutes: MirageOS call, Tuesday 24 June 2014');
  expect(flat(draft)).toContain(
    'reply here with corrections. On Friday 27 June 2014, 17:12 (Europe/London)',
  );
});

test('a chase tells the chair what the minutes lack', () => {
  const text = flat(renderChase(mirageSheetAfterwards(), startsAt, startsAt));
  expect(text).toContain('no notes under: Blog posts pre-OSCON');
  expect(text).toContain('an action that nobody owns: coordinate the reviews');
});
