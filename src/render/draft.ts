import type { Sheet } from '../domain/sheet.ts';
import { divider, paragraph, type Rendered } from './document.ts';
import { pageBlocks, signature } from './letter-parts.ts';
import { minutesBlocks } from './minutes.ts';
import { momentWords, startWords } from './phrases.ts';
import { dateSubject } from './subjects.ts';

/** The draft minutes, and until when they can be corrected. */
export function renderDraft(
  sheet: Sheet,
  _now: Temporal.Instant,
  publishAt: Temporal.Instant,
): Rendered {
  return {
    subject: dateSubject(sheet, 'Draft minutes: '),
    document: {
      blocks: [
        paragraph(
          `Here are the draft minutes of the ${sheet.series.name} of `,
          startWords(sheet, 'date'),
          '.',
        ),
        paragraph(
          'Please look through them, above all for a name that is missing and for words given to the wrong person, ' +
            'and reply here with corrections. On ',
          momentWords(sheet, publishAt),
          ' the minutes are published as they then stand.',
        ),
        ...pageBlocks(sheet, 'The same on the web'),
        signature(sheet),
        divider,
        ...minutesBlocks(sheet),
      ],
    },
  };
}
