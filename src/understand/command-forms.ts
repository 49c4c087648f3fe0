import type { ItemChanges } from '../domain/item.ts';
import { unquoted } from './command-line.ts';
import { changed, forEach, form, item, items, because, type Form } from './command-parts.ts';
import { changesOf, minutesOf, outcomeOf } from './item-fields.ts';

const nextCall = '(?:the )?next (?:call|meeting|time|week|one)';
const field = '(lead(?:er)?|time(?: ?box)?|minutes|details?|outcome|links?)';

/** What can be said of items. */
export const itemForms: readonly Form[] = [
  form(
    `(?:edit|change|update|rename|retitle|set)(?: the)?(?: title(?: of| for)?)? ${item}(?: title)?(?:\\s*[:=–—-]\\s*|\\s+to:?\\s+)(.+)`,
    ([, number, text]) => edited(number!, text!),
  ),
  forEach(
    `(?:withdraw|remove|delete|drop|retract) ${items}(?: from the agenda)?(?:${because}(.+))?`,
    (number) => ({ name: 'withdraw', item: number }),
  ),
  forEach('(?:cancel|take back) (?=items? |#)' + items, (number) => ({
    name: 'withdraw',
    item: number,
  })),
  forEach(
    `(?:restore|reinstate|bring back|un-?(?:do|withdraw|decline|defer)|undo (?:withdraw|decline|defer)(?:al of)?) ${items}`,
    (number) => ({ name: 'restore', item: number }),
  ),
  forEach(`put ${items} back(?: (?:on|onto|on to) the agenda)?`, (number) => ({
    name: 'restore',
    item: number,
  })),
  form(
    `(?:move|put) ${item} (?:to|at|on)(?: the)?(?: position| place| number)? ?#?(\\d{1,3})`,
    ([, from, to]) => [{ name: 'move', item: Number(from), to: Number(to) }],
  ),
  form(`(?:move|put) ${item} (?:to (?:the )?)?(?:first|top|start|beginning|front)`, ([, from]) => [
    { name: 'move', item: Number(from), to: 1 },
  ]),
  forEach(
    `(?:defer|postpone) ${items}(?: (?:to|until) ${nextCall})?(?:${because}(.+))?`,
    (number, reason) => ({ name: 'defer', item: number, ...(reason ? { reason } : {}) }),
  ),
  forEach(`(?:move|push|carry) ${items} (?:over )?(?:to|until) ${nextCall}`, (number) => ({
    name: 'defer',
    item: number,
  })),
  forEach(`(?:accept|approve) ${items}`, (number) => ({ name: 'accept', item: number })),
  forEach(`(?:decline|reject|refuse) ${items}(?:${because}(.+))?`, (number, reason) => ({
    name: 'decline',
    item: number,
    ...(reason ? { reason } : {}),
  })),
  form(`${item}\\s*[:,–-]?\\s+(withdraw|defer|accept|decline)`, ([, number, verb]) => [
    {
      name: verb!.toLowerCase() as 'withdraw' | 'defer' | 'accept' | 'decline',
      item: Number(number),
    },
  ]),
  form(
    `(?:no|clear|remove|drop|delete) (?:the )?${field} (?:for|of|from|on) ${item}`,
    ([, what, number]) => changed(number!, cleared(what!)),
  ),
  form(`(\\S.{0,20}?) (?:for|on|to) ${item}`, ([, time, number]) => timed(number!, time!)),
  form(
    `(?:time(?: ?box)?|minutes|duration)(?: (?:for|of))? ${item}\\s*[:=–-]?\\s*(.{1,20})`,
    ([, number, time]) => timed(number!, /^\d{1,3}$/u.test(time!) ? `${time} min` : time!),
  ),
  form(`${item}(?:\\s*[:=,]|\\s+(?:needs|takes|gets|is))?\\s+(.{1,20})`, ([, number, time]) =>
    timed(number!, time!),
  ),
  form(`give ${item} (.{1,20})`, ([, number, time]) => timed(number!, time!)),
  form(`give (.{1,20}) to ${item}`, ([, time, number]) => timed(number!, time!)),
  form(
    `lead(?:er)?(?: (?:for|of))? ${item}\\s*(?:[:=–-]|is|to)\\s*(.{1,120})`,
    ([, number, lead]) => led(number!, lead!),
  ),
  form(`${item}[:,]? lead(?:er)?\\s*[:=]\\s*(.{1,120})`, ([, number, lead]) => led(number!, lead!)),
  form(`i(?:['’]ll| will| can)? lead ${item}`, ([, number]) => changed(number!, { lead: 'me' })),
  form(`(\\S.{0,59}?) (?:leads|will lead|to lead) ${item}`, ([, lead, number]) =>
    led(number!, lead!),
  ),
  form(`details?(?: (?:for|of))? ${item}\\s*[:=]\\s*(.+)`, ([, number, details]) =>
    changed(number!, { details: details!.trim() }),
  ),
  form(`(?:outcome|goal|type)(?: (?:for|of))? ${item}\\s*[:=]\\s*(.{1,40})`, ([, number, text]) => {
    const outcome = outcomeOf(text!);
    return outcome && changed(number!, { outcome });
  }),
  form(
    `links?(?: (?:for|of|to))? ${item}\\s*[:=]?\\s*((?:<?https?://[^\\s<>]+>?[, ]*)+)`,
    ([, number, text]) => changed(number!, { links: text!.match(/https?:\/\/[^\s<>,]+/giu) ?? [] }),
  ),
  form(`${item} is (?:for )?(decision|discussion|information)`, ([, number, text]) =>
    changed(number!, { outcome: outcomeOf(text!)! }),
  ),
];

