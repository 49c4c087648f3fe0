import type { Command } from '../domain/command.ts';
import type { ItemChanges } from '../domain/item.ts';
import { looksLikeCommand } from './command-words.ts';
import { changesOf, minutesOf, outcomeOf } from './item-fields.ts';

export interface CommandsReading {
  commands: Command[];
  /** Lines that look like a command and are none. */
  unknownLines: string[];
  /** The reply without the lines above. */
  rest: string;
}

const maxLines = 2000;
const maxLineChars = 600;

const item = '(?:the |my |agenda |item |number |no\\.? ?)*#?(\\d{1,3})';
/** "of the call", "on the agenda": what people add and nobody needs. */
const call =
  '(?:(?:the|our|this|next|today.?s|tomorrow.?s|tuesday.?s|monday.?s|wednesday.?s|thursday.?s|friday.?s) ){0,2}(?:call|meeting)';
const because = '(?:\\s*[:,;–—-]\\s*|\\s+(?:because|since|as|due to|reason:?)\\s+)';

type Reader = (match: RegExpExecArray) => Command[] | undefined;

/** Every form of every command, each for a whole line. */
const readers: [RegExp, Reader][] = [
  form(
    `(?:edit|change|update|rename|retitle|set)(?: the)?(?: title(?: of| for)?)? ${item}(?: title)?(?:\\s*[:=–—-]\\s*|\\s+to:?\\s+)(.+)`,
    ([, number, text]) => edited(number!, text!),
  ),
  form(
    `(?:withdraw|remove|delete|drop|retract) ${item}((?:\\s*(?:,|and|&|,\\s*and)\\s*#?\\d{1,3})*)(?: from the agenda)?`,
    ([, first, more]) =>
      [first!, ...numbersIn(more ?? '')].map((number) => ({
        name: 'withdraw',
        item: Number(number),
      })),
  ),
  form(
    `(?:move|put) ${item} (?:to|at|on)(?: the)?(?: position| place| number)? ?#?(\\d{1,3})`,
    ([, from, to]) => [{ name: 'move', item: Number(from), to: Number(to) }],
  ),
  form(`(?:move|put) ${item} (?:to (?:the )?)?(?:first|top|start|beginning|front)`, ([, from]) => [
    { name: 'move', item: Number(from), to: 1 },
  ]),
  form(
    `(?:defer|postpone) ${item}(?: to (?:the )?next (?:call|meeting|time|week))?(?:${because}(.+))?`,
    ([, number, reason]) => [
      { name: 'defer', item: Number(number), ...(reason ? { reason: reason.trim() } : {}) },
    ],
  ),
  form(
    `(?:accept|approve) ${item}((?:\\s*(?:,|and|&|,\\s*and)\\s*#?\\d{1,3})*)`,
    ([, first, more]) =>
      [first!, ...numbersIn(more ?? '')].map((number) => ({
        name: 'accept',
        item: Number(number),
      })),
  ),
  form(`(?:decline|reject|refuse) ${item}(?:${because}(.+))?`, ([, number, reason]) => [
    { name: 'decline', item: Number(number), ...(reason ? { reason: reason.trim() } : {}) },
  ]),
  form(`(\\S.{0,20}?) (?:for|on|to) ${item}`, ([, time, number]) => timed(number!, time!)),
  form(
    `(?:time(?: ?box)?|minutes|duration)(?: (?:for|of))? ${item}\\s*[:=–-]?\\s*(.{1,20})`,
    ([, number, time]) => timed(number!, time!),
  ),
  form(`${item}\\s*[:=]\\s*(.{1,20})`, ([, number, time]) => timed(number!, time!)),
  form(`give ${item} (.{1,20})`, ([, number, time]) => timed(number!, time!)),
  form(
    `lead(?:er)?(?: (?:for|of))? ${item}\\s*(?:[:=–-]|is|to)\\s*(.{1,120})`,
    ([, number, lead]) =>
      changed(number!, { lead: lead!.replace(/^@/u, '').replace(/\.$/u, '').trim() }),
  ),
  form(`details?(?: (?:for|of))? ${item}\\s*[:=]\\s*(.+)`, ([, number, details]) =>
    changed(number!, { details: details!.trim() }),
  ),
  form(`(?:outcome|goal|type)(?: (?:for|of))? ${item}\\s*[:=]\\s*(.{1,40})`, ([, number, text]) => {
    const outcome = outcomeOf(text!);
    return outcome && changed(number!, { outcome });
  }),
  form(`links?(?: (?:for|of|to))? ${item}\\s*[:=]?\\s*(https?://\\S+)`, ([, number, link]) =>
    changed(number!, { links: [link!] }),
  ),
  form(`${item} is (?:for )?(decision|discussion|information)`, ([, number, text]) =>
    changed(number!, { outcome: outcomeOf(text!)! }),
  ),
  form(`(?:move|reschedule|postpone|shift) ${call} (?:to|until)\\s+(.{3,120})`, ([, to]) => [
    { name: 'reschedule', to: to!.replace(/\.$/u, '').trim() },
  ]),
  form(`reschedule(?:\\s*:|\\s+to:?)\\s*(.{3,120})`, ([, to]) => [
    { name: 'reschedule', to: to!.replace(/\.$/u, '').trim() },
  ]),
  form(`(?:cancel|call off)(?: ${call})?${because}(.{2,})`, ([, reason]) => [
    { name: 'cancel', reason: reason!.trim() },
  ]),
  form(`confirm(?:ed)?(?: ${call})?`, () => [{ name: 'confirm' }]),
  form(`regrets(?:\\s*:\\s*|\\s+from\\s+)(.{2,300})`, ([, names]) => [
    { name: 'regrets', people: namesIn(names!) },
  ]),
  form(`(?:my )?regrets`, () => [{ name: 'regrets', people: [] }]),
  form(`present(?:\\s*:\\s*)(.{2,300})`, ([, names]) => [
    { name: 'present', people: namesIn(names!) },
  ]),
  form(`(?:i am |i'm )?present`, () => [{ name: 'present', people: [] }]),
  form(
    `(?:my )?(?:time ?)?zone(?: is)?\\s*[:=]?\\s*([a-z_]+(?:/[a-z_+-]+){1,2}|utc)`,
    ([, zone]) => [{ name: 'zone', zone: zone! }],
  ),
  form(`coming(?:\\s*:\\s*)(.{2,300})`, ([, names]) => [
    { name: 'coming', people: namesIn(names!) },
  ]),
  form(`(?:i am |i'm |i'll be |i will be )?coming`, () => [{ name: 'coming', people: [] }]),
  form(`stop|unsubscribe(?: me)?|stop (?:the |personal |all )*(?:mails?|e-?mails?)`, () => [
    { name: 'stop' },
  ]),
  form(`help(?: me)?`, () => [{ name: 'help' }]),
  form(`list(?: (?:the )?(?:agenda|items))?|show (?:the )?(?:agenda|items)`, () => [
    { name: 'list' },
  ]),
];

