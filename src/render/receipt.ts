import type { Command } from '../domain/command.ts';
import type { Item } from '../domain/item.ts';
import { howToProve } from '../domain/proof.ts';
import type { Sheet } from '../domain/sheet.ts';
import { agendaBlocks, itemFacts } from './agenda-blocks.ts';
import { cleanLines, subjectLine } from './clean-text.ts';
import { commandLines } from './command-lines.ts';
import { bullets, code, heading, paragraph, strong } from './document.ts';
import type { Block, Inline, ListItem, Rendered } from './document.ts';
import { pageBlocks } from './letter-parts.ts';
import { howToAnswer } from './held.ts';
import { helpBlocks } from './mail-help.ts';
import { momentWords, startWords } from './phrases.ts';
import { words } from './prose.ts';

/** What became of one message, for its writer alone. */
export interface Receipt {
  /** The subject of their message. */
  subject: string;
  /** Items that it put on the agenda. */
  added: readonly Item[];
  /** What else was done. */
  done: readonly Command[];
  refused: readonly Reported[];
  /** Kept until the chair has looked at it. */
  waiting: readonly Reported[];
  /** Lines that look like a command and are none. */
  unknown: readonly string[];
  /** Sentences beside what was asked, on no agenda. */
  remarks: readonly string[];
  /** Why the whole message waits for the chair. */
  heldWhy?: string;
  /** It answers the question about a held message, and doesn't say what to do with it. */
  unanswered?: boolean;
  /** Nothing shows that its writer is who gets this: then no words of it are sent on. */
  isUnproven?: boolean;
}

export interface Reported {
  command: Command;
  why: string;
}

/** The answer to a message. Without a sheet it is not known which meeting the message is about. */
export function renderReceipt(receipt: Receipt, sheet?: Sheet): Rendered {
  const asks = (name: Command['name']) => receipt.done.some((command) => command.name === name);
  return {
    subject: answerSubject(receipt.subject),
    document: {
      blocks: [
        ...heldBlocks(receipt),
        ...unansweredBlocks(receipt),
        ...(sheet ? addedBlocks(receipt, sheet) : []),
        ...(sheet ? doneBlocks(receipt, sheet) : []),
        ...(receipt.isUnproven === true
          ? withheldBlocks(receipt)
          : [
              ...reportedBlocks('Not done:', receipt.refused),
              ...reportedBlocks('Waiting for the chair:', receipt.waiting),
              ...unknownBlocks(receipt),
              ...remarkBlocks(receipt),
            ]),
        ...(sheet && (asks('list') || asks('next')) ? listBlocks(sheet) : []),
        ...(sheet && asks('help') ? helpBlocks(sheet) : []),
        ...(asks('help') ? [] : changeBlocks(receipt)),
        ...(sheet ? pageBlocks(sheet, 'The agenda as it grows') : []),
        closing(asks('stop')),
      ],
    },
  };
}

/** Mail programs keep a thread together by its subject as well. */
function answerSubject(subject: string): string {
  const line = subjectLine(subject, 180);
  if (line === '') return 'Re: (no subject)';
  return /^re:/iu.test(line) ? line : `Re: ${line}`;
}

function heldBlocks({ heldWhy, isUnproven }: Receipt): Block[] {
  if (heldWhy === undefined || isUnproven === true) return [];
  return [paragraph(`Your message waits until the chair has looked at it: ${heldWhy}.`)];
}

/** The same without a word of the message: whoever wrote it may have named somebody else as its sender. */
function withheldBlocks({ heldWhy, refused, waiting, unknown }: Receipt): Block[] {
  const counts = [
    ...(refused.length === 0 ? [] : [`not done: ${refused.length}`]),
    ...(waiting.length === 0 ? [] : [`waiting for the chair: ${waiting.length}`]),
    ...(unknown.length === 0 ? [] : [`not understood: ${unknown.length}`]),
  ];
  if (counts.length === 0 && heldWhy === undefined) return [];
  return [
    ...(heldWhy === undefined
      ? []
      : [paragraph('Your message waits until the chair has looked at it.')]),
    ...(counts.length === 0 ? [] : [paragraph(`Of what it asks for: ${counts.join(', ')}.`)]),
    paragraph(`${howToProve('propose')} Until then its words are not repeated here.`),
  ];
}

function unansweredBlocks({ unanswered }: Receipt): Block[] {
  if (unanswered !== true) return [];
  return [
    paragraph('It is not clear what to do with the message that waits, so it still waits.'),
    howToAnswer(true),
  ];
}

function addedBlocks({ added }: Receipt, sheet: Sheet): Block[] {
  if (added.length === 0) return [];
  const items = added.map((item): ListItem => ({
    number: item.number,
    blocks: [paragraph(strong(...words(item.title)), ...itemFacts(item))],
  }));
  return [
    paragraph(`Now on the agenda of the ${sheet.series.name} of `, startWords(sheet), ':'),
    { kind: 'list', items },
  ];
}

function doneBlocks({ done }: Receipt, sheet: Sheet): Block[] {
  const lines = done.flatMap((command) => doneWords(command, sheet) ?? []);
  return lines.length === 0 ? [] : [paragraph('Done:'), bullets(...lines)];
}

