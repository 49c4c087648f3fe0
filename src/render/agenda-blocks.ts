import type { Item } from '../domain/item.ts';
import type { Sheet } from '../domain/sheet.ts';
import { agendaOf, type Agenda, type AgendaEntry } from './agenda-entries.ts';
import { safeUrl } from './clean-text.ts';
import {
  bullets,
  emphasis,
  instant,
  link,
  paragraph,
  strong,
  type Block,
  type Inline,
  type ListItem,
} from './document.ts';
import { carriedWords, countOf, zoneOf } from './phrases.ts';
import { addressesIn, prose, words } from './prose.ts';

/** The agenda as a list under its items' own numbers, with the sum of the time boxes; or that it is empty. */
export function agendaBlocks(sheet: Sheet): Block[] {
  const agenda = agendaOf(sheet);
  if (agenda.entries.length === 0) return [paragraph('There is nothing on the agenda.')];
  const zone = zoneOf(sheet);
  const items = agenda.entries.map((entry): ListItem => agendaItem(entry, zone));
  const sum = sumWords(agenda);
  return [{ kind: 'list', items }, ...(sum === undefined ? [] : [paragraph(sum)])];
}

function agendaItem({ item, startsAt }: AgendaEntry, zone: string): ListItem {
  const links = linksBeside(item);
  return {
    number: item.number,
    blocks: [
      paragraph(strong(...words(item.title)), ...itemFacts(item, startsAt, zone)),
      ...prose(item.details ?? ''),
      ...(links.length > 0 ? [bullets(...links.map((url) => [link(url)]))] : []),
    ],
  };
}

/** ` (16:10, 10 min, decision, carried over, lead: Ann)`, of what is known. */
export function itemFacts(item: Item, startsAt?: Temporal.Instant, zone = 'UTC'): Inline[] {
  const facts: Inline[][] = [
    ...(startsAt ? [[instant(startsAt, zone, 'time')]] : []),
    ...(item.minutes === undefined ? [] : [[`${item.minutes} min`]]),
    ...(item.outcome ? [[item.outcome]] : []),
    ...(item.standing ? [['standing item']] : []),
    ...(item.deferrals > 0 ? [[carriedWords(item.deferrals)]] : []),
    ...(item.late ? [['late']] : []),
    ...(item.lead ? [['lead: ', emphasis(item.lead)]] : []),
    ...(item.proposer && item.proposer !== item.lead
      ? [['proposed by ', emphasis(item.proposer)]]
      : []),
  ];
  if (facts.length === 0) return [];
  return [' (', ...facts.flatMap((fact, index) => (index === 0 ? fact : [', ', ...fact])), ')'];
}

/** The links that the title and the details don't show already. */
export function linksBeside({ title, details = '', links }: Item): string[] {
  const shown = [...addressesIn(title), ...addressesIn(details)];
  return links.filter((url) => safeUrl(url) !== undefined && !shown.includes(url));
}

/** What the time boxes add up to, if there are any. */
export function sumWords(agenda: Agenda): string | undefined {
  const { boxedMinutes, unboxed, durationMinutes, overMinutes } = agenda;
  if (boxedMinutes === 0) return undefined;
  const over = overMinutes > 0 ? `: over by ${overMinutes} min` : '';
  const open = unboxed === 0 ? '' : ` ${unboxedWords(unboxed)}`;
  return `The time boxes add up to ${boxedMinutes} of ${durationMinutes} min${over}.${open}`;
}

function unboxedWords(unboxed: number): string {
  const count = countOf(unboxed, 'item has', 'items have');
  return `${count.charAt(0).toUpperCase()}${count.slice(1)} no time box.`;
}