/** The new title may carry a time box, a lead or an outcome, as in a proposal; fields alone leave the title as it is. */
function edited(number: string, text: string) {
  const title = unquoted(text.replace(/^(?:new )?title\s*[:=]\s*/iu, '').trim());
  const changes = fieldsAlone(title) ?? changesOf(title);
  return Object.keys(changes).length === 0 ? undefined : changed(number, changes);
}

/** "edit 2: 10 min" and "edit 2: lead: Ann" name no title. */
function fieldsAlone(text: string): ItemChanges | undefined {
  const minutes = minutesOf(text);
  if (minutes !== undefined) return { minutes };
  if (!/^\p{L}[\p{L} ]{2,15}\s*[:=]/u.test(text)) return undefined;
  const { details, ...fields } = changesOf('', [text]);
  return details === undefined && Object.keys(fields).length > 0 ? fields : undefined;
}

function timed(number: string, text: string) {
  const minutes = minutesOf(text);
  return minutes === undefined ? undefined : changed(number, { minutes });
}

function cleared(what: string): ItemChanges {
  const name = what.toLowerCase();
  if (name.startsWith('lead')) return { lead: null };
  if (name.startsWith('detail')) return { details: null };
  if (name.startsWith('link')) return { links: [] };
  return name === 'outcome' ? { outcome: null } : { minutes: null };
}

/** Words of a sentence about who leads, which no name has. */
const noName =
  /n['’]t\b|(?<![\p{L}\p{N}.])(?:i|we|you|they|she|he|who|nobody|no one|none|someone|somebody|anyone|anybody|not|wants?|likes?|happy|glad|able|going|should|could|would|must|please|is|are|am|be|to|or|if|unless|when|maybe|perhaps)(?![\p{L}\p{N}.])|[?:;!]/iu;

/** Names of up to four words each, as in "Ann Smith and Jan van der Berg"; nothing when it may be more than that. */
function led(number: string, text: string) {
  const lead = unquoted(text.replace(/^@/u, '').replace(/\.$/u, '').trim());
  const isOfNames = lead
    .split(/\s*(?:,|&|\band\b)\s*/u)
    .every((name) => /^[(<@]*[\p{L}\p{N}]\S*(?: \S+){0,3}$/u.test(name));
  return isOfNames && !noName.test(lead) ? changed(number, { lead }) : undefined;
}
