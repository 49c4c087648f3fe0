import type { Command } from '../domain/command.ts';
import type { Sheet } from '../domain/sheet.ts';
import { cleanLine, cleanLines, subjectLine } from './clean-text.ts';
import { commandLines } from './command-lines.ts';
import { code, paragraph, type Block, type Inline, type Rendered } from './document.ts';
import { pageBlocks } from './letter-parts.ts';

/** What a chair is told of a message that waits for them. */
export interface HeldNotice {
  /** Absent where a stranger's words would be shown to everyone. */
  message?: { from: string; subject: string; words: string };
  why: string;
  pending: readonly Command[];
}

const shownChars = 1_500;

/** For a chair's mailbox: all of it, and how to answer. */
export function renderHeldMail(sheet: Sheet, notice: HeldNotice): Rendered {
  const from = cleanLine(notice.message?.from ?? 'someone');
  return {
    subject: subjectLine(`${sheet.series.name}: a message from ${from} waits for you`),
    document: {
      blocks: [
        ...noticeBlocks(notice),
        howToAnswer(notice.pending.length > 0),
        ...pageBlocks(sheet, 'The agenda as it stands'),
      ],
    },
  };
}

/** For the channel, above the buttons. */
export function renderHeldPost(_sheet: Sheet, notice: HeldNotice): Rendered {
  const title = 'A message waits for the chair';
  return { subject: title, document: { blocks: noticeBlocks(notice) } };
}

function noticeBlocks({ message, why, pending }: HeldNotice): Block[] {
  if (!message)
    return [
      paragraph(`A message by someone unknown is held: ${why}.`),
      paragraph('Its words are not shown here. “Edit” shows them to the chair alone.'),
    ];
  const subject = subjectLine(message.subject, 150);
  const lines = pendingLines(pending);
  return [
    paragraph(`${cleanLine(message.from)} wrote “${subject}”. It is held: ${why}.`),
    ...(message.words.trim() === lines.trim() ? [] : block(message.words)),
    ...(pending.length === 0
      ? [paragraph('Nothing could be made of it.')]
      : [paragraph('It would do this:'), ...block(lines)]),
  ];
}

function block(text: string): Block[] {
  const lines = cleanLines(text).trim();
  return lines === '' ? [] : [{ kind: 'code', text: [...lines].slice(0, shownChars).join('') }];
}

export function howToAnswer(canAccept: boolean): Block {
  const accept: Inline[] = canAccept ? [code('accept'), ' to have it done, '] : [];
  return paragraph(
    'Reply with ',
    ...accept,
    code('dismiss'),
    ' to leave it, or with the items as they should be, each on a line that begins with a dash.',
  );
}

/** What a held message would do, as lines that can be edited. */
export function pendingLines(pending: readonly Command[]): string {
  return pending.flatMap(commandLines).join('\n');
}

/** What is done with a held message by a button or its form; `held/accept?held=ID` in a component's custom_id. */
export type HeldAction = 'accept' | 'edit' | 'dismiss';

const actionRow = 1;
const button = 2;
const styles = { blue: 1, grey: 2, green: 3 } as const;

/** The buttons under the post, as Discord's API takes them. */
export function heldButtons(held: string, { canAccept }: { canAccept: boolean }): object[] {
  const one = (action: HeldAction, label: string, style: number) => ({
    type: button,
    style,
    label,
    custom_id: `held/${action}?held=${held}`,
  });
  return [
    {
      type: actionRow,
      components: [
        ...(canAccept ? [one('accept', 'Accept', styles.green)] : []),
        one('edit', 'Edit', styles.blue),
        one('dismiss', 'Dismiss', styles.grey),
      ],
    },
  ];
}