function form(pattern: string, read: Reader): [RegExp, Reader] {
  return [new RegExp(`^(?:${pattern})$`, 'iu'), read];
}

/** Reads the lines that are commands, one a line: forgiving in form, and nothing is taken for a command that does not match whole. */
export function readCommands(reply: string): CommandsReading {
  const reading: CommandsReading = { commands: [], unknownLines: [], rest: reply };
  const lines = reply.split('\n');
  if (lines.length > maxLines) return reading;
  const rest: string[] = [];
  let fenced = false;
  for (const line of lines) {
    if (/^\s*(?:```|~~~)/u.test(line)) fenced = !fenced;
    const commands = fenced || line.length > maxLineChars ? undefined : commandsIn(line);
    const bare = line.trim();
    if (commands) reading.commands.push(...commands);
    else if (!fenced && bare.length < maxLineChars && looksLikeCommand(bare))
      reading.unknownLines.push(bare);
    else rest.push(line);
  }
  reading.rest = rest.join('\n');
  return reading;
}

function commandsIn(line: string): Command[] | undefined {
  const text = line
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^(?:[-*•>]\s|\d{1,2}[.)]\s(?=[\p{L}]))\s*/u, '')
    .replace(/^[/!](?:agenda |meeting |convoke )?\s*/iu, '')
    .replace(/^(?:please|pls|kindly|can you|could you)[, ]\s*/iu, '')
    .replace(/(?:[,\s]+(?:please|pls|thanks|thank you|thx))?[.!]*$/iu, '');
  if (text === '') return undefined;
  for (const [pattern, read] of readers) {
    const match = pattern.exec(text);
    const commands = match ? read(match) : undefined;
    if (commands) return commands;
  }
  return undefined;
}

/** The new title may carry a time box, a lead or an outcome, as in a proposal; fields alone leave the title as it is. */
function edited(number: string, text: string): Command[] | undefined {
  const changes: ItemChanges = changesOf(text);
  return Object.keys(changes).length === 0 ? undefined : changed(number, changes);
}

function timed(number: string, text: string): Command[] | undefined {
  const minutes = minutesOf(text);
  return minutes === undefined ? undefined : changed(number, { minutes });
}

function changed(number: string, changes: ItemChanges): Command[] {
  return [{ name: 'edit', item: Number(number), changes }];
}

function numbersIn(text: string): string[] {
  return text.match(/\d{1,3}/gu) ?? [];
}

function namesIn(text: string): string[] {
  return text
    .replace(
      /\s+for (?:the|this|next|today|tomorrow|tonight|tuesday|monday|wednesday|thursday|friday)\b.*$/iu,
      '',
    )
    .split(/\s*(?:,|;|&|\band\b|\bund\b|\bet\b)\s*/u)
    .map((name) => name.replace(/\.$/u, '').trim())
    .filter((name) => name !== '' && !/^(?:me|myself|i)$/iu.test(name));
}
