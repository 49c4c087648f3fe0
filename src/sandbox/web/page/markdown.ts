/** What Discord's Markdown says, as data. */
export type Inline =
  | { kind: 'text' | 'code'; text: string }
  | { kind: 'strong' | 'em' | 'u' | 's' | 'spoiler'; children: Inline[] }
  | { kind: 'link'; url: string; children: Inline[] }
  | { kind: 'time'; epochMs: number; style: string }
  | {
      kind: 'mention';
      of: 'user' | 'role' | 'channel' | 'command' | 'emoji';
      id: string;
      name?: string;
    }
  | { kind: 'break' };

export type Block =
  | { kind: 'paragraph' | 'subtext'; children: Inline[] }
  | { kind: 'heading'; level: 1 | 2 | 3; children: Inline[] }
  | { kind: 'quote'; children: Block[] }
  | { kind: 'list'; items: { depth: number; mark: string; children: Inline[] }[] }
  | { kind: 'code'; language: string; text: string };

/** Reads a message. Embeds' field values and topics use the same rules. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = [];
  for (const [n, piece] of fencedPieces(text).entries()) {
    if (n % 2 === 1) blocks.push(codeBlock(piece));
    else blocks.push(...parseLines(piece.replace(/^\n/u, '').replace(/\n$/u, '').split('\n')));
  }
  return blocks;
}

/** Words and code in turn. A fence that is never closed is words. */
function fencedPieces(text: string): string[] {
  const pieces = text.split('```');
  if (pieces.length % 2 === 1) return pieces;
  const [before = '', after = ''] = pieces.splice(-2);
  return [...pieces, `${before}\`\`\`${after}`];
}

function codeBlock(piece: string): Block {
  const match = /^([\w+-]{1,20})\n([^]*)$/u.exec(piece);
  const text = (match?.[2] ?? piece).replace(/^\n/u, '').replace(/\n$/u, '');
  return { kind: 'code', language: match?.[1] ?? '', text };
}

function parseLines(lines: string[]): Block[] {
  const blocks: Block[] = [];
  for (let n = 0; n < lines.length; n += 1) {
    const line = lines[n] ?? '';
    const last = blocks.at(-1);
    const heading = /^(#{1,3}) +(.+)$/u.exec(line);
    const item = /^( *)([-*]|\d{1,3}[.)]) +(.*)$/u.exec(line);
    if (line.startsWith('>>> ')) {
      blocks.push({ kind: 'quote', children: parseLines([line.slice(4), ...lines.slice(n + 1)]) });
      break;
    }
    if (/^> ?/u.test(line)) {
      const from = n;
      while (/^> ?/u.test(lines[n + 1] ?? '')) n += 1;
      const inner = lines.slice(from, n + 1).map((one) => one.replace(/^> ?/u, ''));
      blocks.push({ kind: 'quote', children: parseLines(inner) });
    } else if (heading) {
      const level = (heading[1]?.length ?? 1) as 1 | 2 | 3;
      blocks.push({ kind: 'heading', level, children: parseInline(heading[2] ?? '') });
    } else if (line.startsWith('-# ')) {
      blocks.push({ kind: 'subtext', children: parseInline(line.slice(3)) });
    } else if (item) {
      const mark = /\d/u.test(item[2] ?? '') ? (item[2] ?? '') : '•';
      const depth = Math.floor((item[1]?.length ?? 0) / 2);
      const entry = { depth, mark, children: parseInline(item[3] ?? '') };
      if (last?.kind === 'list') last.items.push(entry);
      else blocks.push({ kind: 'list', items: [entry] });
    } else if (last?.kind === 'paragraph') {
      last.children.push({ kind: 'break' }, ...parseInline(line));
    } else if (line !== '' || blocks.length > 0) {
      blocks.push({ kind: 'paragraph', children: parseInline(line) });
    }
  }
  return blocks;
}

type Rule = [pattern: RegExp, make: (match: RegExpExecArray) => Inline];

