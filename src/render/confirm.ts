import type { Sheet } from '../domain/sheet.ts';
import { agendaBlocks } from './agenda-blocks.ts';
import { code, heading, paragraph, type Block, type Inline, type Rendered } from './document.ts';
import { openActionBlocks, pageBlocks, rolesBlocks, signature } from './letter-parts.ts';
import { startWords } from './phrases.ts';
import { replySubject, subject } from './subjects.ts';
import { whenTable } from './when.ts';

/** The meeting is on, and this is its agenda. */
export function renderConfirm(sheet: Sheet, now: Temporal.Instant): Rendered {
  return {
    subject: replySubject(sheet),
    headline: subject(sheet, 'Confirmed: '),
    document: {
      blocks: [
        paragraph(`The ${sheet.series.name} is on: `, startWords(sheet), '.'),
        whenTable(sheet),
        ...confirmBlocks(sheet, now),
        signature(sheet),
      ],
    },
  };
}

/** Who leads, what is on the agenda, and what can still be done. */
export function confirmBlocks(sheet: Sheet, now: Temporal.Instant): Block[] {
  return [
    ...rolesBlocks(sheet),
    heading(2, 'Agenda'),
    ...agendaBlocks(sheet),
    ...openActionBlocks(sheet, now),
    ...lateWords(sheet),
    ...pageBlocks(sheet, 'The agenda and, later, the minutes'),
  ];
}

/** What can still be done, by every way this series has. */
function lateWords({ replyTo, hasChannel }: Sheet): Block[] {
  const add: Inline[] = [
    ...(replyTo === undefined ? [] : ['by a reply']),
    ...(replyTo !== undefined && hasChannel ? [' or '] : []),
    ...(hasChannel ? ['with ', code('/agenda add')] : []),
  ];
  if (add.length === 0) return [];
  const regrets: Inline[] =
    replyTo === undefined ? [] : [" If you can't come, reply with ", code('regrets'), '.'];
  return [paragraph('Items are still welcome, ', ...add, '; they are marked as late.', ...regrets)];
}
