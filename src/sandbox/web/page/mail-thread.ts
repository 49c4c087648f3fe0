import type { MailLine, MailShape, PageState, ThreadShape } from '../shapes.ts';
import { get } from './api.ts';
import { attempt, h } from './dom.ts';
import { mailBody } from './mail-body.ts';
import { replyForm } from './mail-compose.ts';
import { shortTime } from './times.ts';

export interface ThreadView {
  element: HTMLElement;
  /** Shows what has come since, and leaves what is being written alone. */
  update: (threads: ThreadShape[]) => void;
  focus: () => void;
}

export interface ThreadOptions {
  thread: ThreadShape;
  owner: string;
  state: PageState;
  onBack: () => void;
  onSeen: (messageId: string) => void;
}

export function threadView({ thread, owner, state, onBack, onSeen }: ThreadOptions): ThreadView {
  const shown = new Map<string, HTMLElement>();
  const list = h('div', { class: 'messages' });
  const heading = h('h3', { tabindex: -1 }, thread.subject);
  const reply = replyForm({ owner, state });
  const element = h(
    'div',
    { class: 'thread-view' },
    h(
      'div',
      { class: 'thread-head' },
      h('button', { type: 'button', class: 'plain', onclick: onBack }, '‹ All threads'),
      heading,
    ),
    list,
    reply.element,
  );
  show(thread);

  function show(current: ThreadShape): void {
    const fresh = current.messages.filter((line) => !shown.has(line.id));
    for (const line of fresh) {
      const item = messageItem(line, line.id === current.messages.at(-1)?.id);
      shown.set(line.id, item);
    }
    // A copy that came back from the list stands for the sent one.
    const wanted = current.messages.flatMap((line) => shown.get(line.id) ?? []);
    if (fresh.length > 0 || list.childElementCount !== wanted.length)
      list.replaceChildren(...wanted);
    const target =
      current.messages.findLast((line) => line.folder === 'inbox') ?? current.messages.at(-1);
    if (target) void answer(target.id, false);
  }

  function messageItem(line: MailLine, isOpen: boolean): HTMLElement {
    const body = h('div', { class: 'message-body' });
    const item = h(
      'details',
      { class: 'message', ontoggle: () => item.open && void fill(line, body) },
      h(
        'summary',
        {},
        h('span', { class: 'from' }, line.from),
        line.folder === 'sent' && h('span', { class: 'badge' }, 'sent'),
        h('time', { datetime: line.at }, shortTime(line.at, state.zone)),
        h('span', { class: 'opening' }, line.opening),
      ),
      body,
    );
    item.open = isOpen;
    return item;
  }

  async function fill(line: MailLine, body: HTMLElement): Promise<void> {
    if (body.childElementCount > 0) return;
    await attempt(undefined, async () => {
      const mail = await get<MailShape>(`mail/${owner}/${line.id}`);
      const button = h(
        'button',
        { type: 'button', class: 'plain', onclick: () => void answer(line.id, true) },
        'Reply to this',
      );
      body.replaceChildren(mailBody(mail, owner), button);
      onSeen(line.id);
    });
  }

  async function answer(id: string, now: boolean): Promise<void> {
    if (reply.hasWords() && !now) return;
    await attempt(undefined, async () => reply.aim(await get<MailShape>(`mail/${owner}/${id}`)));
    if (now) reply.focus();
  }

  return {
    element,
    update: (threads) => {
      const known = new Set(shown.keys());
      const current = threads.find((one) => one.messages.some((line) => known.has(line.id)));
      if (current) show(current);
    },
    focus: () => heading.focus(),
  };
}
