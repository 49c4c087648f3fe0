import type { PageState } from '../shapes.ts';
import { h } from './dom.ts';

const restMs = 700;

export interface MeetingPane {
  element: HTMLElement;
  /** Something happened that Convoke's page may tell of. */
  stir: () => void;
}

/** Convoke's own public page, as anybody on the internet would see it. */
export function meetingPane(state: PageState): MeetingPane {
  let shown = frame();
  let newest = shown;
  let wandered = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stack = h('div', { class: 'frames' }, shown);
  watch(shown);
  const reload = h('button', { type: 'button', class: 'plain', onclick: () => load() }, 'Reload');
  const element = h(
    'section',
    { class: 'pane meeting', 'aria-label': 'Meeting' },
    h(
      'div',
      { class: 'pane-head slim' },
      h('h2', {}, "Convoke's public page"),
      h(
        'div',
        { class: 'pane-tools' },
        reload,
        h('a', { href: state.convoke.pages, target: '_blank', rel: 'noopener' }, 'Open alone'),
      ),
    ),
    stack,
  );

  function frame(): HTMLIFrameElement {
    return h('iframe', { src: state.convoke.pages, title: "Convoke's public page" });
  }

  /** A second load in one frame means that the visitor followed a link; then nothing is reloaded unasked. */
  function watch(current: HTMLIFrameElement): void {
    let loads = 0;
    current.addEventListener('load', () => {
      loads += 1;
      if (loads > 1) wandered = true;
    });
  }

  /** The new page takes the old one's place once it is there, so that nothing flickers. */
  function load(): void {
    wandered = false;
    const coming = frame();
    newest = coming;
    coming.classList.add('coming');
    watch(coming);
    coming.addEventListener('load', () => replaceBy(coming), { once: true });
    stack.append(coming);
  }

  function replaceBy(coming: HTMLIFrameElement): void {
    if (coming !== newest) return coming.remove();
    coming.classList.remove('coming');
    for (const other of stack.querySelectorAll('iframe')) if (other !== coming) other.remove();
    shown = coming;
  }

  return {
    element,
    stir() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (!wandered && !shown.matches(':hover')) load();
      }, restMs);
    },
  };
}
