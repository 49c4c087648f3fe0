import type { PlainCommand } from '../domain/command.ts';
import { commandsIn } from './command-reading.ts';
import { looksLikeCommand, mayBeCommand } from './command-words.ts';
import { linesOfCommand, wantsMore } from './command-wrap.ts';

export interface CommandsReading {
  commands: PlainCommand[];
  /** Lines that look like a command and are none. */
  unknownLines: string[];
  /** The reply without the lines above. */
  rest: string;
}

const maxLines = 2000;
const maxLineChars = 600;

/**
 * Reads the lines that are commands, one a line or as far as a mail program wrapped it: forgiving in form, and nothing is taken for a command that does not match
 * whole, or that is a line of a sentence, of an item's details, or of code.
 */
export function readCommands(reply: string): CommandsReading {
  const reading: CommandsReading = { commands: [], unknownLines: [], rest: reply };
  const lines = reply.split('\n');
  if (lines.length > maxLines) return reading;
  const rest: string[] = [];
  const place = { isFenced: false, inItem: false, isUnfinished: false };
  for (let index = 0, taken = 1; index < lines.length; index += taken) {
    const first = lines[index]!;
    if (/^\s*(?:```|~~~)/u.test(first)) place.isFenced = !place.isFenced;
    const isBelowItem = place.inItem && /^(?:\s{2}|\t)/u.test(first);
    const isOpen =
      !place.isFenced && !isBelowItem && first.length <= maxLineChars && mayBeCommand(first);
    const isInSentence = place.isUnfinished && /^\s*\p{Ll}/u.test(first);
    taken = isOpen && !isInSentence ? linesOfCommand(lines, index) : 1;
    const line = taken === 1 ? first : joined(lines.slice(index, index + taken));
    const found = isOpen && line.length <= maxLineChars ? commandsIn(line) : undefined;
    const commands = isInSentence ? undefined : found;
    const alone = isBlank(lines[index - 1]) && isBlank(lines[index + taken]);
    const isUnknown =
      isOpen &&
      !commands &&
      (taken > 1 || found?.some(isGrave) || looksLikeCommand(line.trim(), { alone }));
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

/** What names a number or a call is reported where it is not done; a lone word of a sentence is just that. */
function isGrave(command: PlainCommand): boolean {
  return 'item' in command || command.name === 'cancel' || command.name === 'reschedule';
}

/** A line that its next one goes on with: filled up, or ending in a word that wants another. */
function isUnfinished(line: string): boolean {
  const text = line.trim();
  if (hasEnded(text) || /^(?:[-*•+–]|\d{1,2}[.)])\s/u.test(text)) return false;
  return text.length >= 50 || wantsMore(text);
}

function hasEnded(line: string): boolean {
  return /(?:^|[.!?:;,)\]>…])\s*$/u.test(line);
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === '';
}

function joined(lines: readonly string[]): string {
  return lines.map((line) => line.trim()).join(' ');
}
