import type { CommandShape } from '../shapes.ts';
import { commandForm } from './chat-command.ts';
import type { Actor } from './actor.ts';
import { attempt, h } from './dom.ts';

const mostOffered = 40;

/** Where a member writes: words, or a slash and a command. */
export class ChatComposer {
  readonly element: HTMLElement;
  readonly #actor: Actor;
  readonly #words = h('textarea', {
    id: 'say',
    rows: 1,
    maxlength: 2000,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'commands',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
  });
  readonly #send = h('button', { type: 'submit', class: 'primary' }, 'Send');
  readonly #list = h('ul', {
    id: 'commands',
    role: 'listbox',
    class: 'commands',
    'aria-label': 'Commands',
    hidden: true,
  });
  readonly #line = h(
    'form',
    { class: 'say', onsubmit: (event) => this.#submit(event) },
    h('label', { for: 'say', class: 'hidden-label' }, 'Message'),
    this.#words,
    this.#send,
  );
  #offered: CommandShape[] = [];
  #chosen = 0;

  constructor(actor: Actor) {
    this.#actor = actor;
    this.element = h('div', { class: 'composer' }, this.#list, this.#line);
    this.#words.addEventListener('input', () => this.#offer());
    this.#words.addEventListener('keydown', (event) => this.#press(event));
    this.#words.addEventListener('blur', () => this.#hide());
  }

  /** The channel or the commands have changed. */
  refresh(): void {
    if (!this.#list.hidden) this.#offer();
    const name = this.#actor.reader.channelName(this.#actor.channelId);
    this.#words.placeholder = name === undefined ? '' : `Message #${name}, or / for a command`;
  }

  #offer(): void {
    const typed = this.#words.value;
    if (!typed.startsWith('/') || typed.includes('\n')) return this.#hide();
    const wanted = typed.slice(1).trim().toLowerCase();
    this.#offered = this.#actor.guild.commands
      .filter((command) => matches(command.name, wanted))
      .slice(0, mostOffered);
    this.#chosen = 0;
    this.#showOffer();
  }

  #showOffer(): void {
    const none = 'The server knows no such command. Convoke registers its commands when it starts.';
    const rows = this.#offered.map((command, n) => this.#row(command, n));
    this.#list.hidden = false;
    this.#list.replaceChildren(
      ...(rows.length > 0 ? rows : [h('li', { class: 'quiet none' }, none)]),
    );
    this.#words.setAttribute('aria-expanded', 'true');
    if (rows.length > 0)
      this.#words.setAttribute('aria-activedescendant', `command-${this.#chosen}`);
    else this.#words.removeAttribute('aria-activedescendant');
    rows[this.#chosen]?.scrollIntoView({ block: 'nearest' });
  }

  #row(command: CommandShape, n: number): HTMLElement {
    return h(
      'li',
      {
        id: `command-${n}`,
        role: 'option',
        'aria-selected': String(n === this.#chosen),
        // The press comes before the words lose their focus and the list goes.
        onmousedown: (event) => {
          event.preventDefault();
          this.#pick(command);
        },
      },
      h('strong', {}, `/${command.name}`),
      h('span', { class: 'quiet' }, command.description),
    );
  }

  #hide(): void {
    this.#list.hidden = true;
    this.#offered = [];
    this.#words.setAttribute('aria-expanded', 'false');
    this.#words.removeAttribute('aria-activedescendant');
  }

  #press(event: KeyboardEvent): void {
    const { key } = event;
    const command = this.#offered[this.#chosen];
    if (key === 'Escape') this.#hide();
    else if (command && (key === 'ArrowDown' || key === 'ArrowUp')) {
      event.preventDefault();
      const { length } = this.#offered;
      this.#chosen = (this.#chosen + (key === 'ArrowDown' ? 1 : -1) + length) % length;
      this.#showOffer();
    } else if (command && (key === 'Enter' || key === 'Tab')) {
      event.preventDefault();
      this.#pick(command);
    } else if (key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#line.requestSubmit();
    }
  }

  #pick(command: CommandShape): void {
    this.#hide();
    this.#words.value = '';
    const form = commandForm({ command, actor: this.#actor, onDone: () => this.#back() });
    this.#line.replaceWith(form);
    form.querySelector<HTMLElement>('input, select, textarea, button[type=submit]')?.focus();
  }

  #back(): void {
    this.element.replaceChildren(this.#list, this.#line);
    this.#words.focus();
  }

  #submit(event: Event): void {
    event.preventDefault();
    const text = this.#words.value.trim();
    // Words after a slash that are no command were hardly meant for everybody.
    if (text === '' || !this.#list.hidden) return;
    void attempt(this.#send, async () => this.#actor.act('say', { text })).then((isDone) => {
      if (isDone) this.#words.value = '';
      this.#words.focus();
    });
  }
}

/** "ag ad" finds "agenda add". */
function matches(name: string, wanted: string): boolean {
  const words = name.split(' ');
  return (
    wanted.split(/\s+/u).every((part, n) => words[n]?.startsWith(part) ?? false) ||
    name.includes(wanted)
  );
}
