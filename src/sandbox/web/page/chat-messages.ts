import type { MessageShape } from '../shapes.ts';
import { componentsView } from './chat-components.ts';
import { embedView } from './chat-embed.ts';
import type { Actor } from './actor.ts';
import { attempt, h, linkTo } from './dom.ts';
import { markdownView, refreshTimes } from './markdown-view.ts';
import { shortTime } from './times.ts';

export interface MessageList {
  element: HTMLElement;
  /** `place` is the channel and who looks at it: at a new one the list starts at its end. */
  show: (messages: MessageShape[], place: string) => void;
  tick: () => void;
}

const togetherMs = 420_000;

export function messageList(actor: Actor): MessageList {
  const shown = new Map<string, { key: string; element: HTMLElement }>();
  const element = h('div', {
    class: 'pane-content log',
    role: 'log',
    'aria-label': 'Messages',
    tabindex: 0,
  });
  let place = '';
  let isAtEnd = true;
  const toEnd = () => {
    element.scrollTop = element.scrollHeight;
  };
  element.addEventListener('scroll', () => {
    isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
  });
  // The pane has no height while another one shows on a narrow screen.
  new ResizeObserver(() => isAtEnd && toEnd()).observe(element);

  function show(messages: MessageShape[], at: string): void {
    if (at !== place) {
      shown.clear();
      isAtEnd = true;
    }
    place = at;
    const rows = messages.map((message, n) => rowOf(message, messages[n - 1]));
    const wanted = new Set(messages.map((message) => message.id));
    for (const id of shown.keys()) if (!wanted.has(id)) shown.delete(id);
    reconcile(rows);
    if (isAtEnd) toEnd();
  }

  /** A message that didn't change keeps its element, and with it focus and what is chosen in a menu. */
  function rowOf(message: MessageShape, before: MessageShape | undefined): HTMLElement {
    const isTogether =
      before !== undefined &&
      before.author === message.author &&
      !before.isSystem &&
      message.cause === undefined &&
      before.isEphemeral === message.isEphemeral &&
      Date.parse(message.at) - Date.parse(before.at) < togetherMs;
    const key = JSON.stringify([message, isTogether, actor.reader.userName(message.author)]);
    const known = shown.get(message.id);
    if (known?.key === key) return known.element;
    const row = message.isSystem
      ? systemRow(message, actor)
      : messageRow(message, { actor, isTogether });
    shown.set(message.id, { key, element: row });
    return row;
  }

  function reconcile(rows: HTMLElement[]): void {
    if (rows.length === 0) {
      element.replaceChildren(h('p', { class: 'empty' }, 'Nothing has been said here yet.'));
      return;
    }
    const keep = new Set<Element>(rows);
    for (const child of element.querySelectorAll(':scope > *'))
      if (!keep.has(child)) child.remove();
    for (const [n, row] of rows.entries())
      if (element.children[n] !== row) element.insertBefore(row, element.children[n] ?? null);
  }

  return { element, show, tick: () => refreshTimes(element, actor.reader) };
}

function messageRow(
  message: MessageShape,
  { actor, isTogether }: { actor: Actor; isTogether: boolean },
): HTMLElement {
  const { reader } = actor;
  const user = actor.guild.users.find((one) => one.id === message.author);
  const name = user?.name ?? 'Somebody';
  const head = h(
    'div',
    { class: 'who' },
    h('span', { class: 'name' }, name),
    user?.isBot && h('span', { class: 'app' }, 'APP'),
    h('time', { datetime: message.at }, shortTime(message.at, reader.zone)),
    message.isEdited && h('span', { class: 'quiet' }, 'edited'),
    message.isPinned && h('span', { class: 'quiet' }, 'pinned'),
  );
  return h(
    'article',
    {
      class: ['chat-message', isTogether && 'together', message.isEphemeral && 'ephemeral']
        .filter(Boolean)
        .join(' '),
      'aria-label': `${name}, ${shortTime(message.at, reader.zone)}`,
    },
    message.cause !== undefined && h('div', { class: 'cause' }, message.cause),
    isTogether
      ? h('span', { class: 'avatar-gap' })
      : avatar(name, message.author, user?.isBot ?? false),
    h(
      'div',
      { class: 'said' },
      !isTogether && head,
      body(message, actor),
      message.isEphemeral && h('div', { class: 'quiet only' }, 'Only you can see this'),
    ),
  );
}

function body(message: MessageShape, actor: Actor): (HTMLElement | false)[] {
  const { thread } = message;
  if (message.progress === 'thinking') return [h('div', { class: 'quiet' }, 'thinking…')];
  if (message.progress === 'failed')
    return [h('div', { class: 'failed' }, 'The application did not respond')];
  return [
    message.content !== '' &&
      h('div', { class: 'words' }, markdownView(message.content, actor.reader)),
    ...message.embeds.map((embed) => embedView(embed, actor.reader)),
    ...message.attachments.map((file) =>
      h('div', { class: 'file' }, linkTo(file.url, `${file.filename} (${file.bytes} bytes)`)),
    ),
    message.components.length > 0 && componentsView(message, actor),
    message.reactions.length > 0 && reactions(message, actor),
    thread !== undefined &&
      h(
        'button',
        { type: 'button', class: 'to-thread', onclick: () => actor.enter(thread.id) },
        `↳ ${thread.name}`,
      ),
  ];
}

function reactions(message: MessageShape, actor: Actor): HTMLElement {
  return h(
    'div',
    { class: 'reactions' },
    message.reactions.map(({ emoji, count, isMine }) => {
      const button = h(
        'button',
        {
          type: 'button',
          'aria-pressed': String(isMine),
          onclick: () =>
            void attempt(button, () =>
              actor.act('react', { message: message.id, emoji, remove: isMine }),
            ),
        },
        `${emoji} ${count}`,
      );
      return button;
    }),
  );
}

function systemRow(message: MessageShape, actor: Actor): HTMLElement {
  return h(
    'div',
    { class: 'system' },
    h('span', {}, `${actor.reader.userName(message.author) ?? 'Somebody'} ${message.content}`),
    h('time', { datetime: message.at }, shortTime(message.at, actor.reader.zone)),
  );
}

function avatar(name: string, id: string, isBot: boolean): HTMLElement {
  const initials = name
    .split(/\s+/u)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('');
  const tint = Number(BigInt(id) % 8n);
  return h(
    'span',
    { class: `avatar tint-${isBot ? 'bot' : tint}`, 'aria-hidden': 'true' },
    initials,
  );
}
