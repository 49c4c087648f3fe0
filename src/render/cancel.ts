import type { Sheet } from '../domain/sheet.ts';
import { bullets, paragraph, type Block, type Rendered } from './document.ts';
import { nextCallBlocks, pageBlocks, signature } from './letter-parts.ts';
import { momentWords, reasonWords, startWords } from './phrases.ts';
import { prose, words } from './prose.ts';
import { subject } from './subjects.ts';

/** The meeting is off: why, what becomes of its items, and when the next one is. */
export function renderCancel(sheet: Sheet, _now: Temporal.Instant): Rendered {
  return {
    subject: subject(sheet, 'CANCELLED: '),
    document: {
      blocks: [
        paragraph(
          `The ${sheet.series.name} planned for `,
          startWords(sheet),
          ' does not take place.',
        ),
        ...reasonBlocks(sheet),
        ...itemBlocks(sheet),
        ...nextCallBlocks(sheet),
        ...pageBlocks(sheet, 'Its page'),
        signature(sheet),
      ],
    },
  };
}

function reasonBlocks({ meeting }: Sheet): Block[] {
  const reason = meeting.cancelReason?.trim();
  if (!reason) return [];
  const [first, ...rest] = prose(reasonWords(reason));
  return first?.kind === 'paragraph' ? [paragraph('The reason: ', ...first.children), ...rest] : [];
}

/** Standing items come of themselves and needn't be named. */
function itemBlocks(sheet: Sheet): Block[] {
  const waiting = sheet.items.filter(
    ({ status, standing }) => !standing && status !== 'declined' && status !== 'withdrawn',
  );
  if (waiting.length === 0) return [];
  const next = sheet.next
    ? ['the next call, on ', momentWords(sheet, sheet.next.startsAt, 'date'), ':']
    : ['the next call:'];
  return [
    paragraph('Nothing that was proposed is lost. On the agenda of ', ...next),
    bullets(...waiting.map(({ title }) => words(title))),
  ];
}
