import type { Sheet } from '../domain/sheet.ts';
import { code, heading, paragraph, type Block, type Inline } from './document.ts';

/** A line that can be written by mail, and what it does. */
export interface MailLine {
  line: string;
  does: string;
}

/** For everyone; the first group is about items, one's own or, for the chair, anyone's. */
export const itemLines: readonly MailLine[] = [
  { line: '- Release plan (10 min, lead: Ann)', does: 'puts an item on the agenda' },
  { line: 'edit 2: A better title', does: 'gives item 2 another title' },
  { line: 'details 2: what it is about', does: 'says more about it' },
  { line: '10 min for 2', does: 'gives it a time box' },
  { line: 'lead 2: Ann', does: 'says who leads it' },
  { line: 'move 3 to 1', does: 'gives it another place; its number stays' },
  { line: 'withdraw 2', does: 'takes it off the agenda' },
  { line: 'defer 2', does: 'moves it to the next call' },
  {
    line: 'restore 2',
    does: 'takes back that it was withdrawn, deferred or, by the chair, declined',
  },
];

export const personLines: readonly MailLine[] = [
  { line: 'coming', does: 'says that you mean to come' },
  { line: 'regrets', does: 'says that you can’t' },
  { line: 'present', does: 'says that you are, or were, there' },
  { line: 'zone Europe/Berlin', does: 'says by which clock you live' },
  { line: 'list', does: 'shows the agenda' },
  { line: 'help', does: 'shows this' },
  { line: 'stop', does: 'ends personal mail to you; the list’s mail is the list’s' },
  { line: 'resume', does: 'takes that back' },
];

export const chairLines: readonly MailLine[] = [
  { line: 'accept 2', does: 'takes an item onto the agenda' },
  { line: 'decline 2: settled on the list', does: 'refuses it' },
  { line: 'confirm', does: 'confirms the call before its time' },
  { line: 'cancel the call: too many are away', does: 'calls it off, everywhere' },
  { line: 'move the call to 2026-06-30 16:00', does: 'moves it, in the zone of the series' },
  { line: 'skip 2026-07-07: holidays', does: 'leaves out a date; without one, the next' },
  { line: 'restore the call', does: 'takes up the next one that was cancelled or skipped' },
  { line: 'pass my turn', does: 'leaves the chair to whoever is next in line; or: as scribe' },
  { line: 'swap turns with Ann', does: 'takes Ann’s turn as chair, for yours; or: as scribe' },
];

/** How to take part, by every way there is. */
export function helpBlocks(sheet: Sheet): Block[] {
  const byMail: Block[] = [
    paragraph('Write any of these in a reply, each on a line of its own.'),
    lineTable(itemLines),
    lineTable(personLines),
    paragraph('The chair may also write:'),
    lineTable(chairLines),
    paragraph(
      'You may change your own items, the chair all of them. The chair’s words count only from an address that is proven: ' +
        'in a reply to mail that went to the chair alone, or with a DKIM signature.',
    ),
  ];
  return [
    ...(sheet.replyTo === undefined ? [] : [heading(2, 'By mail'), ...byMail]),
    ...(sheet.hasChannel
      ? [
          heading(2, 'On Discord'),
          paragraph(
            ...inOrder(['/agenda add', '/agenda list', '/agenda edit', '/agenda withdraw']),
            ', and the others that begin with ',
            code('/agenda'),
            ' and ',
            code('/meeting'),
            '. ',
            code('/me link'),
            ' joins your mail address and your account.',
          ),
        ]
      : []),
  ];
}

function lineTable(lines: readonly MailLine[]): Block {
  return {
    kind: 'table',
    rows: lines.map(({ line, does }) => ({ term: [code(line)], value: [does] })),
  };
}

function inOrder(commands: readonly string[]): Inline[] {
  return commands.flatMap((command, index) =>
    index === 0 ? [code(command)] : [', ', code(command)],
  );
}
