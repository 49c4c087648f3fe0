import {
  dateParts,
  domainOf,
  escapeHtml,
  htmlOf,
  linesOf,
  named,
  quoted,
  type AnsweredMail,
  type Letter,
  type Program,
} from './letter.ts';
import type { Part } from './mime.ts';

/** Apple's programs: words on top, the quote below with its date line inside. */
export const applePrograms: Program[] = [
  {
    id: 'apple-mail',
    name: 'Apple Mail',
    headers: {
      'Mime-Version': '1.0 (Mac OS X Mail 7.3 \\(1878.2\\))',
      'X-Mailer': 'Apple Mail (2.1878.2)',
    },
    messageId: appleId,
    body: (letter) => body(letter, []),
  },
  {
    id: 'iphone',
    name: 'iPhone',
    headers: { 'Mime-Version': '1.0 (1.0)', 'X-Mailer': 'iPhone Mail (11D201)' },
    messageId: appleId,
    body: (letter) => body(letter, ['', 'Sent from my iPhone']),
  },
];

function appleId(unique: string, author: { address: string }): string {
  const upper = unique.toUpperCase();
  return `<${upper.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')}@${domainOf(author)}>`;
}

function body(letter: Letter, signature: string[]): Part {
  const { answers } = letter;
  const own = [...linesOf(letter.text), ...signature];
  const quote = answers
    ? ['', '> ' + dateLine(answers, letter.zone), '> ', ...quoted(answers.text)]
    : [];
  const shown = own.map((line) => `<div>${line === '' ? '<br>' : escapeHtml(line)}</div>`).join('');
  const cite = answers
    ? `<div><br><blockquote type="cite"><div>${escapeHtml(dateLine(answers, letter.zone))}</div><br class="Apple-interchange-newline"><div>${htmlOf(answers)}</div></blockquote></div>`
    : '';
  return {
    type: 'multipart/alternative',
    parts: [
      {
        type: 'text/plain;\r\n\tcharset=us-ascii',
        text: `${[...own, ...quote].join('\n')}\n`,
        encoding: 'quoted-printable',
      },
      {
        type: 'text/html;\r\n\tcharset=us-ascii',
        text: `<html><head><meta http-equiv="Content-Type" content="text/html charset=us-ascii"></head><body style="word-wrap: break-word; -webkit-nbsp-mode: space;">${shown}${cite}<br></body></html>`,
        encoding: 'quoted-printable',
      },
    ],
  };
}

function dateLine(answered: AnsweredMail, zone: string): string {
  const d = dateParts(answered.date, zone);
  return `On ${d.date} ${d.mon} ${d.year}, at ${d.time}, ${named(answered.from)} wrote:`;
}
