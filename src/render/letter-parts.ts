import type { Sheet } from '../domain/sheet.ts';
import { bullets, code, heading, link, paragraph, type Block, type Inline } from './document.ts';
import { actionWords, momentWords, zoneOf } from './phrases.ts';

/*
 * What several messages have in common. Each part is left out when there is nothing to say, so that no message holds
 * an empty heading.
 */

/** How to put something on the agenda, by every way this series has. */
export function howToAdd(sheet: Sheet): Block {
  const ways: Inline[][] = [
    ...(sheet.replyTo === undefined ? [] : [byMail()]),
    ...(sheet.hasChannel ? [byCommand()] : []),
  ];
  if (ways.length === 0)
    return paragraph(`Tell ${sheet.chair ?? 'the chair'} what you would like to talk about.`);
  return bullets(...ways);
}

function byMail(): Inline[] {
  return [
    'By mail: reply to this message, one item a line, each beginning with a dash. A time and a lead are welcome, ',
    'as in ',
    code('- Release plan (10 min, lead: Ann)'),
    '; lines below it, indented, are its details.',
  ];
}

function byCommand(): Inline[] {
  return ['On Discord: ', code('/agenda add'), '.'];
}

/** Promises of earlier meetings that are still to be kept. */
export function openActionBlocks(sheet: Sheet, now: Temporal.Instant): Block[] {
  if (sheet.openActions.length === 0) return [];
  const today = now.toZonedDateTimeISO(zoneOf(sheet)).toPlainDate();
  return [
    heading(2, 'Still open from earlier calls'),
    bullets(...sheet.openActions.map((action) => actionWords(action, today))),
  ];
}

export function lastMinutesBlocks(sheet: Sheet): Block[] {
  const { lastMinutes } = sheet;
  if (lastMinutes?.url === undefined) return [];
  const date = momentWords(sheet, lastMinutes.startsAt, 'date');
  return [paragraph('Minutes of the last call, ', date, ': ', link(lastMinutes.url))];
}

export function pageBlocks(sheet: Sheet, label: string): Block[] {
  return sheet.url === undefined ? [] : [paragraph(`${label}: `, link(sheet.url))];
}

/** When and where it goes on. */
export function nextCallBlocks(sheet: Sheet): Block[] {
  if (sheet.next === undefined)
    return [paragraph('The date of the next call is not set yet; it will be announced here.')];
  return [paragraph('The next call is on ', momentWords(sheet, sheet.next.startsAt), '.')];
}

/** Who leads, who writes. */
export function rolesBlocks({ chair, scribe }: Sheet): Block[] {
  if (chair === undefined && scribe === undefined) return [];
  if (chair !== undefined && chair === scribe)
    return [paragraph(`${chair} chairs and takes the minutes.`)];
  const roles = [
    ...(chair === undefined ? [] : [`${chair} chairs`]),
    ...(scribe === undefined ? [] : [`${scribe} takes the minutes`]),
  ];
  return [paragraph(`${roles.join(', ')}.`)];
}

/** The writer's name under the message: the chair's, or the community's. */
export function signature({ chair, community }: Sheet): Block {
  return paragraph(chair === undefined ? community.name : `${chair}, for ${community.name}`);
}
