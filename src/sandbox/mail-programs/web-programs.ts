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

const gmailQuote =
  'margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex';

/** Gmail, Yahoo and K-9, which all wrap what they quote in elements of their own. */
export const webPrograms: Program[] = [
  {
    id: 'gmail',
    name: 'Gmail',
    headers: {},
    messageId: (unique) => `<CA+${unique.slice(0, 28)}@mail.gmail.example>`,
    body: (letter) => gmailBody(letter),
  },
  {
    id: 'yahoo',
    name: 'Yahoo Mail',
    headers: { 'X-Mailer': 'WebService/1.1.22407 YMailNorrin' },
    messageId: (unique) =>
      `<${Number.parseInt(unique.slice(0, 8), 16)}.${Number.parseInt(unique.slice(8, 15), 16)}.${Number.parseInt(unique.slice(15, 25), 16)}@mail.yahoo.example>`,
    body: (letter) => yahooBody(letter),
  },
  {
    id: 'k9',
    name: 'K-9 Mail (Android)',
    headers: { 'User-Agent': 'K-9 Mail for Android' },
    messageId: (unique, author) => `<${unique.toUpperCase()}@${domainOf(author)}>`,
    body: (letter) => k9Body(letter),
  },
];

function gmailBody(letter: Letter): Part {
  const { answers } = letter;
  const own = linesOf(letter.text);
  if (!answers) return alternative(own, `<div dir="ltr">${broken(own)}</div>`);
  const line = gmailLine(answers, letter.zone);
  return alternative(
    [...own, '', ...wrapped(line), '', ...quoted(answers.text)],
    `<div dir="ltr">${broken(own)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">${escapeHtml(line)}<br></div><blockquote class="gmail_quote" style="${gmailQuote}">${htmlOf(answers)}</blockquote></div>`,
  );
}

/** Gmail sets a narrow no-break space before AM and PM. */
function gmailLine(answered: AnsweredMail, zone: string): string {
  const d = dateParts(answered.date, zone);
  return `On ${d.day}, ${d.mon} ${d.date}, ${d.year} at ${d.time12}\u202f${d.half} ${named(answered.from)} wrote:`;
}

function yahooBody(letter: Letter): Part {
  const { answers } = letter;
  const own = linesOf(letter.text).map((line) => ` ${line}`.trimEnd());
  const shown = linesOf(letter.text)
    .map(
      (line) =>
        `<div dir="ltr" data-setdir="false">${line === '' ? '<br>' : escapeHtml(line)}</div>`,
    )
    .join('');
  const top = `<div class="ydp2b1f1a3cyahoo-style-wrap" style="font-family:Helvetica Neue, Helvetica, Arial, sans-serif;font-size:16px;">${shown}<div><br></div></div>`;
  if (!answers) return alternative(own, `<html><head></head><body>${top}</body></html>`);
  const d = dateParts(answers.date, letter.zone);
  const line = `On ${d.weekday}, ${d.date} ${d.month} ${d.year} at ${d.time}:${d.seconds} ${d.zoneName}, ${named(answers.from)} wrote:`;
  return alternative(
    [...own, `    ${line}  `, ' ', ...linesOf(answers.text).map((one) => ` ${one}`)],
    `<html><head></head><body>${top}<div id="yahoo_quoted_2834716502" class="yahoo_quoted"><div style="font-family:'Helvetica Neue', Helvetica, Arial, sans-serif;font-size:13px;color:#26282a;"><div>${escapeHtml(line)}</div><div><br></div><div><br></div><div>${htmlOf(answers)}</div></div></div></body></html>`,
  );
}

function k9Body(letter: Letter): Part {
  const { answers } = letter;
  const signature = ['-- ', 'Sent from my Android device with K-9 Mail. Please excuse my brevity.'];
  const own = [...linesOf(letter.text), '', ...signature];
  if (!answers) return alternative(own, `<html><body>${broken(own)}</body></html>`);
  const d = dateParts(answers.date, letter.zone);
  const line = `On ${d.date} ${d.month} ${d.year} ${d.time}:${d.seconds} ${d.zoneName}, ${named(answers.from)} wrote:`;
  const text = [...linesOf(letter.text), '', line, ...quoted(answers.text, '>'), '', ...signature];
  return alternative(
    text,
    `<html><head></head><body>${broken(linesOf(letter.text))}<br><br><div class="gmail_quote">${escapeHtml(line)}<blockquote class="gmail_quote" style="margin: 0pt 0pt 0pt 0.8ex; border-left: 1px solid rgb(204, 204, 204); padding-left: 1ex;">${htmlOf(answers)}</blockquote></div><br>\n${broken(signature)}</body></html>`,
  );
}

function broken(lines: string[]): string {
  return lines.map(escapeHtml).join('<br>');
}

function alternative(text: string[], html: string): Part {
  return {
    type: 'multipart/alternative',
    parts: [
      {
        type: 'text/plain; charset="UTF-8"',
        text: `${text.join('\n')}\n`,
        encoding: 'quoted-printable',
      },
      { type: 'text/html; charset="UTF-8"', text: html, encoding: 'quoted-printable' },
    ],
  };
}

/** Gmail breaks its plain text at 78 characters, its own line before the quote as well. */
function wrapped(line: string): string[] {
  const out: string[] = [];
  let rest = line;
  while (rest.length > 78) {
    const cut = rest.lastIndexOf(' ', 78);
    if (cut <= 0) break;
    out.push(rest.slice(0, cut));
    rest = rest.slice(cut + 1);
  }
  return [...out, rest];
}
