import type { CommandShape } from '../shapes.ts';
import { commandForm } from './chat-command.ts';
import type { Actor } from './chat-pane.ts';
import { attempt, h } from './dom.ts';

export interface Composer {
  element: HTMLElement;
  /** The channel or the commands have changed. */
  refresh: () => void;
}

/** Where a member writes: words, or a slash and a command. */
export function chatComposer(actor: Actor): Composer {
  const words = h('textarea', {
    id: 'say',
    rows: 1,
    maxlength: 2000,
    role: 'combobox',
    'aria-expanded': 'false',
    'aria-controls': 'commands',
    'aria-autocomplete': 'list',
    autocomplete: 'off',
  });
  const label = h('label', { for: 'say', class: 'hidden-label' }, 'Message');
  const send = h('button', { type: 'submit', class: 'primary' }, 'Send');
  const list = h('ul', {
    id: 'commands',
    role: 'listbox',
    class: 'commands',
    'aria-label': 'Commands',
    hidden: true,
  });
  const line = h('form', { class: 'say', onsubmit: submit }, label, words, send);
  const element = h('div', { class: 'composer' }, list, line);
  let offered: CommandShape[] = [];
  let chosen = 0;

  words.addEventListener('input', offer);
  words.addEventListener('keydown', press);
  words.addEventListener('blur', () => setTimeout(hide, 150));

  function offer(): void {
    const typed = words.value;
    if (!typed.startsWith('/') || typed.includes('\n')) return hide();
    const wanted = typed.slice(1).trim().toLowerCase();
    offered = actor
      .guild()
      .commands.filter((command) => matches(command.name, wanted))
      .slice(0, 40);
    chosen = 0;
    showOffer();
  }

  function showOffer(): void {
    list.hidden = false;
    words.setAttribute('aria-expanded', 'true');
    const none = h(
      'li',
      { class: 'quiet none' },
      'The server knows no such command. Convoke registers its commands when it starts.',
    );
    list.replaceChildren(...(offered.length > 0 ? offered.map(offerRow) : [none]));
    if (offered.length > 0) words.setAttribute('aria-activedescendant', `command-${chosen}`);
    else words.removeAttribute('aria-activedescendant');
    list.children[chosen]?.scrollIntoView({ block: 'nearest' });
  }

  function offerRow(command: CommandShape, n: number): HTMLElement {
    return h(
      'li',
      {
        id: `command-${n}`,
        role: 'option',
        'aria-selected': String(n === chosen),
        onmousedown: (event) => {
          event.preventDefault();
          pick(command);
        },
      },
      h('strong', {}, `/${command.name}`),
      h('span', { class: 'quiet' }, command.description),
    );
  }

  function hide(): void {
    list.hidden = true;
    offered = [];
    words.setAttribute('aria-expanded', 'false');
    words.removeAttribute('aria-activedescendant');
  }

  function press(event: KeyboardEvent): void {
    const isOffering = offered.length > 0;
    if (isOffering && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      chosen = (chosen + by + offered.length) % offered.length;
      showOffer();
    } else if (isOffering && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      const command = offered[chosen];
      if (command) pick(command);
    } else if (event.key === 'Escape') {
      hide();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      line.requestSubmit();
    }
  }

  function pick(command: CommandShape): void {
    hide();
    words.value = '';
    const form = commandForm({ command, actor, onDone: back });
    line.replaceWith(form);
    form.querySelector<HTMLElement>('input, select, textarea, button[type=submit]')?.focus();
  }

  function back(): void {
    element.replaceChildren(list, line);
    words.focus();
  }

  function submit(event: Event): void {
    event.preventDefault();
    const text = words.value.trim();
    // Words after a slash that are no command were hardly meant for everybody.
    if (text === '' || !list.hidden) return;
    void attempt(send, () => actor.act('say', { text })).then((isDone) => {
      if (isDone) words.value = '';
      words.focus();
    });
  }

  return {
    element,
    refresh() {
      if (!list.hidden) offer();
      const name = actor.reader.channelName(actor.channelId());
      words.placeholder = name === undefined ? '' : `Message #${name}, or / for a command`;
    },
  };
}

/** "ag ad" finds "agenda add". */
function matches(name: string, wanted: string): boolean {
  const words = name.split(' ');
  return (
    wanted.split(/\s+/u).every((part, n) => words[n]?.startsWith(part) ?? false) ||
    name.includes(wanted)
  );
}
