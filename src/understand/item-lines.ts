import type { ItemLine } from './item-line.ts';
import { cellsOf, isRuleRow, withoutTables } from './item-table.ts';

const tabWidth = 4;
/** Signs that are bullets whether or not a space follows. */
const signs = '•‣◦⁃∙▪▫■□●○◆◇★☆►▶▸➢➤➔→⇒»·・※👉✅☑✔✓✦❖';
const signBullet = new RegExp(`^([${signs}])\\s*(?=\\S)`, 'u');
/** Word's bullets, when their font was lost. */
const lostBullet = /^([oØ§üv])[\s\u00a0]+(?=\S)/u;
const dashBullet = /^([-*+–—~]|[-=]{1,2}>|>>)[\s\u00a0]+(?=\S)/u;
const tightBullet = /^([-*+–—])(?=[\p{L}\d"'“„([])/u;
const numberBullet =
  /^(?:\(?(\d{1,3})(?:[.):]|\.\))[\s\u00a0]+|(\d)\ufe0f?\u20e3\s*|([１-９\d]\d?)[、．]\s*|#(\d{1,3})[:.)]?\s+|(\d{1,2})\s+[-–—]\s+|(\d{1,2})[.)](?=\p{L})|[[(](\d{1,2})[\])]\s+|([１-９])[.)]\s*|([①-⑳])\s*|([一二三四五六七八九十]{1,2})[、．.]\s*|[（(][一二三四五六七八九十]{1,2}[)）]\s*)(?=\S)/u;
const letterBullet = /^\(?([a-zA-Z]|[ivx]{1,4}|[IVX]{1,4})[.)]\s+(?=\S)/u;
const checkbox = /^\[[ xX]?\]\s+/u;

export function readLines(reply: string): ItemLine[] {
  const raw = joinLoneBullets(reply.split('\n').flatMap(bulletsIn));
  const lines = raw.map(readLine);
  markCode(lines, raw);
  markUnderlined(lines);
  keepTrue(lines, 'tight', 2);
  keepTrue(lines, 'letter', 2);
  keepTrue(lines, 'lost', 2);
  keepTrue(lines, 'bold', 2);
  return withoutTables(lines);
}

/** "• Budget • CI • Release": a list that a program put on one line. */
function bulletsIn(line: string): string[] {
  const sign = /^\s*([•‣▪●])\s/u.exec(line)?.[1];
  return sign === undefined ? [line] : line.split(new RegExp(`(?<=\\S)\\s+(?=${sign}\\s)`, 'u'));
}

/** "-" on a line of its own belongs to the line below: HTML flattened in a hurry. */
function joinLoneBullets(lines: readonly string[]): string[] {
  const joined: string[] = [];
  for (const line of lines) {
    const above = joined.at(-1);
    if (above !== undefined && /^\s*(?:[-*•·]|\d{1,2}[.)])\s*$/u.test(above) && line.trim() !== '')
      joined[joined.length - 1] = `${above.trimEnd()} ${line.trim()}`;
    else joined.push(line);
  }
  return joined;
}

function readLine(raw: string): ItemLine {
  const text = raw.trim();
  const indent = widthOf(raw);
  if (text === '') return { kind: 'blank', indent: 0, text: '', mark: '' };
  if (text === '--' || /^[-_=*#~—–─]{3,}$/u.test(text.replace(/\s/gu, '')))
    return { kind: 'rule', indent, text, mark: text[0]! };
  const heading =
    /^#{1,6}\s+(.+?)(?:\s+#+)?$/u.exec(text) ??
    /^h[1-6]\.\s+(.+)$/u.exec(text) ??
    /^(?:\*\*|__)([^*_]{2,120})(?:\*\*|__):?$/u.exec(text);
  const cells = cellsOf(text);
  if (cells)
    return {
      kind: isRuleRow(cells) ? 'rule' : 'bullet',
      indent,
      text: cells.join(' '),
      mark: '|',
      cells,
    };
  if (heading && !/^#\d{1,3}\b/u.test(text))
    return { kind: 'heading', indent, text: withoutNumber(heading[1]!), mark: '#' };
  const bold = /^\*([^*\s][^*]{0,118}[^*\s])\*:?$/u.exec(text)?.[1];
  if (bold !== undefined)
    return { kind: 'heading', indent, text: withoutNumber(bold), mark: 'bold' };
  const bullet = bulletOf(text);
  if (!bullet) return { kind: 'text', indent, text, mark: '' };
  const rest = text.slice(bullet.chars).replace(checkbox, '').trim();
  return rest === ''
    ? { kind: 'text', indent, text, mark: '' }
    : { kind: 'bullet', indent, text: rest, mark: bullet.mark };
}

function bulletOf(text: string): { mark: string; chars: number } | undefined {
  const sign = signBullet.exec(text) ?? dashBullet.exec(text);
  if (sign) return { mark: sign[1]!, chars: sign[0].length };
  const number = numberBullet.exec(text);
  if (number) return { mark: '1', chars: number[0].length };
  const box = checkbox.exec(text);
  if (box) return { mark: '[', chars: box[0].length };
  const lost = lostBullet.exec(text);
  if (lost) return { mark: 'lost', chars: lost[0].length };
  const tight = tightBullet.exec(text);
  if (tight && !/^\*[^*]+\*/u.test(text)) return { mark: 'tight', chars: tight[0].length };
  const letter = letterBullet.exec(text);
  return letter ? { mark: 'letter', chars: letter[0].length } : undefined;
}

/** A mark that may be part of a sentence counts only when enough lines have it. */
function keepTrue(lines: ItemLine[], mark: string, atLeast: number): void {
  if (lines.filter((line) => line.mark === mark).length >= atLeast) return;
  for (const line of lines)
    if (line.mark === mark) {
      line.kind = 'text';
      line.mark = '';
    }
}

/** A title over a line drawn as long as itself is a heading. */
function markUnderlined(lines: ItemLine[]): void {
  lines.forEach((line, at) => {
    const title = lines[at - 1];
    if (
      line.kind !== 'rule' ||
      title?.kind !== 'text' ||
      (lines[at - 2]?.kind ?? 'blank') !== 'blank'
    )
      return;
    if (Math.abs(line.text.length - title.text.length) > 2 || !'=-~'.includes(line.mark)) return;
    title.kind = 'heading';
    line.kind = 'blank';
  });
}

function markCode(lines: ItemLine[], raw: readonly string[]): void {
  let open = -1;
  raw.forEach((text, at) => {
    if (!/^\s{0,3}(?:```|~~~)/u.test(text)) return;
    if (open < 0) open = at;
    else {
      for (let line = open; line <= at; line++)
        lines[line] = { kind: 'code', indent: 0, text: raw[line]!.trimEnd(), mark: '' };
      open = -1;
    }
  });
}

function withoutNumber(text: string): string {
  return text.replace(/^\d{1,2}[.):]\s+/u, '');
}

function widthOf(raw: string): number {
  let width = 0;
  for (const char of raw.slice(0, 200)) {
    if (char === '\t') width += tabWidth - (width % tabWidth);
    else if (char === ' ' || char === '\u00a0') width++;
    else break;
  }
  return width;
}
