import type { Sheet } from '../domain/sheet.ts';
import { instant, paragraph, type Document } from '../render/document.ts';
import { toDiscord } from '../render/to-discord.ts';

/** A document as the text of an answer. However long: who delivers it splits it. */
export function answerText(document: Document): string {
  return toDiscord(document).join('\n');
}

/** A person's words inside an answer: shown as they stand, so that they mark up, mention and link nothing. */
export function plain(text: string): string {
  return answerText({ blocks: [paragraph(text)] });
}

/** The time of a meeting of this series, for the reader. */
export function when(sheet: Pick<Sheet, 'series'>, at: Temporal.Instant): string {
  return answerText({ blocks: [paragraph(instant(at, sheet.series.zone))] });
}

/** `a`, `a and b`, `a, b and c`. */
export function listOf(parts: readonly string[]): string {
  if (parts.length <= 1) return parts.join('');
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}
