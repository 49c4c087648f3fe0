import type { PlainCommand } from '../domain/command.ts';
import { callForms } from './call-forms.ts';
import { itemForms } from './command-forms.ts';
import { bareLine, unmarked } from './command-line.ts';
import { looksLikeCommand, mayBeCommand } from './command-words.ts';

export interface CommandsReading {
  commands: PlainCommand[];
  /** Lines that look like a command and are none. */
  unknownLines: string[];
  /** The reply without the lines above. */
  rest: string;
}

const maxLines = 2000;
const maxLineChars = 600;

/** Every form of every command, each for a whole line. */
const forms = [...itemForms, ...callForms];

/**
 * Reads the lines that are commands, one a line: forgiving in form, and nothing is taken for a command that does not match
 * whole, or that is a line of a sentence, of an item's details, or of code.
 */
export function readCommands(reply: string): CommandsReading {
  const reading: CommandsReading = { commands: [], unknownLines: [], rest: reply };
  const lines = reply.split('\n');
  if (lines.length > maxLines) return reading;
  const rest: string[] = [];
  const place = { isFenced: false, inItem: false, isUnfinished: false };
  for (const [index, line] of lines.entries()) {
    if (/^\s*(?:```|~~~)/u.test(line)) place.isFenced = !place.isFenced;
    const isBelowItem = place.inItem && /^(?:\s{2}|\t)/u.test(line);
    const isOpen =
      !place.isFenced && !isBelowItem && line.length <= maxLineChars && mayBeCommand(line);
    const found = isOpen ? commandsIn(line) : undefined;
    const isInSentence = place.isUnfinished && /^\s*\p{Ll}/u.test(line);
    const commands = isInSentence ? undefined : found;
    const alone = isBlank(lines[index - 1]) && isBlank(lines[index + 1]);
    const isUnknown =
      isOpen && !commands && (found?.some(isGrave) || looksLikeCommand(line.trim(), { alone }));
    if (commands) reading.commands.push(...commands);
    else if (isUnknown) reading.unknownLines.push(line.trim());
    else rest.push(line);
    const isProse = !commands && !isUnknown;
    place.isUnfinished = isProse && (isUnfinished(line) || (isInSentence && !hasEnded(line)));
    if (isProse && /^\s{0,3}(?:[-*•+–]|\d{1,2}[.)])\s/u.test(line)) place.inItem = true;
    else if (line.trim() !== '' && !isBelowItem) place.inItem = false;
  }
  reading.rest = rest.join('\n');
  return reading;
}

function commandsIn(line: string): PlainCommand[] | undefined {
  const [bare, whole] = [bareLine(line), unmarked(line)];
  // Details are sentences: their last full stop is theirs.
  for (const text of new Set(/^details?\b/iu.test(whole) ? [whole, bare] : [bare, whole])) {
    if (text === '') continue;
    for (const [pattern, read] of forms) {
      const match = pattern.exec(text);
      const commands = match ? read(match) : undefined;
      if (commands) return commands;
    }
  }
  return undefined;
}

/** What names a number or a call is reported where it is not done; a lone word of a sentence is just that. */
function isGrave(command: PlainCommand): boolean {
  return 'item' in command || command.name === 'cancel' || command.name === 'reschedule';
}

/** A line that its next one goes on with: filled up, or ending in a word that wants another. */
function isUnfinished(line: string): boolean {
  const text = line.trim();
  if (hasEnded(text) || /^(?:[-*•+–]|\d{1,2}[.)])\s/u.test(text)) return false;
  return (
    text.length >= 50 ||
    /\b(?:to|should|shall|must|would|could|can|can't|will|please|we|you|they|and|or|not|the|a|if|that|then|let's|never)$/iu.test(
      text,
    )
  );
}

function hasEnded(line: string): boolean {
  return /(?:^|[.!?:;,)\]>…])\s*$/u.test(line);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}
