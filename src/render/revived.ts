import type { Sheet } from '../domain/sheet.ts';
import { paragraph, strong, type Rendered } from './document.ts';
import { howToAdd, pageBlocks, signature } from './letter-parts.ts';
import { startWords } from './phrases.ts';
import { subject } from './subjects.ts';
import { whenTable } from './when.ts';

/** A meeting that was called off takes place after all. */
export function renderRevived(sheet: Sheet, _now: Temporal.Instant): Rendered {
  return {
    subject: subject(sheet, 'ON AGAIN: '),
    document: {
      blocks: [
        paragraph(
          `The ${sheet.series.name} that was called off takes place after all, on `,
          strong(startWords(sheet)),
          '.',
        ),
        whenTable(sheet),
        paragraph('Items that moved to the next call in the meantime stay there; add yours anew.'),
        howToAdd(sheet),
        ...pageBlocks(sheet, 'The agenda as it grows'),
        signature(sheet),
      ],
    },
  };
}
