import {
  answeredUnder,
  dateParts,
  domainOf,
  linesOf,
  named,
  quoted,
  shortName,
  type AnsweredMail,
  type Program,
} from './letter.ts';
import type { Part } from './mime.ts';

/** Programs that send plain text and nothing else. */
export const plainPrograms: Program[] = [
  {
    id: 'thunderbird',
    name: 'Thunderbird',
    headers: { 'User-Agent': 'Mozilla Thunderbird', 'Content-Language': 'en-GB' },
    messageId: (unique, author) =>
      `<${unique.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')}@${domainOf(author)}>`,
    body: (letter) => ({
      type: 'text/plain; charset=UTF-8; format=flowed',
      text: flow(
        letter.answers
          ? answeredUnder(
              [thunderbirdLine(letter.answers, letter.zone), ...quoted(letter.answers.text)],
              letter,
            )
          : linesOf(letter.text),
      ),
      encoding: '8bit',
    }),
  },
  {
    id: 'mutt',
    name: 'Mutt',
    headers: { 'User-Agent': 'Mutt/1.5.23 (2014-03-12)', 'Content-Disposition': 'inline' },
    messageId: (unique, author) =>
      `<${unique.slice(0, 14)}.GA${unique.slice(14, 18)}@${domainOf(author)}>`,
    body: (letter) =>
      plain([
        ...(letter.answers
          ? answeredUnder(
              [muttLine(letter.answers, letter.zone), ...quoted(letter.answers.text)],
              letter,
            )
          : linesOf(letter.text)),
        '',
        '-- ',
        shortName(letter.author),
      ]),
  },
  {
    id: 'gnus',
    name: 'Gnus',
    headers: { 'User-Agent': 'Gnus/5.13 (Gnus v5.13) Emacs/24.3 (gnu/linux)' },
    messageId: (unique, author) => `<87${unique.slice(0, 8)}.fsf@${domainOf(author)}>`,
    inReplyTo: (answered, letter) => {
      const d = dateParts(answered.date, letter.zone);
      return `${answered.messageId} (${ascii(shortName(answered.from))}'s message of\r\n\t"${d.day}, ${d.date} ${d.mon} ${d.year} ${d.time}:${d.seconds} ${d.offset}")`;
    },
    body: (letter) =>
      plain([
        ...(letter.answers
          ? answeredUnder(
              [`${named(letter.answers.from)} writes:`, '', ...quoted(letter.answers.text)],
              letter,
            )
          : linesOf(letter.text)),
        '',
        '-- ',
        shortName(letter.author),
        named(letter.author),
      ]),
  },
];

function plain(lines: string[]): Part {
  return { type: 'text/plain; charset=us-ascii', text: `${lines.join('\n')}\n`, encoding: '7bit' };
}

function thunderbirdLine(answered: AnsweredMail, zone: string): string {
  const d = dateParts(answered.date, zone);
  return `On ${d.numeric} ${d.time}, ${shortName(answered.from)} wrote:`;
}

function muttLine(answered: AnsweredMail, zone: string): string {
  const d = dateParts(answered.date, zone);
  return `On ${d.day}, ${d.mon} ${String(d.date).padStart(2, '0')}, ${d.year} at ${d.time}:${d.seconds}${d.half} ${d.offset}, ${shortName(answered.from)} wrote:`;
}

/** RFC 3676: lines that go on end in a space, and lines that would look like a quote get one in front. */
function flow(lines: string[]): string {
  return lines
    .flatMap((line) => (line.startsWith('>') ? [line.trimEnd()] : flowLine(line)))
    .map((line) => `${line}\n`)
    .join('');
}

function flowLine(line: string): string[] {
  const stuffed = /^(?: |From )/u.test(line) ? ` ${line}` : line;
  const out: string[] = [];
  let rest = stuffed.trimEnd();
  while (rest.length > 72) {
    const cut = rest.lastIndexOf(' ', 71);
    if (cut <= 0) break;
    out.push(rest.slice(0, cut + 1));
    rest = rest.slice(cut + 1);
  }
  return [...out, rest];
}

/** A comment in a structured header field has no room for anything else. */
function ascii(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, '?').replace(/[()\\]/gu, '');
}