/** What a command has done, as the agenda stands now. Nothing for what is shown in full. */
function doneWords(command: Command, sheet: Sheet): Inline[][] | undefined {
  switch (command.name) {
    case 'add':
    case 'list':
    case 'next':
    case 'help':
      return undefined;
    case 'edit':
      return [['Changed: ', ...itemWords(sheet, command.item)]];
    case 'withdraw':
      return [[...itemWords(sheet, command.item), ' is off the agenda. ', ...undo(command.item)]];
    case 'restore':
      return command.item === undefined
        ? [['The call is on again. Everyone who heard of it is told.']]
        : [[...itemWords(sheet, command.item), ' is on the agenda again.']];
    case 'move':
      return [[...itemWords(sheet, command.item), ` is now in place ${command.to}.`]];
    case 'defer':
      return [
        [
          ...itemWords(sheet, command.item),
          ' goes to ',
          ...nextWords(sheet),
          '. ',
          ...undo(command.item),
        ],
      ];
    case 'accept':
      return [[...itemWords(sheet, command.item), ' is accepted.']];
    case 'decline':
      return [[...itemWords(sheet, command.item), ' is declined. ', ...undo(command.item)]];
    case 'confirm':
      return [['The call is confirmed: ', startWords(sheet), '.']];
    case 'cancel':
      return [
        [
          'The call is cancelled. Everyone who heard of it is told. To undo this: ',
          code('restore the call'),
        ],
      ];
    case 'reschedule':
      return [['The call is moved to ', startWords(sheet), '. Everyone who heard of it is told.']];
    case 'regrets':
      return [[`Regrets: ${namesOf(command.people)}.`]];
    case 'present':
      return [[`Present: ${namesOf(command.people)}.`]];
    case 'coming':
      return [[`Coming: ${namesOf(command.people)}.`]];
    case 'stop':
      return [
        [
          'This was the last mail to you alone. What goes to the list is the list’s. To undo this: ',
          code('resume'),
        ],
      ];
    case 'resume':
      return [['You get personal mail again.']];
    case 'settle':
      return [
        [command.how === 'accept' ? 'The message is accepted.' : 'The message is dismissed.'],
      ];
    default:
      return [[`${command.name} is done.`]];
  }
}

/** The way back, where something is gone. */
function undo(number: number): Inline[] {
  return ['To undo this: ', code(`restore ${number}`)];
}

function itemWords(sheet: Sheet, number: number): Inline[] {
  const item = sheet.items.find((candidate) => candidate.number === number);
  if (!item) return [`#${number}`];
  return [`#${number} `, strong(...words(item.title)), ...itemFacts(item)];
}

function nextWords(sheet: Sheet): Inline[] {
  return sheet.next
    ? ['the next call, on ', momentWords(sheet, sheet.next.startsAt)]
    : ['the next call'];
}

function namesOf(people: readonly string[]): string {
  return people.length === 0 ? 'you' : people.join(', ');
}

function reportedBlocks(title: string, reported: readonly Reported[]): Block[] {
  if (reported.length === 0) return [];
  const items = reported.map(({ command, why }): ListItem => {
    const lines = commandLines(command).join('\n').split('\n').slice(0, 12);
    return { blocks: [{ kind: 'code', text: lines.join('\n').slice(0, 1_500) }, paragraph(why)] };
  });
  return [paragraph(title), { kind: 'list', items }];
}

function unknownBlocks({ unknown }: Receipt): Block[] {
  if (unknown.length === 0) return [];
  return [
    paragraph('Not understood, and nothing done about it:'),
    bullets(
      ...unknown.slice(0, 20).map((line): Inline[] => [code(cleanLines(line).slice(0, 200))]),
    ),
  ];
}

function remarkBlocks({ remarks }: Receipt): Block[] {
  if (remarks.length === 0) return [];
  const shown = remarks
    .slice(0, maxRemarks)
    .map((line): Inline[] => [code(cleanLines(line).replaceAll('\n', ' ').slice(0, 200))]);
  const more = remarks.length - shown.length;
  return [
    paragraph('Read, and not put on the agenda:'),
    bullets(...shown, ...(more > 0 ? [[`and ${more} more`]] : [])),
  ];
}

const maxRemarks = 5;

function listBlocks(sheet: Sheet): Block[] {
  return [
    heading(2, 'Agenda'),
    paragraph(`The ${sheet.series.name} is on `, startWords(sheet), '.'),
    ...agendaBlocks(sheet),
  ];
}

/** How to go on, with lines that fit what was said. */
function changeBlocks({ added, waiting, unknown, heldWhy, refused }: Receipt): Block[] {
  const [first] = added;
  if (first) {
    const { number } = first;
    return [
      paragraph(
        'To change it, reply with a line such as ',
        code(`edit ${number}: another title`),
        ', ',
        code(`10 min for ${number}`),
        ' or ',
        code(`withdraw ${number}`),
        '. ',
        code('help'),
        ' shows all there is.',
      ),
    ];
  }
  if (waiting.length + unknown.length + refused.length === 0 && heldWhy === undefined) return [];
  return [
    paragraph(
      'An item for the agenda is a line that begins with a dash, as in ',
      code('- Release plan (10 min)'),
      '. ',
      code('help'),
      ' shows all that can be written.',
    ),
  ];
}

function closing(isLast: boolean): Block {
  return paragraph(
    isLast
      ? 'Convoke, by itself.'
      : 'Convoke wrote this by itself, to you alone. Reply with "stop" and it writes no more of them.',
  );
}
