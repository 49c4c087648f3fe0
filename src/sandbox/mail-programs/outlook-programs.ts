import {
  dateParts,
  escapeHtml,
  htmlOf,
  linesOf,
  named,
  type AnsweredMail,
  type Correspondent,
  type Letter,
  type Program,
} from './letter.ts';
import type { Part } from './mime.ts';

/** Outlook on the desk and on the web: words on top, a block of header lines, then everything unmarked. */
export const outlookPrograms: Program[] = [
  {
    id: 'outlook',
    name: 'Outlook (desktop)',
    headers: {
      'X-Mailer': 'Microsoft Outlook 15.0',
      'Content-Language': 'en-us',
      'Thread-Index': 'AQHPjr0bZk9yVtPqhUqkkb0h9fXcCw==',
    },
    messageId: (unique) =>
      `<00${unique.slice(0, 6)}$${unique.slice(6, 14)}$${unique.slice(14, 22)}$@example>`,
    body: (letter) => desktopBody(letter),
  },
  {
    id: 'outlook-web',
    name: 'Outlook on the web',
    headers: { 'Accept-Language': 'en-GB, en-US', 'Content-Language': 'en-GB' },
    messageId: (unique) => `<${unique.toUpperCase()}@AM0PR01MB0001.eurprd01.prod.example>`,
    body: (letter) => webBody(letter),
  },
];

interface HeaderLine {
  label: string;
  value: string;
}

function headerLines(answered: AnsweredMail, zone: string): HeaderLine[] {
  const d = dateParts(answered.date, zone);
  const all = (people: Correspondent[]) => people.map(named).join('; ');
  return [
    { label: 'From:', value: named(answered.from) },
    {
      label: 'Sent:',
      value: `${d.weekday}, ${d.month} ${d.date}, ${d.year} ${d.time12} ${d.half}`,
    },
    { label: 'To:', value: all(answered.to) },
    ...(answered.cc.length > 0 ? [{ label: 'Cc:', value: all(answered.cc) }] : []),
    { label: 'Subject:', value: answered.subject },
  ];
}

function desktopBody(letter: Letter): Part {
  const { answers } = letter;
  const own = linesOf(letter.text);
  const block = answers ? headerLines(answers, letter.zone) : [];
  const paragraphs = own
    .map(
      (line) =>
        `<p class=MsoNormal>${line === '' ? '<o:p>&nbsp;</o:p>' : escapeHtml(line)}<o:p></o:p></p>`,
    )
    .join('\r\n');
  const header = block
    .map(({ label, value }) => `<b>${label}</b> ${escapeHtml(value)}`)
    .join('<br>\r\n');
  const below = answers
    ? `<p class=MsoNormal><o:p>&nbsp;</o:p></p><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in'><p class=MsoNormal>${header}<o:p></o:p></p></div><p class=MsoNormal><o:p>&nbsp;</o:p></p>${htmlOf(answers)}`
    : '';
  return alternative(
    textBelow(own, block, answers),
    `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns="http://www.w3.org/TR/REC-html40"><head><meta name=Generator content="Microsoft Word 15 (filtered medium)"></head><body lang=EN-US link="#0563C1" vlink="#954F72"><div class=WordSection1>${paragraphs}${below}</div></body></html>`,
  );
}

function webBody(letter: Letter): Part {
  const { answers } = letter;
  const own = linesOf(letter.text);
  const block = answers ? headerLines(answers, letter.zone) : [];
  const shown = own
    .map(
      (line) =>
        `<div style="font-family: Calibri; font-size: 12pt;">${line === '' ? '<br>' : escapeHtml(line)}</div>`,
    )
    .join('\r\n');
  const header = block
    .map(({ label, value }) => `<b>${label}</b>&nbsp;${escapeHtml(value)}<br>`)
    .join('\r\n');
  const below = answers
    ? `<div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri, sans-serif" style="font-size:11pt">${header}</font><div>&nbsp;</div></div><div>${htmlOf(answers)}</div>`
    : '';
  const rule = block.length > 0 ? ['________________________________'] : [];
  return alternative(
    textBelow([...own, ...(rule.length > 0 ? [''] : []), ...rule], block, answers, []),
    `<html><head></head><body dir="ltr">${shown}${below}</body></html>`,
  );
}

function textBelow(
  own: string[],
  block: HeaderLine[],
  answers: AnsweredMail | undefined,
  gap = [''],
): string {
  if (!answers) return `${own.join('\n')}\n`;
  return `${[
    ...own,
    ...gap,
    ...block.map(({ label, value }) => `${label} ${value}`),
    '',
    ...linesOf(answers.text),
  ].join('\n')}\n`;
}

function alternative(text: string, html: string): Part {
  return {
    type: 'multipart/alternative',
    parts: [
      { type: 'text/plain;\r\n\tcharset="utf-8"', text, encoding: 'base64' },
      { type: 'text/html;\r\n\tcharset="utf-8"', text: html, encoding: 'quoted-printable' },
    ],
  };
}
