import type { MailShape, Person } from '../shapes.ts';
import { getText } from './api.ts';
import { attempt, h, linkTo } from './dom.ts';

/** A message with its head, shown as HTML where it has any, as text, or as it came over the wire. */
export function mailBody(mail: MailShape, owner: string): HTMLElement {
  const view = h('div', { class: 'letter' });
  const choices: [label: string, show: () => Node | Promise<Node>][] = [
    ...(mail.html === undefined
      ? []
      : [['HTML', () => htmlView(mail.html ?? '')] as [string, () => Node]]),
    ['Text', () => textView(mail.text)],
    [
      'Source',
      async () => h('pre', { class: 'source' }, await getText(`mail/${owner}/${mail.id}/source`)),
    ],
  ];
  const buttons = choices.map(([label, show]) =>
    h('button', { type: 'button', class: 'choice', onclick: () => choose(label, show) }, label),
  );
  function choose(label: string, show: () => Node | Promise<Node>): void {
    for (const button of buttons)
      button.setAttribute('aria-pressed', String(button.textContent === label));
    void attempt(undefined, async () => view.replaceChildren(await show()));
  }
  const [first] = choices;
  if (first) choose(...first);
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'message-head' },
      h(
        'div',
        {},
        people('From', mail.from),
        people('To', mail.to),
        people('Cc', mail.cc),
        people('Reply to', mail.replyTo),
      ),
      h('div', { class: 'choices', role: 'group', 'aria-label': 'Show as' }, buttons),
    ),
    view,
    attachments(mail, owner),
  );
}

function people(label: string, persons: Person[]): HTMLElement | false {
  if (persons.length === 0) return false;
  const text = persons
    .map(({ name, address }) => (name ? `${name} <${address}>` : address))
    .join(', ');
  return h('div', { class: 'quiet' }, `${label}: ${text}`);
}

function attachments(mail: MailShape, owner: string): HTMLElement | false {
  if (mail.attachments.length === 0) return false;
  return h(
    'ul',
    { class: 'attachments', 'aria-label': 'Attachments' },
    mail.attachments.map(({ filename, bytes }, n) =>
      h(
        'li',
        {},
        h(
          'a',
          { href: `/api/mail/${owner}/${mail.id}/attachments/${n}`, download: filename },
          `${filename} (${bytes} bytes)`,
        ),
      ),
    ),
  );
}

/** A frame in which nothing can run; ours only to measure it and to send its links to a new window. */
function htmlView(html: string): HTMLElement {
  const style =
    'body{font:14px/1.5 system-ui,sans-serif;margin:0;padding:1px 12px;color:#1c1e26;background:#fff;overflow-wrap:anywhere}img{max-width:100%}';
  const frame = h('iframe', {
    sandbox: 'allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    srcdoc: `<!doctype html><meta charset="utf-8"><style>${style}</style>${html}`,
    title: 'Message',
  });
  frame.addEventListener('load', () => {
    const inside = frame.contentDocument;
    if (!inside) return;
    for (const link of inside.querySelectorAll('a')) {
      link.target = '_blank';
      link.rel = 'noopener noreferrer';
    }
    const fit = () => {
      frame.style.height = `${Math.ceil(inside.body.getBoundingClientRect().height) + 2}px`;
    };
    fit();
    new ResizeObserver(fit).observe(inside.body);
  });
  return frame;
}

function textView(text: string): HTMLElement {
  const lines = text.split('\n').map((line) => {
    const depth = /^(?:> ?)+/u.exec(line)?.[0].replaceAll(' ', '').length ?? 0;
    return h(
      'span',
      { class: depth > 0 ? `quote-${Math.min(depth, 3)}` : false },
      withLinks(line),
      '\n',
    );
  });
  return h('pre', { class: 'text' }, lines);
}

function withLinks(line: string): (Node | string)[] {
  return line
    .split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]])/u)
    .map((piece, n) => (n % 2 === 1 ? linkTo(piece, piece) : piece));
}
