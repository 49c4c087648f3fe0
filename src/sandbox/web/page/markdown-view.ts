import { h, linkTo } from './dom.ts';
import { parseInline, parseMarkdown, type Block, type Inline } from './markdown.ts';
import { inStyle } from './times.ts';

/** What a message's words refer to, and when and where they are read. */
export interface Reader {
  zone: string;
  now: () => number;
  userName: (id: string) => string | undefined;
  channelName: (id: string) => string | undefined;
  roleName: (id: string) => string | undefined;
}

export function markdownView(text: string, reader: Reader): Node[] {
  return parseMarkdown(text).map((block) => blockView(block, reader));
}

/** For titles and labels, where Discord knows no blocks. */
export function inlineView(text: string, reader: Reader): Node[] {
  return parseInline(text).map((inline) => inlineNode(inline, reader));
}

/** Brings every "in 3 hours" up to date. */
export function refreshTimes(root: HTMLElement, reader: Reader): void {
  for (const element of root.querySelectorAll<HTMLElement>('time[data-style="R"]'))
    element.textContent = inStyle(Number(element.dataset['at']), 'R', {
      zone: reader.zone,
      now: reader.now(),
    });
}

function blockView(block: Block, reader: Reader): Node {
  const inside = (children: Inline[]) => children.map((inline) => inlineNode(inline, reader));
  switch (block.kind) {
    case 'paragraph':
      return h('p', {}, inside(block.children));
    case 'subtext':
      return h('p', { class: 'subtext' }, inside(block.children));
    case 'heading':
      return h('p', { class: `heading-${block.level}` }, inside(block.children));
    case 'quote':
      return h(
        'blockquote',
        {},
        block.children.map((child) => blockView(child, reader)),
      );
    case 'code':
      return h('pre', {}, h('code', {}, block.text));
    case 'list':
      return h(
        'ul',
        {},
        block.items.map(({ depth, mark, children }) =>
          h(
            'li',
            { class: `depth-${Math.min(depth, 3)}` },
            h('span', { class: 'mark' }, mark),
            h('span', {}, inside(children)),
          ),
        ),
      );
  }
}

function inlineNode(inline: Inline, reader: Reader): Node {
  const inside = (children: Inline[]) => children.map((child) => inlineNode(child, reader));
  switch (inline.kind) {
    case 'text':
      return document.createTextNode(inline.text);
    case 'code':
      return h('code', {}, inline.text);
    case 'strong':
    case 'em':
    case 'u':
    case 's':
      return h(inline.kind, {}, inside(inline.children));
    case 'spoiler':
      return spoiler(inside(inline.children));
    case 'link':
      return linkTo(inline.url, inside(inline.children));
    case 'break':
      return h('br');
    case 'time':
      return timeView(inline.epochMs, inline.style, reader);
    case 'mention':
      return h('span', { class: 'mention' }, mentionText(inline, reader));
  }
}

function timeView(epochMs: number, style: string, reader: Reader): Node {
  const view = { zone: reader.zone, now: reader.now() };
  return h(
    'time',
    {
      datetime: new Date(epochMs).toISOString(),
      title: inStyle(epochMs, 'F', view),
      'data-style': style,
      'data-at': epochMs,
    },
    inStyle(epochMs, style, view),
  );
}

function spoiler(children: Node[]): Node {
  const element = h(
    'span',
    {
      class: 'spoiler',
      role: 'button',
      tabindex: 0,
      'aria-label': 'Spoiler',
      onclick: () => element.classList.add('open'),
    },
    children,
  );
  return element;
}

function mentionText(mention: Extract<Inline, { kind: 'mention' }>, reader: Reader): string {
  const { of, id, name } = mention;
  switch (of) {
    case 'user':
      return `@${reader.userName(id) ?? 'somebody'}`;
    case 'role':
      return `@${reader.roleName(id) ?? 'role'}`;
    case 'channel':
      return `#${reader.channelName(id) ?? 'channel'}`;
    case 'command':
      return `/${name ?? ''}`;
    case 'emoji':
      return `:${name ?? ''}:`;
  }
}
