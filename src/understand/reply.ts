import type { Segment } from './reading.ts';

/** The person's own words: the reply segments, with a blank line after each that had one. */
export function replyOf(segments: readonly Segment[]): string {
  let reply = '';
  let blankAfter = false;
  for (const { text } of segments.filter(isOwn)) {
    reply += reply === '' ? '' : blankAfter ? '\n\n' : '\n';
    reply += trimLines(text);
    blankAfter = endsBlank(text);
  }
  return reply;
}

/** The same with each stretch a paragraph of its own: what stood around a quote was never one sentence. */
export function ownWordsOf(segments: readonly Segment[]): string {
  return segments
    .filter(isOwn)
    .map(({ text }) => trimLines(text))
    .join('\n\n');
}

/**
 * In a discussion that answers line by line an answer says nothing without the line that it answers: where the person wrote
 * between two quotes, the quotes down to the last of their words stay. Elsewhere the same as `replyOf`.
 */
export function discussionOf(segments: readonly Segment[]): string {
  if (!isInterleaved(segments)) return replyOf(segments);
  const lastOwn = segments.findLastIndex(isOwn);
  return trimLines(
    segments
      .slice(0, lastOwn + 1)
      .filter(({ kind }) => kind === 'reply' || kind === 'quote' || kind === 'attribution')
      .map(({ text }) => text)
      .join(''),
  );
}

/** Whether the person wrote between two quotes. */
export function isInterleaved(segments: readonly Segment[]): boolean {
  const first = segments.findIndex(({ kind }) => kind === 'quote');
  const last = segments.findLastIndex(({ kind }) => kind === 'quote');
  return segments.slice(first, last + 1).some(isOwn);
}

function isOwn({ kind, text }: Segment): boolean {
  return kind === 'reply' && text.trim() !== '';
}

function endsBlank(text: string): boolean {
  return /\n\s*\n[^\S\n]*$/u.test(text.slice(-200));
}

/** Without outer blank lines; the first line keeps its indentation, which may be a list's. */
function trimLines(text: string): string {
  const end = text.trimEnd();
  const first = end.search(/\S/u);
  return end.slice(end.lastIndexOf('\n', first) + 1).replaceAll('\r\n', '\n');
}
