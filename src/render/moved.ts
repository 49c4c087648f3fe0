import type { Sheet } from '../domain/sheet.ts';
import { paragraph, strong, type Rendered } from './document.ts';
import { pageBlocks, signature } from './letter-parts.ts';
import { momentWords, startWords } from './phrases.ts';
import { subject } from './subjects.ts';
import { whenTable } from './when.ts';

/** The meeting has another time; `from` is the one that people heard of. */
export function renderMoved(
  sheet: Sheet,
  _now: Temporal.Instant,
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
        ...pageBlocks(sheet, 'The agenda'),
        signature(sheet),
      ],
    },
  };
}
