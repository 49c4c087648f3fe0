import { cleanLine, safeUrl } from './clean-text.ts';
import type { Inline, InstantStyle } from './document.ts';
import { discordTime } from './time-line.ts';

/** Stands for a space at which a line must not be broken; no text holds it, since control characters are removed. */
export const boundSpace = '\u0001';

/** Inline content in Discord's Markdown, by lines; `inside` names the marks that stand around it already. */
export function discordInline(
  children: readonly Inline[],
  inside: readonly Marked[] = [],
): string[] {
  return inline(children, inside).split('\n');
}

type Marked = 'strong' | 'emphasis';

function inline(children: readonly Inline[], inside: readonly Marked[]): string {
  return children.map((child) => inlineOne(child, inside)).reduce(joinCode, '');
}

/** Backticks that touch would be read as others. */
function joinCode(text: string, next: string): string {
  return text.endsWith('`') && next.startsWith('`') ? `${text}\u200b${next}` : text + next;
}

function inlineOne(child: Inline, inside: readonly Marked[]): string {
  if (typeof child === 'string') return escapeDiscord(child);
  switch (child.kind) {
    case 'strong':
    case 'emphasis': {
      const text = inline(child.children, [...inside, child.kind]);
      // What is strong already can't be made so again: the marks would end each other.
      return inside.includes(child.kind)
        ? text
        : marked(child.kind === 'strong' ? '**' : '*', text);
    }
    case 'link':
      return linkMarkdown(child.url, child.children, inside);
    case 'code':
      return codeMarkdown(cleanLine(child.text));
    case 'instant':
      return discordTime(child.at, timestampStyle[child.style]);
    case 'break':
      return '\n';
  }
}

const timestampStyle = { full: 'F', date: 'D', day: 'D', time: 't' } as const satisfies Record<
  InstantStyle,
  string
>;

/** Beyond this, emphasis is given up and an address isn't shown, so that a part can always be ended somewhere. */
const boundMaxChars = 1000;

function marked(mark: string, text: string): string {
  const inner = text.trim();
  if (inner === '' || inner.includes('\n') || inner.length > boundMaxChars) return text;
  return text.replace(inner, () => bound(`${mark}${inner}${mark}`));
}

function bound(text: string): string {
  return text.replaceAll(' ', boundSpace);
}

/** Bare addresses stand in angle brackets, so that Discord adds no preview of the page. */
function linkMarkdown(
  address: string,
  label: readonly Inline[],
  inside: readonly Marked[],
): string {
  const url = safeUrl(address)?.replace(/[()*_~|`\\]/gu, percentEncode);
  const text = inline(label, inside);
  if (url === undefined) return text;
  const [only] = label;
  const bare = label.length === 1 && typeof only === 'string' && safeUrl(only) === safeUrl(address);
  const shown =
    bare || url.startsWith('mailto:') ? bareAddress(url, text) : bound(`[${text}](<${url}>)`);
  if (shown.length <= boundMaxChars) return shown;
  return bare ? '(an address too long to show here)' : text;
}

/** Discord makes no links of `mailto:`. */
function bareAddress(url: string, text: string): string {
  return url.startsWith('mailto:') ? text : `<${url}>`;
}

function percentEncode(char: string): string {
  return char === '_' || char === '~' ? char : `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
}

function codeMarkdown(text: string): string {
  const inner = withoutPings(text).trim();
  if (inner === '' || /[`\\]/u.test(inner) || inner.length > boundMaxChars)
    return escapeDiscord(text);
  return bound(`\`${inner}\``);
}

/**
 * A person's words, none of which Discord reads as markup. Mentions are broken up as well, though every message
 * also forbids them: a reader shouldn't see a name lit up either.
 */
export function escapeDiscord(text: string): string {
  return withoutMentions(cleanLine(text))
    .replace(/[\\`*_~|<>[\]#]/gu, (char) => `\\${char}`)
    .replace(/(?<=^| )(?:[-+](?= )|\d+(?=\. ))/gu, (start) =>
      /\d/u.test(start) ? `${start}\\` : `\\${start}`,
    )
    .replace(/https?:(?=\/\/)/giu, '$&\u200b');
}

/** Within code Discord reads no markup; only what pings is broken up there. */
export function withoutPings(text: string): string {
  return text.replace(/@(?=everyone|here)/giu, '@\u200b').replace(/<(?=[@#])/gu, '<\u200b');
}

/** Mentions, emoji, times and commands of Discord's. */
function withoutMentions(text: string): string {
  return withoutPings(text).replace(/<(?=[:/a-z])/giu, '<\u200b');
}
