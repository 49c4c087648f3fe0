import { boundSpace } from './discord-inline.ts';

/** What is kept together as long as it fits. `tight`: follows what stands before it without an empty line. */
export type Piece =
  | { kind: 'lines'; lines: string[]; tight?: boolean }
  | { kind: 'code'; lines: string[]; before?: string[]; tight?: boolean };

/** Packs pieces into parts of at most `limit` characters. */
export function packPieces(pieces: readonly Piece[], limit: number): string[] {
  const parts: string[] = [];
  for (const piece of pieces) {
    for (const text of cutPiece(piece, limit)) {
      if (text.trim() === '') continue;
      const last = parts.at(-1);
      const gap = piece.tight ? '\n' : '\n\n';
      if (last !== undefined && last.length + gap.length + text.length <= limit)
        parts[parts.length - 1] = `${last}${gap}${text}`;
      else parts.push(text);
    }
  }
  return parts.map((part) => part.replaceAll(boundSpace, ' '));
}

/** The piece's text, in more than one part only if it can't be one. */
function cutPiece(piece: Piece, limit: number): string[] {
  switch (piece.kind) {
    case 'lines':
      return joinUpTo(
        piece.lines.flatMap((line) => cutLine(line, limit)),
        limit,
      );
    case 'code':
      return cutCode(piece, limit);
  }
}

/** Each part of a long code block is one by itself. */
function cutCode(
  { lines, before = [] }: Extract<Piece, { kind: 'code' }>,
  limit: number,
): string[] {
  const heading = before.length > 0 ? `${before.join('\n')}\n` : '';
  const room = limit - heading.length - '```\n\n```'.length;
  return joinUpTo(
    lines.flatMap((line) => cutWord(line, room)),
    room,
  ).map((text, index) => `${index === 0 ? heading : ''}\`\`\`\n${text}\n\`\`\``);
}

/** A line too long for a part is cut at its spaces, but not at those within a link or an emphasis. */
function cutLine(line: string, limit: number): string[] {
  if (line.length <= limit) return [line];
  const words = line.split(' ').flatMap((word) => cutWord(word, limit));
  return joinUpTo(words, limit, ' ');
}

/** A word too long for a part is cut between two letters: neither after an escaping backslash nor within a surrogate pair. */
function cutWord(word: string, limit: number): string[] {
  const parts: string[] = [];
  let start = 0;
  while (word.length - start > limit) {
    let end = start + limit;
    if (/[\ud800-\udbff]/.test(word.charAt(end - 1))) end -= 1;
    if (trailingBackslashes(word, end) % 2 === 1) end -= 1;
    parts.push(word.slice(start, end));
    start = end;
  }
  return [...parts, word.slice(start)];
}

function trailingBackslashes(text: string, end: number): number {
  let start = end;
  while (text.charAt(start - 1) === '\\') start -= 1;
  return end - start;
}

function joinUpTo(texts: readonly string[], limit: number, gap = '\n'): string[] {
  const parts: string[] = [];
  for (const text of texts) {
    const last = parts.at(-1);
    if (last !== undefined && last.length + gap.length + text.length <= limit)
      parts[parts.length - 1] = `${last}${gap}${text}`;
    else parts.push(text);
  }
  return parts;
}
