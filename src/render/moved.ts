import type { Sheet } from '../domain/sheet.ts';
import { callBlocks } from './call.ts';
import { confirmBlocks } from './confirm.ts';
import { paragraph, strong, type Block, type Rendered } from './document.ts';
import { pageBlocks, signature } from './letter-parts.ts';
import { momentWords, startWords } from './phrases.ts';
import { subject } from './subjects.ts';
import { whenTable } from './when.ts';

/** The meeting has another time; `from` is the one that people heard of. */
export function renderMoved(
  sheet: Sheet,
  now: Temporal.Instant,
  from: Temporal.Instant = sheet.meeting.occurrence,
): Rendered {
  return {
    subject: subject(sheet, 'MOVED: '),
    document: {
      blocks: [
        paragraph(
          `The ${sheet.series.name} announced for `,
          momentWords(sheet, from),
          ' has been moved. It is now on ',
          strong(startWords(sheet)),
          '.',
        ),
        whenTable(sheet),
        paragraph('Its agenda stays as it is.'),
        ...stateBlocks(sheet, now),
        signature(sheet),
      ],
    },
  };
}

/** How a meeting stands that takes place, for whom an earlier message about it never reached. */
export function renderPresent(sheet: Sheet, now: Temporal.Instant): Rendered {
  return {
    subject: subject(sheet),
    document: {
      blocks: [
        paragraph(`The ${sheet.series.name} is on `, strong(startWords(sheet)), '.'),
        whenTable(sheet),
        ...stateBlocks(sheet, now),
        signature(sheet),
      ],
    },
  };
}

/** All that the call or the confirmation said: this may be the first that somebody gets to read. */
function stateBlocks(sheet: Sheet, now: Temporal.Instant): Block[] {
  switch (sheet.meeting.status) {
    case 'called':
      return callBlocks(sheet, now);
    case 'confirmed':
    case 'open':
      return confirmBlocks(sheet, now);
    case 'scheduled':
    case 'closed':
    case 'published':
    case 'cancelled':
      return pageBlocks(sheet, 'The agenda');
  }
}
