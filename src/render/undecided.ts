import type { Sheet } from '../domain/sheet.ts';
import { bullets, code, paragraph, type Block, type Inline, type Rendered } from './document.ts';
import { howToAdd, pageBlocks, signature } from './letter-parts.ts';
import { momentWords, reasonWords, startWords } from './phrases.ts';
import { replySubject, subject } from './subjects.ts';

export interface Undecided {
  lacking: string;
  until: Temporal.Instant;
  /** What the chair's silence means then. */
  otherwise: 'confirm' | 'cancel';
}

/** Whether the meeting takes place is not known yet: why, until when, and what can be done about it. */
export function renderUndecided(sheet: Sheet, question: Undecided): Rendered {
  return {
    subject: replySubject(sheet),
    headline: subject(sheet, 'Not decided yet: '),
    document: {
      blocks: [
        paragraph(
          `Whether the ${sheet.series.name} on `,
          startWords(sheet),
          ` takes place is not decided yet: ${reasonWords(question.lacking)}`,
        ),
        paragraph(
          'It is decided on ',
          momentWords(sheet, question.until),
          ` at the latest. ${silenceWords(question)}`,
        ),
        howToAdd(sheet),
        ...pageBlocks(sheet, 'The agenda as it grows'),
        signature(sheet),
      ],
    },
  };
}

/** The same for the chair, with how to answer. */
export function renderQuestion(sheet: Sheet, question: Undecided): Rendered {
  return {
    subject: subject(sheet, 'Does it take place? '),
    document: {
      blocks: [
        paragraph(
          `Does the ${sheet.series.name} on `,
          startWords(sheet),
          ` take place? ${reasonWords(sentence(question.lacking))}`,
        ),
        ...answers(sheet),
        paragraph('Until ', momentWords(sheet, question.until), `. ${silenceWords(question)}`),
      ],
    },
  };
}

function silenceWords({ otherwise }: Undecided): string {
  return otherwise === 'confirm'
    ? 'If the chair says nothing until then, it takes place.'
    : 'If the chair says nothing and nothing changes until then, it is called off.';
}

function answers({ hasChannel, replyTo }: Sheet): Block[] {
  const ways: Inline[][] = [
    ...(hasChannel
      ? [['On Discord: ', code('/meeting confirm'), ' or ', code('/meeting cancel'), '.']]
      : []),
    ...(replyTo === undefined
      ? []
      : [['By a reply: ', code('confirm'), ' or ', code('cancel the call: why'), '.']]),
  ];
  return ways.length === 0 ? [] : [bullets(...ways)];
}

function sentence(clause: string): string {
  return clause.charAt(0).toUpperCase() + clause.slice(1);
}
