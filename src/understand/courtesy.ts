import { requestIn } from './item-words.ts';
import { isClosing, isGreeting, isSmallTalk, withoutGreeting } from './small-talk.ts';

/** A name or two, a title, a place: what may stand under "Best regards,". */
const maxSignOffLines = 4;

/** The reply without "Hi all," at its top and "Thanks, Alice" at its end. */
export function withoutCourtesy(reply: string, authorName?: string): string {
  const lines = reply.split('\n');
  let from = 0;
  while (from < lines.length && (lines[from]!.trim() === '' || isGreeting(lines[from]!.trim())))
    from++;
  const kept = lines.slice(from, signOffStart(lines, from, authorName));
  if (kept[0] !== undefined) {
    const rest = withoutGreeting(kept[0]);
    if (rest !== kept[0]) kept[0] = rest;
  }
  return kept.join('\n');
}

function signOffStart(
  lines: readonly string[],
  from: number,
  authorName: string | undefined,
): number {
  let end = trimmedEnd(lines, lines.length, from);
  let short = 0;
  for (let line = end - 1; line >= from && short <= maxSignOffLines; line--) {
    const text = lines[line]!.trim();
    if (text === '') continue;
    if (isClosing(text)) return signOffStart(lines.slice(0, line), from, authorName);
    if (text.length > 60 || /^[-*•]\s|^\d+[.)]\s|[?:]$/u.test(text)) break;
    short++;
  }
  while (end > from && isOwnName(lines[end - 1]!, authorName))
    end = trimmedEnd(lines, end - 1, from);
  const last = lines[end - 1]?.trim() ?? '';
  if (
    end > from &&
    last.length < 60 &&
    !/^[-*•]|^\d/u.test(last) &&
    isSmallTalk(last) &&
    requestIn(last) === undefined
  )
    return trimmedEnd(lines, end - 1, from);
  return end;
}

function trimmedEnd(lines: readonly string[], end: number, from: number): number {
  let at = end;
  while (at > from && lines[at - 1]!.trim() === '') at--;
  return at;
}

/** The writer's name, one of its words or its initials, alone on a line. */
function isOwnName(line: string, authorName: string | undefined): boolean {
  const text = line
    .trim()
    .replace(/^[-–—~/\s]+|[.,!\s]+$/gu, '')
    .toLowerCase();
  if (authorName === undefined || text === '' || text.length > 60) return false;
  const words = authorName
    .toLowerCase()
    .split(/[\s,."']+/u)
    .filter((word) => word.length > 1);
  const initials = words.map((word) => word[0]).join('');
  return (
    text === initials ||
    text.split(/\s+/u).every((word) => words.includes(word.replace(/\.$/u, '')))
  );
}
