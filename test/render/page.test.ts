import fc from 'fast-check';
import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { describe, expect, test } from 'vitest';
import type { MeetingStatus } from '../../src/domain/meeting.ts';
import { pageCss } from '../../src/render/page-css.ts';
import { messagePage, seriesPage, startPage } from '../../src/render/page-index.ts';
import { meetingPage } from '../../src/render/page.ts';
import { anyLine } from './arbitrary-text.ts';
import { anyWords, plainWords, sheets } from './arbitrary-sheet.ts';
import { timeline } from '../../src/domain/timeline.ts';
import { timeLintHtml } from '../support/time-lint.ts';
import { callAt, mirageSheet, mirageSheetAfterwards, startsAt } from './mirage-sheet.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

function elementsOf(html: string): Element[] {
  const every = (nodes: readonly Node[]): Element[] =>
    nodes.flatMap((node) => ('tagName' in node ? [node, ...every(node.childNodes)] : []));
  return every(parse(html).childNodes);
}

/** What a strict Content-Security-Policy would block, and what no page should hold. */
function expectHarmless(html: string): void {
  for (const { tagName, attrs } of elementsOf(html)) {
    expect(['script', 'style', 'img', 'iframe', 'object', 'form', 'base']).not.toContain(tagName);
    for (const { name, value } of attrs) {
      expect(name).not.toMatch(/^on|^style$/u);
      if (name === 'href') expect(value).toMatch(/^(?:https?:|mailto:|\/)/u);
    }
  }
}

describe('the page of a meeting', () => {
  test('names no weekday, hour or offset that disagrees with its date', () => {
    fc.assert(
      fc.property(sheets(plainWords), (sheet) => {
        const { meeting, lastMinutes, next, zones } = sheet;
        const moments = [
          meeting.startsAt,
          meeting.occurrence,
          lastMinutes?.startsAt,
          next?.startsAt,
        ];
        const steps = timeline(sheet.series, meeting).map(({ at }) => at);
        const instants = [...moments.filter((moment) => moment !== undefined), ...steps];
        const page = meetingPage(sheet, callAt, { seriesUrl: '/mirage-call', files: [] });
        expect(timeLintHtml(page, { instants, zones })).toEqual([]);
      }),
    );
  });

  test('runs nothing and loads nothing but its style, whatever people wrote', () => {
    fc.assert(
      fc.property(sheets(anyWords), (sheet) => {
        expectHarmless(
          meetingPage(sheet, callAt, {
            seriesUrl: '/mirage-call',
            files: [{ label: 'x', url: '/a.md' }],
          }),
        );
      }),
    );
  });

  test.each<[MeetingStatus, string]>([
    ['scheduled', 'The call for agenda goes out on'],
    ['called', 'Items are being collected.'],
    ['confirmed', 'It takes place'],
    ['open', 'Its minutes are being taken.'],
    ['closed', 'The draft minutes can be corrected until'],
    ['published', 'These are its minutes.'],
    ['cancelled', 'It does not take place.'],
  ])('says in words that it is %s', (status, words) => {
    const { meeting } = mirageSheet();
    const page = meetingPage(
      mirageSheet({ meeting: { ...meeting, status } }),
      callAt.subtract({ hours: 1 }),
    );
    expect(page).toContain(words);
  });

  test('marks the item under discussion, and shows who noted what until it is published', () => {
    const sheet = mirageSheetAfterwards();
    const open = {
      ...sheet,
      meeting: { ...sheet.meeting, status: 'open' as const, currentItemId: 'item-2' },
    };
    const page = meetingPage(open, startsAt);
    expect(page).toContain('Now: ARM update');
    expect(page).toMatch(/id="item-2" class="now" aria-current="true"/u);
    expect(page).toContain(
      '<p class="source">Amir Chaudhry, <time datetime="2014-06-24T15:05:00Z">16:05</time></p>',
    );
    const published = { ...sheet, meeting: { ...sheet.meeting, status: 'published' as const } };
    expect(meetingPage(published, startsAt)).not.toContain('class="source"');
  });

  test('is loaded again only when asked to', () => {
    expect(meetingPage(mirageSheet(), callAt)).not.toContain('http-equiv');
    expect(meetingPage(mirageSheet(), callAt, { refreshSeconds: 5 })).toContain(
      '<meta http-equiv="refresh" content="5">',
    );
  });

  test("links to paths of its own site, not to another host's", () => {
    const page = meetingPage(mirageSheet(), callAt, {
      seriesUrl: '/mirage-call',
      files: [{ label: 'bad', url: '//evil.example/' }],
    });
    expect(page).toContain('<a href="/mirage-call">MirageOS call</a>');
    expect(page).not.toContain('evil.example');
  });
});

describe('the indexes', () => {
  const line = (days: number, status: MeetingStatus) => ({
    startsAt: startsAt.add({ hours: days * 24 }),
    status,
    items: 2,
    url: `/mirage-call/${days}`,
  });

  test('list what is to come in order, and what has gone by from the latest', () => {
    const { series } = mirageSheet();
    const meetings = [
      line(-14, 'published'),
      line(14, 'scheduled'),
      line(0, 'called'),
      line(-28, 'published'),
      line(-7, 'cancelled'),
    ];
    const page = seriesPage(
      { series, community: 'MirageOS', meetings, now: startsAt },
      { feedUrl: '/mirage-call/calendar.ics' },
    );
    const order = [...page.matchAll(/href="\/mirage-call\/(-?\d+)"/gu)].map(([, days]) =>
      Number(days),
    );
    expect(order).toEqual([0, 14, -7, -14, -28]);
    expect(page).toContain('<a href="/mirage-call/calendar.ics">Subscribe in your calendar</a>');
  });

  test('escape every name', () => {
    const { series } = mirageSheet();
    fc.assert(
      fc.property(anyLine, (name) => {
        const named = { ...series, name };
        expectHarmless(
          seriesPage({ series: named, community: name, meetings: [line(0, 'called')] }),
        );
        expectHarmless(startPage([{ series: named, community: name, url: '/x' }]));
        expectHarmless(messagePage({ title: name, text: name }));
      }),
    );
  });

  test('say so when they are empty', () => {
    expect(startPage([])).toContain('There is no series yet.');
  });
});

test('the style fetches nothing', () => {
  expect(pageCss).not.toMatch(/url\(|@import/u);
});
