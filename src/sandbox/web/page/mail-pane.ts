import type { PageState, ThreadShape } from '../shapes.ts';
import { get } from './api.ts';
import { attempt, h, options, remember, remembered } from './dom.ts';
import { newMailForm } from './mail-compose.ts';
import { ThreadView } from './mail-thread.ts';
import { shortTime } from './times.ts';

/** The mailing list: one member's mailbox, its threads, and what that member writes. */
export class MailPane {
  readonly element: HTMLElement;
  readonly #state: PageState;
  readonly #content = h('div', { class: 'pane-content' });
  readonly #seen = new Set<string>();
  #owner: string;
  #open: ThreadView | 'new mail' | undefined;

  constructor(state: PageState) {
    this.#state = state;
    const owners = state.members.flatMap(({ id, name, mail }) =>
      mail === undefined ? [] : [{ value: id, label: name }],
    );
    this.#owner = remembered(
      'mailbox',
      owners.map(({ value }) => value),
    );
    const picker = h(
      'select',
      { id: 'mailbox', onchange: () => this.#choose(picker.value) },
      options(owners, this.#owner),
    );
    const write = h(
      'button',
      { type: 'button', class: 'primary', onclick: () => this.#compose() },
      'New mail',
    );
    const title = h('h2', {}, state.list.name, h('span', { class: 'quiet' }, state.list.address));
    this.element = h(
      'section',
      { class: 'pane mail', id: 'pane-mail', 'aria-label': 'Mailing list' },
      h(
        'div',
        { class: 'pane-head' },
        h('div', { class: 'head-row' }, title, write),
        h('div', { class: 'pane-tools' }, h('label', { for: 'mailbox' }, 'Mailbox of'), picker),
      ),
      this.#content,
    );
    this.#showThreads();
  }

  /** Looks at everything again. */
  refresh(): void {
    const view = this.#open;
    if (view === undefined) return this.#showThreads();
    if (view instanceof ThreadView)
      void attempt(undefined, async () =>
        view.update(await get<ThreadShape[]>(`mail/${this.#owner}`)),
      );
  }

  changed(member: string): void {
    if (member === this.#owner) this.refresh();
  }

  #choose(owner: string): void {
    this.#owner = owner;
    remember('mailbox', owner);
    this.#showThreads();
  }

  #showThreads(): void {
    const owner = this.#owner;
    this.#open = undefined;
    void attempt(undefined, async () => {
      const threads = await get<ThreadShape[]>(`mail/${owner}`);
      if (this.#open === undefined && owner === this.#owner)
        this.#content.replaceChildren(this.#threadList(threads));
    });
  }

  #threadList(threads: ThreadShape[]): HTMLElement {
    const none =
      'No mail yet. Move the clock on: Convoke writes to the list when the call for agenda is due.';
    if (threads.length === 0) return h('p', { class: 'empty' }, none);
    return h(
      'ul',
      { class: 'threads', 'aria-label': 'Threads' },
      threads.map((thread) => this.#threadRow(thread)),
    );
  }

  #threadRow(thread: ThreadShape): HTMLElement {
    const { messages, subject } = thread;
    const last = messages.at(-1);
    const unread = messages.filter(
      ({ folder, id }) => folder === 'inbox' && !this.#seen.has(`${this.#owner} ${id}`),
    ).length;
    const people = [...new Set(messages.map((line) => line.from))].join(', ');
    const count = messages.length > 1 && h('span', { class: 'count' }, String(messages.length));
    return h(
      'li',
      {},
      h(
        'button',
        {
          type: 'button',
          class: unread > 0 ? 'thread unread' : 'thread',
          onclick: () => this.#enter(thread),
        },
        h(
          'span',
          { class: 'thread-top' },
          h('span', { class: 'people' }, people),
          last && h('time', { datetime: last.at }, shortTime(last.at, this.#state.zone)),
        ),
        h('span', { class: 'subject-line' }, h('span', { class: 'subject' }, subject), count),
        h('span', { class: 'opening' }, last?.opening ?? ''),
        unread > 0 && h('span', { class: 'hidden-label' }, `${unread} unread`),
      ),
    );
  }

  #enter(thread: ThreadShape): void {
    const owner = this.#owner;
    const view = new ThreadView({
      thread,
      owner,
      state: this.#state,
      onBack: () => this.#showThreads(),
      onSeen: (id) => this.#seen.add(`${owner} ${id}`),
    });
    this.#open = view;
    this.#content.replaceChildren(view.element);
    this.#content.scrollTop = 0;
    view.focus();
  }

  #compose(): void {
    const onDone = () => this.#showThreads();
    const form = newMailForm({ owner: this.#owner, state: this.#state, onDone });
    this.#open = 'new mail';
    this.#content.replaceChildren(form);
    form.querySelector('input')?.focus();
  }
}
