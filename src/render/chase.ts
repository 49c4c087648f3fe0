import type { Sheet } from '../domain/sheet.ts';
import { bullets, paragraph, type Block, type Inline, type Rendered } from './document.ts';
import { pageBlocks } from './letter-parts.ts';
import { minutesOf } from './minutes-record.ts';
import { momentWords, startWords } from './phrases.ts';
import { words } from './prose.ts';
import { dateSubject } from './subjects.ts';

/** Tells the chair that the draft is about to be published by silence, and what it still lacks. */
export function renderChase(
  sheet: Sheet,
  _now: Temporal.Instant,
  publishAt: Temporal.Instant,
): Rendered {
  return {
    subject: dateSubject(sheet, 'Draft minutes waiting: '),
    document: {
      blocks: [
        paragraph(
          `The draft minutes of the ${sheet.series.name} of `,
          startWords(sheet, 'date'),
          ' are published on ',
          momentWords(sheet, publishAt),
          ', unless they are corrected before.',
        ),
        ...gapBlocks(sheet),
        ...pageBlocks(sheet, 'The draft'),
      ],
    },
  };
}

function gapBlocks(sheet: Sheet): Block[] {
  const gaps = gapsOf(sheet);
  if (gaps.length === 0) return [paragraph('Nothing seems to be missing from them.')];
  return [paragraph('They may lack something:'), bullets(...gaps)];
}

/** What minutes usually have and these don't. */
function gapsOf(sheet: Sheet): Inline[][] {
  const { attendees, topics, actions } = minutesOf(sheet);
  return [
    ...(attendees.length === 0 ? [['nobody is recorded as present']] : []),
    ...(topics.length === 0 ? [['there are no notes at all']] : []),
    ...topics
      .filter(({ notes }) => notes.length === 0)
      .map(({ title }): Inline[] => ['no notes under: ', ...words(title)]),
    ...actions
      .filter(({ owner }) => owner === undefined)
      .map(({ text }): Inline[] => ['an action that nobody owns: ', ...words(text)]),
  ];
}
