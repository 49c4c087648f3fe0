import type { PlainCommand } from '../domain/command.ts';
import { commandsIn } from './command-reading.ts';
import { looksLikeCommand, mayBeCommand } from './command-words.ts';
import { isSmallTalk } from './small-talk.ts';

/** Mail programs wrap at 65 to 80 characters; no line they wrapped is shorter than this, but for a long word. */
const minWrappedChars = 60;

const wantsAnother =
  /\b(?:to|by|of|with|from|because|since|but|should|shall|must|would|could|can|can't|will|please|we|you|they|and|or|not|the|a|if|that|then|let's|never)$/iu;

/** How many lines the command takes that begins at this one: a mail program may have wrapped it. */
export function linesOfCommand(lines: readonly string[], from: number): number {
  const first = lines[from]!;
  const commands = commandsIn(first);
  if (!commands && !looksLikeCommand(first.trim(), { alone: false })) return 1;
  const standsAlone = commands?.every(isWhole) ?? false;
  let next = from + 1;
  while (next < lines.length && goesOn(lines[next - 1]!.trim(), lines[next]!, standsAlone)) next++;
  return next - from;
}

/** A line that its next one goes on with: it ends in a word that wants another. */
export function wantsMore(text: string): boolean {
  return wantsAnother.test(text);
}

/** What people say something beside: "regrets", and below it "back on Tuesday". */
function isWhole(command: PlainCommand): boolean {
  return 'people' in command || ['stop', 'resume', 'help', 'list', 'next'].includes(command.name);
}

function goesOn(line: string, next: string, standsAlone: boolean): boolean {
  if (/[.!?…]["'”)\]]*$/u.test(line) || isOther(next)) return false;
  const isLower = /^\s*\p{Ll}/u.test(next);
  const isCommand =
    mayBeCommand(next) && (commandsIn(next) ?? looksLikeCommand(next.trim(), { alone: false }));
  // "… that we should" and "stop": the word ends the sentence.
  if (wantsMore(line)) return !isCommand || isLower;
  if (isCommand) return false;
  if (line.length >= minWrappedChars) return true;
  return !standsAlone && (isLower || (line.endsWith(',') && /^\s*#?\d/u.test(next)));
}

/** A blank line, a list's, a quote's, a fence, thanks, or an item that says so: "add: …", "agenda+ …", "… (10 min)". */
function isOther(line: string): boolean {
  if (/^\s*\p{L}+(?: \p{L}+)?\s?[:+]\s/u.test(line) || /\(\d+ ?m\w*\)\s*$/u.test(line)) return true;
  return /^\s*(?:$|>|```|~~~|(?:[-*•+–]|\d{1,2}[.)])\s)/u.test(line) || isSmallTalk(line);
}
