import { isOnAgenda } from '../domain/item.ts';
import type { Sheet } from '../domain/sheet.ts';
import { agendaBlocks } from './agenda-blocks.ts';
import { confirmationBlocks } from './confirmation-words.ts';
import { heading, paragraph, type Block, type Rendered } from './document.ts';
import {
  howToAdd,
  lastMinutesBlocks,
  rolesBlocks,
  openActionBlocks,
  pageBlocks,
  signature,
} from './letter-parts.ts';
import { startWords } from './phrases.ts';
import { callSubject, subject } from './subjects.ts';
import { clockChangeBlocks, holidayBlocks, whenTable } from './when.ts';

/** The call for agenda: when the meeting is, what is on its agenda already, and how to add to it. */
export function renderCall(sheet: Sheet, now: Temporal.Instant): Rendered {
  const { series, meeting } = sheet;
  return {
    subject: callSubject(sheet),
    headline: subject(sheet, '', ': what should we talk about?'),
    document: {
      blocks: [
        paragraph(
          `The next ${series.name} is on `,
          startWords(sheet),
          `, for ${meeting.durationMinutes} minutes. What should we talk about?`,
        ),
        whenTable(sheet),
        ...clockChangeBlocks(sheet),
        ...holidayBlocks(sheet),
        ...callBlocks(sheet, now),
        signature(sheet),
      ],
    },
  };
}

/** Who leads, how to add items, what there is already, and when it is decided. */
export function callBlocks(sheet: Sheet, now: Temporal.Instant): Block[] {
  return [
    ...rolesBlocks(sheet),
    heading(2, 'Add to the agenda'),
    howToAdd(sheet),
    ...soFar(sheet),
    ...openActionBlocks(sheet, now),
    ...lastMinutesBlocks(sheet),
    ...pageBlocks(sheet, 'The agenda as it grows'),
    ...confirmationBlocks(sheet, now),
  ];
}

function soFar(sheet: Sheet): Block[] {
  if (!sheet.items.some(isOnAgenda)) return [paragraph('There is nothing on the agenda yet.')];
  return [heading(2, 'On the agenda so far'), ...agendaBlocks(sheet)];
}