const rules: Rule[] = [
  [/\\([\\*_~`|>#\-[\]()<:@.])/y, ([, char = '']) => ({ kind: 'text', text: char })],
  [/(`+)([^`]+)\1(?!`)/y, ([, , text = '']) => ({ kind: 'code', text: text.trim() })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y,
    ([, seconds, style = 'f']) => ({ kind: 'time', epochMs: Number(seconds) * 1000, style }),
  ],
  [/<@!?(\d{1,20})>/y, ([, id = '']) => ({ kind: 'mention', of: 'user', id })],
  [/<@&(\d{1,20})>/y, ([, id = '']) => ({ kind: 'mention', of: 'role', id })],
  [/<#(\d{1,20})>/y, ([, id = '']) => ({ kind: 'mention', of: 'channel', id })],
  [
    /<\/([^:>\n]{1,100}):(\d{1,20})>/y,
    ([, name = '', id = '']) => ({ kind: 'mention', of: 'command', id, name }),
  ],
  [
    /<a?:(\w{2,32}):(\d{1,20})>/y,
    ([, name = '', id = '']) => ({ kind: 'mention', of: 'emoji', id, name }),
  ],
  [/<(https?:\/\/[^\s<>]{1,2000})>/y, ([, url = '']) => link(url)],
  [
    /\[([^\]\n]{1,500})\]\(<?(https?:\/\/[^\s<>)]{1,2000})>?\)/y,
    ([, text = '', url = '']) => ({ kind: 'link', url, children: parseInline(text) }),
  ],
  [/https?:\/\/[^\s<>]{1,2000}/y, ([url]) => link(url)],
];

const marks: [mark: string, kind: 'strong' | 'em' | 'u' | 's' | 'spoiler'][] = [
  ['**', 'strong'],
  ['__', 'u'],
  ['~~', 's'],
  ['||', 'spoiler'],
  ['*', 'em'],
  ['_', 'em'],
];

/** Reads one line's worth of words. */
export function parseInline(text: string): Inline[] {
  const found: Inline[] = [];
  let at = 0;
  while (at < text.length) {
    const [inline, length] = ruleAt(text, at) ?? markAt(text, at) ?? [plain(text[at] ?? ''), 1];
    const last = found.at(-1);
    if (inline.kind === 'text' && last?.kind === 'text') last.text += inline.text;
    else found.push(inline);
    at += length;
  }
  return found;
}

function ruleAt(text: string, at: number): [Inline, number] | undefined {
  for (const [pattern, make] of rules) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) continue;
    const inline = make(match);
    // Punctuation after a bare address belongs to the sentence.
    const bare = match[0].startsWith('http') ? match[0].replace(/[.,;:!?'")\]]+$/u, '') : match[0];
    return bare === match[0] ? [inline, bare.length] : [link(bare), bare.length];
  }
  return undefined;
}

function markAt(text: string, at: number): [Inline, number] | undefined {
  if (text.startsWith('***', at)) {
    const end = text.indexOf('***', at + 3);
    const children = () => parseInline(text.slice(at + 3, end));
    if (end > at + 3)
      return [{ kind: 'strong', children: [{ kind: 'em', children: children() }] }, end + 3 - at];
  }
  for (const [mark, kind] of marks) {
    if (!text.startsWith(mark, at)) continue;
    // An underscore inside a word is a part of that word.
    if (mark === '_' && /\w/u.test(text[at - 1] ?? '')) return undefined;
    const start = at + mark.length;
    const end = closing(text, mark, start);
    if (end <= start || (mark.length === 1 && /\s/u.test(text[start] ?? ''))) continue;
    const children = parseInline(text.slice(start, end));
    return [{ kind, children }, end + mark.length - at];
  }
  return undefined;
}

function closing(text: string, mark: string, from: number): number {
  let end = text.indexOf(mark, from);
  // A single mark isn't closed by half of a double one.
  while (mark.length === 1 && end >= 0 && (text[end + 1] === mark || text[end - 1] === mark))
    end = text.indexOf(mark, end + (text[end + 1] === mark ? 2 : 1));
  return end;
}

function link(url: string): Inline {
  return { kind: 'link', url, children: [plain(url)] };
}

function plain(text: string): Inline {
  return { kind: 'text', text };
}
