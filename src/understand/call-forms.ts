import type { Role } from '../domain/sheet.ts';
import { because, call, form, reasonOf, type Form } from './command-parts.ts';

const date =
  '(?:\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d)?|\\d{1,2}(?:st|nd|rd|th)?(?: of)? [a-z]{3,9}\\.?,?(?: \\d{4})?|[a-z]{3,9}\\.? \\d{1,2}(?:st|nd|rd|th)?(?:,? \\d{4})?)';
const role = '(?:the )?(chair|scribe)';
const mail = '(?:the |my |personal |all )*(?:mails?|e-?mails?|letters)';

/** What can be said of the call, and of oneself. */
export const callForms: readonly Form[] = [
  form(`(?:move|reschedule|postpone|shift) ${call} (?:to|until)\\s+(.{3,120})`, ([, to]) =>
    moved(to!),
  ),
  form(`reschedule(?:\\s*:|\\s+to:?)\\s*(.{3,120})`, ([, to]) => moved(to!)),
  form(`(?:cancel|call off)(?: ${call})?${because}(.{2,})`, ([, text]) => {
    const reason = reasonOf(text!);
    return reason === undefined ? undefined : [{ name: 'cancel', reason }];
  }),
  form(
    `(?:restore|reinstate|revive) ${call}|(?:un-?cancel|undo (?:the )?cancel(?:lation)?(?: of)?)(?: ${call})?`,
    () => [{ name: 'restore' }],
  ),
  form(`skip(?: ${call})?(?: (?:on |of )?(${date}))?${because}(.{2,})`, ([, day, text]) => {
    const reason = reasonOf(text!);
    if (reason === undefined) return undefined;
    return [{ name: 'skip', reason, ...(day === undefined ? {} : { date: day }) }];
  }),
  form(`confirm(?:ed)?(?: ${call})?`, () => [{ name: 'confirm' }]),
  form(`pass (?:my turn|(?:my turn )?(?:as )?${role})`, ([, as]) => [
    { name: 'pass', role: roleOf(as) },
  ]),
  form(`swap (?:(?:my )?turns?(?: as ${role})?|(?:as )?${role}) with (.{2,120})`, (match) => [
    { name: 'swap', role: roleOf(match[1] ?? match[2]), with: match[3]! },
  ]),
  form(`next(?: ${call}| one)?\\??|when is ${call}\\??`, () => [{ name: 'next' }]),
  form(`regrets(?:\\s*:\\s*|\\s+from\\s+)(.{2,300})`, ([, names]) => [
    { name: 'regrets', people: namesIn(names!) },
  ]),
  form(
    `(?:sorry,? )?(?:my )?regrets|(?:i am |i['’]m )?(?:not coming|absent)|(?:sorry,? )?can(?:['’]t|not) (?:make it|come|attend)`,
    () => [{ name: 'regrets', people: [] }],
  ),
  form(`present\\s*:\\s*(.{2,300})`, ([, names]) => [{ name: 'present', people: namesIn(names!) }]),
  form(`(?:i am |i['’]m |i was )?present`, () => [{ name: 'present', people: [] }]),
  form(`coming\\s*:\\s*(.{2,300})`, ([, names]) => [{ name: 'coming', people: namesIn(names!) }]),
  form(`(?:i am |i['’]m |i['’]ll be |i will be )?(?:coming|attending)`, () => [
    { name: 'coming', people: [] },
  ]),
  form(
    `(?:my )?(?:time ?)?zone(?:\\s*[:=]| is)\\s*(.{2,60})|(?:time ?)?zone ([a-z_]+(?:/[a-z_+-]+){1,2}|utc)`,
    ([, said, name]) => [{ name: 'zone', zone: (said ?? name)!.trim() }],
  ),
  form(
    `stop|unsubscribe(?: me)?|opt[ -]?out|stop ${mail}|stop (?:e-?mailing|mailing|writing(?: to)?) me|stop sending (?:me )?${mail}(?: to me)?`,
    () => [{ name: 'stop' }],
  ),
  form(
    `(?:resume|start)(?: sending)?(?: me)? ${mail}|resume|(?:re-?)?subscribe(?: me)?|undo stop`,
    () => [{ name: 'resume' }],
  ),
  form(
    `help(?: me)?\\??|commands\\??|\\?|hilfe|aide|ayuda|aiuto|ajuda|hjälp|hulp|apua|pomoc|помощь`,
    () => [{ name: 'help' }],
  ),
  form(`list(?: (?:the )?(?:agenda|items))?|(?:show )?(?:the )?(?:agenda|items)\\??`, () => [
    { name: 'list' },
  ]),
];

/** A question proposes; it moves nothing. */
function moved(text: string): ReturnType<Form[1]> {
  const to = text.replace(/\.$/u, '').trim();
  return /\?$|\b(?:if|unless)\b/iu.test(to) ? undefined : [{ name: 'reschedule', to }];
}

function roleOf(text: string | undefined): Role {
  return text?.toLowerCase() === 'scribe' ? 'scribe' : 'chair';
}

/** Where somebody stops naming people and says why: "from me, I am travelling". */
const explains =
  /(?:^|[\s,;.:–—-]+)(?:i|we|i['’](?:m|ll|ve|d)|sorry|apologies|unfortunately|sadly|because|since|as|due|but|on holiday|travelling|traveling)(?![\p{L}'’]).*$/isu;

function namesIn(text: string): string[] {
  return text
    .replace(explains, '')
    .replace(
      /\s+for (?:the|this|next|today|tomorrow|tonight|tuesday|monday|wednesday|thursday|friday)\b.*$/iu,
      '',
    )
    .split(/\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s*/u)
    .map((name) => name.replace(/\.$/u, '').trim())
    .filter((name) => name !== '' && !/^(?:me|myself|i)$/iu.test(name));
}
