import type { Hint } from './lines.ts';

/** A body as the classifier reads it, with what its structure tells. */
export interface PlainBody {
  text: string;
  hints: Hint[];
}

interface Paragraph {
  depth: number;
  text: string;
}

/**
 * Joins the soft breaks of `format=flowed` (RFC 3676): only lines of one quote depth (§4.5), space-stuffing undone (§4.4),
 * the signature separator left alone (§4.3), the last space dropped where DelSp says so (§4.1).
 */
export function unflow(body: string, delSp = false): PlainBody {
  const paragraphs: Paragraph[] = [];
  let open = false;
  let at = 0;
  for (; at < body.length && paragraphs.length < maxParagraphs;) {
    const end = lineEnd(body, at);
    const { depth, text } = unquoted(body.slice(at, end));
    at = body.startsWith('\r\n', end) ? end + 2 : end + 1;
    const signature = text === '-- ';
    const soft = !signature && text.endsWith(' ');
    const shown = soft && delSp ? text.slice(0, -1) : text;
    const above = paragraphs.at(-1);
    if (open && above?.depth === depth && !signature) above.text += shown;
    else paragraphs.push({ depth, text: shown });
    open = soft;
  }
  const { text, hints } = assembled(paragraphs);
  return at < body.length ? { text: `${text}\n${body.slice(at)}`, hints } : { text, hints };
}

/** Nobody writes so many: what is past them is read as it stands. */
const maxParagraphs = 20_000;

function lineEnd(body: string, from: number): number {
  let at = from;
  while (at < body.length && body.charCodeAt(at) !== 10 && body.charCodeAt(at) !== 13) at++;
  return at;
}

/** Quote marks counted, then one stuffed space taken off. */
function unquoted(raw: string): Paragraph {
  let depth = 0;
  while (raw[depth] === '>') depth++;
  const rest = raw.slice(depth);
  return { depth, text: rest.startsWith(' ') ? rest.slice(1) : rest };
}

/** An own line that begins with ">" once its stuffing is gone is the writer's, and the hint says so. */
function assembled(paragraphs: readonly Paragraph[]): PlainBody {
  const parts: string[] = [];
  const hints: Hint[] = [];
  let at = 0;
  for (const { depth, text } of paragraphs) {
    const line = depth === 0 ? text : `${'>'.repeat(depth)}${text === '' ? '' : ' '}${text}`;
    if (depth === 0 && text.trimStart().startsWith('>'))
      hints.push({ from: at, to: at + line.length + 1, kind: 'reply' });
    parts.push(line);
    at += line.length + 1;
  }
  return { text: parts.join('\n'), hints };
}
