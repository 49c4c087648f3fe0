import type { PageState, ThreadShape } from '../shapes.ts';
import { get } from './api.ts';
import { attempt, h, options, remember, remembered } from './dom.ts';
import { newMailForm } from './mail-compose.ts';
import { threadView, type ThreadView } from './mail-thread.ts';
import { shortTime } from './times.ts';

export interface Pane {
  element: HTMLElement;
  /** Looks at everything again. */
  refresh: () => void;
}

/** The mailing list: one member's mailbox, its threads, and what that member writes. */
export function mailPane(state: PageState): Pane & { changed: (member: string) => void } {
  const owners = state.members.filter((member) => member.mail !== undefined);
  let owner = remembered(
    'mailbox',
    owners.map((member) => member.id),
  );
  let open: ThreadView | undefined;
  const seen = new Set<string>();

  const picker = h(
    'select',
    { id: 'mailbox', onchange: () => choose(picker.value) },
    options(
      owners.map(({ id, name }) => ({ value: id, label: name })),
      owner,
    ),
  );
  const write = h(
    'button',
    { type: 'button', class: 'primary', onclick: () => compose() },
    'New mail',
  );
  const content = h('div', { class: 'pane-content' });
  const element = h(
    'section',
    { class: 'pane mail', id: 'pane-mail', 'aria-label': 'Mailing list' },
    h(
      'div',
      { class: 'pane-head' },
      h(
        'div',
        { class: 'head-row' },
        h('h2', {}, state.list.name, h('span', { class: 'quiet' }, state.list.address)),
        write,
      ),
      h('div', { class: 'pane-tools' }, h('label', { for: 'mailbox' }, 'Mailbox of'), picker),
    ),
    content,
  );

  function choose(id: string): void {
    owner = id;
    remember('mailbox', id);
    showThreads();
  }

  function showThreads(): void {
    open = undefined;
    picker.title = owners.find((member) => member.id === owner)?.mail ?? '';
    void attempt(undefined, async () => {
      const threads = await get<ThreadShape[]>(`mail/${owner}`);
      if (!open) content.replaceChildren(threadList(threads));
    });
  }

  function threadList(threads: ThreadShape[]): HTMLElement {
    if (threads.length === 0)
      return h(
        'p',
        { class: 'empty' },
        'No mail yet. Move the clock on: Convoke writes to the list when the call for agenda is due.',
      );
    return h('ul', { class: 'threads', 'aria-label': 'Threads' }, threads.map(threadRow));
  }

  function threadRow(thread: ThreadShape): HTMLElement {
    const last = thread.messages.at(-1);
    const unread = thread.messages.filter(
      (line) => line.folder === 'inbox' && !seen.has(`${owner} ${line.id}`),
    ).length;
    const people = [...new Set(thread.messages.map((line) => line.from))].join(', ');
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: unread > 0 ? 'thread unread' : 'thread',
          onclick: () => enter(thread),
        },
        h(
          'span',
          { class: 'thread-top' },
          h('span', { class: 'people' }, people),
          h('time', { datetime: last?.at }, last ? shortTime(last.at, state.zone) : ''),
        ),
        h(
          'span',
          { class: 'subject' },
          thread.subject,
          thread.messages.length > 1 &&
            h('span', { class: 'count' }, String(thread.messages.length)),
        ),
        h('span', { class: 'opening' }, last?.opening ?? ''),
        unread > 0 && h('span', { class: 'hidden-label' }, `${unread} unread`),
      ),
    );
  }

  function enter(thread: ThreadShape): void {
    const view = threadView({
      thread,
      owner,
      state,
      onBack: showThreads,
      onSeen: (id) => seen.add(`${owner} ${id}`),
    });
    open = view;
    content.replaceChildren(view.element);
    view.focus();
  }

  function compose(): void {
    const form = newMailForm({ owner, state, onDone: showThreads });
    open = { element: form, update: () => undefined, focus: () => undefined };
    content.replaceChildren(form);
    form.querySelector('input')?.focus();
  }

  function refresh(): void {
    if (!open) return showThreads();
    const view = open;
    void attempt(undefined, async () => view.update(await get<ThreadShape[]>(`mail/${owner}`)));
  }

  showThreads();
  return {
    element,
    refresh,
    changed: (member) => {
      if (member === owner) refresh();
    },
  };
}
