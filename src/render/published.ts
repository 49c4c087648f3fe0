import type { Sheet } from '../domain/sheet.ts';
import { divider, paragraph, type Rendered } from './document.ts';
import { pageBlocks, signature } from './letter-parts.ts';
import { minutesBlocks } from './minutes.ts';
import { startWords } from './phrases.ts';
import { dateSubject } from './subjects.ts';

/** The minutes as they stay. */
export function renderPublished(sheet: Sheet, _now: Temporal.Instant): Rendered {
  return {
    subject: dateSubject(sheet, 'Minutes: '),
    document: {
      blocks: [
        paragraph(
          `These are the minutes of the ${sheet.series.name} of `,
          startWords(sheet, 'date'),
          '. Thank you to everyone who took part and to everyone who sent corrections.',
        ),
        ...pageBlocks(sheet, 'They are kept at'),
        signature(sheet),
        divider,
        ...minutesBlocks(sheet),
      ],
    },
  };
}
