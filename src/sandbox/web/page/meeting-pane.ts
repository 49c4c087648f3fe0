import type { PageState } from '../shapes.ts';
import { get } from './api.ts';
import { attempt, h } from './dom.ts';

const restMs = 600;

/** Convoke's own public page of the meeting it spoke of last, as anybody on the internet would see it. */
export class MeetingPane {
  readonly element: HTMLElement;
  readonly #stack: HTMLElement;
  readonly #alone: HTMLAnchorElement;
  #shown: HTMLIFrameElement;
  #newest: HTMLIFrameElement;
  /** The visitor has followed a link inside; then nothing is loaded unasked. */
  #hasWandered = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: PageState) {
    const { pages } = state.convoke;
    this.#shown = frameOf(pages);
    this.#newest = this.#shown;
    this.#stack = h('div', { class: 'frames', onmouseleave: () => this.stir() }, this.#shown);
    this.#alone = h('a', { href: pages, target: '_blank', rel: 'noopener' }, 'Open alone');
    const reload = h(
      'button',
      { type: 'button', class: 'plain', onclick: () => this.#load() },
      'Reload',
    );
    this.element = h(
      'section',
      { class: 'pane meeting', 'aria-label': 'Meeting' },
      h(
        'div',
        { class: 'pane-head slim' },
        h('h2', {}, "Convoke's public page"),
        h('div', { class: 'pane-tools' }, reload, this.#alone),
      ),
      this.#stack,
    );
    this.#load();
  }

  /** Something happened that Convoke's page may tell of. Nothing moves under the visitor's pointer. */
  stir(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      if (!this.#hasWandered && !this.#stack.matches(':hover')) this.#load();
    }, restMs);
  }

  /** The new page takes the old one's place once it is there, so that nothing flickers. */
  #load(): void {
    void attempt(undefined, async () => {
      const { page } = await get<{ page: string }>('meeting');
      const coming = frameOf(page);
      this.#newest = coming;
      this.#alone.href = page;
      coming.classList.add('coming');
      coming.addEventListener('load', () => this.#hasLoaded(coming));
      this.#stack.append(coming);
    });
  }

  #hasLoaded(frame: HTMLIFrameElement): void {
    if (frame === this.#shown) {
      // A page may also load itself anew, which it does without the visitor.
      this.#hasWandered ||= this.#stack.matches(':hover') || document.activeElement === frame;
    } else if (frame === this.#newest) {
      this.#hasWandered = false;
      frame.classList.remove('coming');
      for (const other of this.#stack.querySelectorAll('iframe'))
        if (other !== frame) other.remove();
      this.#shown = frame;
    } else frame.remove();
  }
}

function frameOf(page: string): HTMLIFrameElement {
  return h('iframe', { src: page, title: "Convoke's public page" });
}
