import { h } from './dom.ts';

interface Tab {
  label: string;
  target: HTMLElement;
}

/** On a narrow screen one pane shows at a time; these choose it, and tell of news in the others. */
export function paneTabs(tabs: Tab[]): { stir: (target: HTMLElement) => void } {
  const buttons = tabs.map((tab) =>
    h('button', { type: 'button', 'aria-pressed': 'false', onclick: () => choose(tab) }, tab.label),
  );
  document.querySelector('.tabs')?.replaceChildren(...buttons);

  function choose(chosen: Tab): void {
    for (const [n, tab] of tabs.entries()) {
      const isChosen = tab === chosen;
      tab.target.classList.toggle('chosen', isChosen);
      buttons[n]?.setAttribute('aria-pressed', String(isChosen));
      if (isChosen) buttons[n]?.classList.remove('news');
    }
  }

  const [first] = tabs;
  if (first) choose(first);
  return {
    stir(target) {
      const n = tabs.findIndex((tab) => tab.target === target);
      if (!target.classList.contains('chosen')) buttons[n]?.classList.add('news');
    },
  };
}
