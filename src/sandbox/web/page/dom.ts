export type Child = Node | string | false | null | undefined | Child[];

type Value = string | number | boolean | undefined | ((event: Event) => void);

/**
 * Makes an element. Words always become text nodes, so nothing that a person wrote can turn into markup.
 * A function under `onclick` and the like listens.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...flat(children));
  return element;
}

function flat(children: Child[]): (Node | string)[] {
  return children.flatMap((child) => {
    if (Array.isArray(child)) return flat(child);
    return child === false || child === null || child === undefined ? [] : [child];
  });
}

/** A link to somewhere else. Anything but the web and mail stays plain text. */
export function linkTo(url: string, ...children: Child[]): HTMLElement {
  const isSafe = /^(?:https?:\/\/|mailto:)/iu.test(url);
  if (!isSafe) return h('span', {}, ...children);
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, ...children);
}

export function options(
  choices: { value: string; label: string }[],
  chosen?: string,
): HTMLOptionElement[] {
  return choices.map(({ value, label }) =>
    h('option', { value, selected: value === chosen }, label),
  );
}

/** Says something to the visitor for a few seconds, by voice too. */
export function notify(text: string, kind: 'info' | 'error' = 'info'): void {
  const notice = h(
    'div',
    { class: `notice ${kind}`, role: kind === 'error' ? 'alert' : false },
    text,
  );
  document.getElementById('notices')?.append(notice);
  setTimeout(() => notice.remove(), kind === 'error' ? 8_000 : 3_500);
}

/** Runs what a control does; the control rests meanwhile, and the visitor is told when it fails. */
export async function attempt(
  control: HTMLButtonElement | undefined,
  work: () => Promise<unknown>,
): Promise<boolean> {
  if (control) control.disabled = true;
  try {
    await work();
    return true;
  } catch (error) {
    notify(error instanceof Error ? error.message : String(error), 'error');
    return false;
  } finally {
    if (control) control.disabled = false;
  }
}

/** Remembers a choice of this visitor's over a reload. */
export function remembered(key: string, choices: string[]): string {
  const value = localStorage.getItem(`sandbox.${key}`);
  return value !== null && choices.includes(value) ? value : (choices[0] ?? '');
}

export function remember(key: string, value: string): void {
  localStorage.setItem(`sandbox.${key}`, value);
}
