import type { MailLine, MailShape, PageState, ThreadShape } from '../shapes.ts';
import { get } from './api.ts';
import { attempt, h } from './dom.ts';
import { mailBody } from './mail-body.ts';
import { replyForm, type ReplyForm } from './mail-compose.ts';
import { shortTime } from './times.ts';

export interface ThreadOptions {
  thread: ThreadShape;
  owner: string;
  state: PageState;
  onBack: () => void;
  onSeen: (messageId: string) => void;
}

/** The messages of a thread, the last one open, and under them the reply. */
export class ThreadView {
  readonly element: HTMLElement;
  readonly #options: ThreadOptions;
  readonly #shown = new Map<string, HTMLElement>();
  readonly #list = h('div', { class: 'messages' });
  readonly #heading: HTMLElement;
  readonly #reply: ReplyForm;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#heading = h('h3', { tabindex: -1 }, options.thread.subject);
    this.#reply = replyForm(options);
    this.element = h(
      'div',
      { class: 'thread-view' },
      h(
        'div',
        { class: 'thread-head' },
        h('button', { type: 'button', class: 'plain', onclick: options.onBack }, '‹ All threads'),
        this.#heading,
      ),
      this.#list,
      this.#reply.element,
    );
    this.#show(options.thread);
  }

  /** Shows what has come since, and leaves what is being written alone. */
  update(threads: ThreadShape[]): void {
    const known = new Set(this.#shown.keys());
    const current = threads.find(({ messages }) => messages.some(({ id }) => known.has(id)));
    if (current) this.#show(current);
  }

  focus(): void {
    this.#heading.focus();
    this.#list.lastElementChild?.scrollIntoView({ block: 'start' });
  }

  #show({ messages }: ThreadShape): void {
    const fresh = messages.filter(({ id }) => !this.#shown.has(id));
    for (const line of fresh)
      this.#shown.set(line.id, this.#messageItem(line, line === messages.at(-1)));
    // A copy that came back from the list stands for the sent one.
    const wanted = messages.flatMap(({ id }) => this.#shown.get(id) ?? []);
    if (fresh.length > 0 || this.#list.childElementCount !== wanted.length)
      this.#list.replaceChildren(...wanted);
    const target = messages.findLast(({ folder }) => folder === 'inbox') ?? messages.at(-1);
    if (target && !this.#reply.hasWords()) void this.#answer(target.id);
  }

  #messageItem(line: MailLine, isOpen: boolean): HTMLElement {
    const body = h('div', { class: 'message-body' });
    const item = h(
      'details',
      { class: 'message', ontoggle: () => item.open && void this.#fill(line, body) },
      h(
        'summary',
        {},
        h('span', { class: 'from' }, line.from),
        line.folder === 'sent' && h('span', { class: 'badge' }, 'sent'),
        h('time', { datetime: line.at }, shortTime(line.at, this.#options.state.zone)),
        h('span', { class: 'opening' }, line.opening),
      ),
      body,
    );
    item.open = isOpen;
    return item;
  }

  async #fill(line: MailLine, body: HTMLElement): Promise<void> {
    if (body.childElementCount > 0) return;
    const { owner, onSeen } = this.#options;
    await attempt(undefined, async () => {
      const mail = await get<MailShape>(`mail/${owner}/${line.id}`);
      const answer = () => void this.#answer(line.id).then(() => this.#reply.focus());
      body.replaceChildren(
        mailBody(mail, owner),
        h('button', { type: 'button', class: 'plain', onclick: answer }, 'Reply to this'),
      );
      onSeen(line.id);
    });
  }

  async #answer(id: string): Promise<void> {
    const path = `mail/${this.#options.owner}/${id}`;
    await attempt(undefined, async () => this.#reply.aim(await get<MailShape>(path)));
  }
}
