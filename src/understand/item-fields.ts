import type { ItemDraft, Outcome } from '../domain/item.ts';
import { cutTitle, linksIn, takeLinks, tidyTitle, unmarked, withoutTrail } from './item-title.ts';

interface Fields {
  lead?: string;
  minutes?: number | undefined;
  outcome?: Outcome | undefined;
  links: string[];
}

const unit = String.raw`(?:min(?:ute[ns]?|uti|utos?|uut(?:en|ter)?|uuttia|ut[ay]?)?s?\.?|mn|m|mins?\.?|'|′|’|мин(?:ут[аы]?)?\.?|хв(?:илин[аи]?)?\.?|dk\.?|dakika|perc|λεπτ[άό]|phút|menit|นาที|דקות|דק׳|دقيقة|دقائق|मिनट|分(?:钟|鐘|間)?|분)`;
const amount = String.raw`(?:(?:~|≈|ca\.?|approx\.?|about|max\.?|up to|circa|etwa|environ)\s*)?(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*${unit}`;
const hours = String.raw`(?:(?:~|about)\s*)?(\d(?:[.,]5)?|half an|an|one)\s*(?:h|hr|hrs|hours?|std\.?|stunden?|heures?)`;

const timePart = new RegExp(
  `^(?:time(?: ?box)?\\s*[:=]?\\s*)?${amount}(?:\\s+(?:max|please|total|each|slot|or so))?$`,
  'iu',
);
const hourPart = new RegExp(`^${hours}$`, 'iu');
const hoursAndMinutes =
  /^([1-8])\s*(?:h|hrs?|hours?|std\.?|stunden?|heures?)\s*(?:and\s+|und\s+|et\s+)?([0-5]?\d)\s*(?:m|mins?|minutes?|min\.|minuten)?$/iu;
/** Without a mark before it, a bare "5m" may be anything; "5 min" may not. */
const timeTail = new RegExp(`\\s*[,;:|–—-]\\s*${amount}$`, 'iu');
const wordyTimeTail =
  /\s+(\d{1,3})(?:\s*[-–]\s*(\d{1,3}))?\s*(?:min(?:ute)?[ns]?\.?|minuti|minutos|minuten|минут)$/iu;
const timeHead = new RegExp(`^${amount}\\s*[:–—-]\\s*(?=\\S)`, 'iu');

const leadPart =
  /^(?:led by|lead(?:s|er)?|presenter|presented by|owner|speaker|host|facilitator|leitung|responsable|ponente|relatore|spreker|who|by|from)\s*[:=]?\s+(.{2,60})$/iu;
const leadColon =
  /^(?:lead(?:er)?|led by|presenter|presented by|owner|speaker|host|facilitator|leitung|verantwortlich|responsable|animé par|ponente|responsável|relatore|referente|spreker|ansvarig|ansvarlig|vetäjä|prowadzący|ведущий|докладчик|担当|負責人|负责人)\s*[:=：]\s*(.{1,80})$/iu;
const name =
  /^@?\p{Lu}[\p{L}.'’-]*(?: (?:\p{Lu}[\p{L}.'’-]*|van|von|de|der|da|del|di|la|le|bin|al)){0,4}$/u;

const outcomes: [RegExp, Outcome][] = [
  [
    /^(?:decision(?: needed| required)?|decide|vote|voting|approval|approve|for decision|entscheidung|beschluss|décision|decisión|decisione|decisão|besluit|beslut|päätös|decyzja|решение|決定|决定|決議)$/iu,
    'decision',
  ],
  [
    /^(?:discuss(?:ion)?|for discussion|debate|brainstorm|rfc|diskussion|besprechung|discussion|discusión|discussione|discussão|discussie|keskustelu|dyskusja|обсуждение|議論|讨论|討論)$/iu,
    'discussion',
  ],
  [
    /^(?:fyi|info|information(?:al)?|for information|announce(?:ment)?|update|status|heads[- ]?up|zur info|pour info|información|informazione|informação|ter info|tiedoksi|do wiadomości|к сведению|報告|通知)$/iu,
    'information',
  ],
];
/** Before a colon only the words that mean nothing else: "Update: …" may well be a title. */
const outcomeHead =
  /^(decision(?: needed| required)?|vote|for decision|discuss(?:ion)?|for discussion|fyi|info|information|for information|announcement|entscheidung|beschluss|zur info|décision|pour info|decisión|decisione|decisão|besluit|beslut)\s*[:：–—-]\s+(?=\S)/iu;

/** Turns a line and what stands under it into a draft; undefined when no title is left. */
export function draftOf(
  titleLine: string,
  detailLines: readonly string[] = [],
): ItemDraft | undefined {
  const { title, ...rest } = changesOf(titleLine, detailLines);
  const named = title ?? rest.links?.[0];
  return named === undefined ? undefined : { title: named, ...rest };
}

/** The fields a line and what stands under it hold. Time box, lead, outcome and links leave the title, which may leave nothing of it. */
export function changesOf(
  titleLine: string,
  detailLines: readonly string[] = [],
): Partial<ItemDraft> {
  const fields: Fields = { links: [] };
  const details = takeDetailFields(detailLines, fields);
  let title = takeLinks(unmarked(titleLine), fields.links);
  title = takeBrackets(title, fields);
  title = takeHead(title, fields);
  title = takeTail(title, fields);
  const { head, rest } = cutTitle(tidyTitle(title));
  const body = [rest, ...details].join('\n').trim();
  const links = [...new Set([...fields.links, ...linksIn(body)])];
  return {
    ...(head === '' ? {} : { title: head }),
    ...(body === '' ? {} : { details: body }),
    ...(fields.lead ? { lead: fields.lead } : {}),
    ...(fields.minutes === undefined ? {} : { minutes: fields.minutes }),
    ...(fields.outcome ? { outcome: fields.outcome } : {}),
    ...(links.length > 0 ? { links } : {}),
  };
}

/** "(10 min)", "[discuss]", "(Alice, 10m)": what every part of which is a field goes; other brackets stay. */
function takeBrackets(text: string, fields: Fields): string {
  return text.replace(
    /\s?[([{（【]([^()[\]{}（）【】]{1,80})[)\]}）】]/gu,
    (whole, inner: string) => {
      const parts = inner.split(/[,;|/]|\s[–—-]\s/u).map((part) => part.trim());
      const timed = parts.some((part) => minutesOf(part) !== undefined);
      const known = parts.every((part) => isField(part, timed));
      if (!known) return whole;
      for (const part of parts) takePart(part, fields);
      return '';
    },
  );
}

function isField(part: string, besideTime: boolean): boolean {
  if (minutesOf(part) !== undefined || outcomeOf(part) || leadOf(part) !== undefined) return true;
  return besideTime && name.test(part);
}

function takePart(part: string, fields: Fields): void {
  const minutes = minutesOf(part);
  if (minutes !== undefined) fields.minutes ??= minutes;
  else if (outcomeOf(part)) fields.outcome ??= outcomeOf(part);
  else fields.lead ??= (leadOf(part) ?? part).replace(/^@/u, '');
}

function takeHead(text: string, fields: Fields): string {
  let rest = text;
  const time = timeHead.exec(rest);
  if (time) {
    fields.minutes ??= bounded(time);
    rest = rest.slice(time[0].length);
  }
  const outcome = outcomeHead.exec(rest);
  if (outcome) {
    const found = outcomeOf(outcome[1]!);
    if (found) fields.outcome ??= found;
    rest = rest.slice(outcome[0].length);
  }
  return rest;
}

/** Fields after the last words: "Budget, lead: Alice, 10 min", "Budget @alice". */
function takeTail(text: string, fields: Fields): string {
  let rest = text.replace(/[\s.;,]+$/u, '').replace(/[\s,]+(?:please|pls|thanks|thank you)$/iu, '');
  for (let turn = 0; turn < 4; turn++) {
    const before = rest;
    const time = timeTail.exec(rest) ?? wordyTimeTail.exec(rest);
    if (time && time.index > 0 && (bounded(time) ?? 0) > 0) {
      fields.minutes ??= bounded(time);
      rest = rest.slice(0, time.index);
    }
    rest = takeTailPart(rest, fields);
    if (rest === before) break;
  }
  return rest;
}

function takeTailPart(text: string, fields: Fields): string {
  const mention = /(?:\s*[,;–—-]\s*|\s+)@([\p{L}][\p{L}\d_.-]{1,38})$/u.exec(text);
  if (mention && mention.index > 0) {
    fields.lead ??= mention[1]!;
    return text.slice(0, mention.index);
  }
  const tail =
    /\s*[,;–—|-]\s*((?:lead(?:er)?|led by|presenter|owner|leitung|responsable|time(?: ?box)?|outcome|goal)\b[^,;|]{1,80})$|\s+((?:lead|led by|presenter|owner)\s*[:=]\s*[^,;|]{1,80})$/iu.exec(
      text,
    );
  const part = (tail?.[1] ?? tail?.[2])?.trim();
  if (!tail || part === undefined || tail.index === 0) return text;
  const taken =
    takeKeyed(part, fields) || (leadOf(part) !== undefined && (takePart(part, fields), true));
  return taken ? text.slice(0, tail.index) : text;
}

/** Takes "Lead: Alice", "Time: 10 min" and their kin out of the lines under a title. */
function takeDetailFields(lines: readonly string[], fields: Fields): string[] {
  return lines.filter((line) => {
    const text = line.trim().replace(/^[-*•+]\s+/u, '');
    return text.length > 120 || !takeKeyed(unmarked(text), fields);
  });
}

function takeKeyed(text: string, fields: Fields): boolean {
  const lead = leadColon.exec(text)?.[1];
  if (lead !== undefined) {
    fields.lead ??= lead
      .trim()
      .replace(/^@/u, '')
      .replace(/[.;,]$/u, '');
    return true;
  }
  const time =
    /^(?:time(?: ?box)?|duration|length|how long|dauer|zeit|durée|duración|durata|duração|duur|tid|kesto|czas)\s*[:=：]\s*(.{1,40})$/iu.exec(
      text,
    )?.[1];
  const minutes = minutesOf(time ?? text);
  if (minutes !== undefined) {
    fields.minutes ??= minutes;
    return true;
  }
  const goal =
    /^(?:outcome|goal|type|purpose|aim|ziel|objectif|objetivo|doel)\s*[:=：]\s*(.{1,40})$/iu.exec(
      text,
    )?.[1];
  const outcome = goal === undefined ? undefined : outcomeOf(goal);
  if (outcome) fields.outcome ??= outcome;
  const link =
    /^(?:links?|see|url|ref(?:erence)?s?|siehe|voir|ver)\s*[:：]\s*(https?:\/\/\S+)$/iu.exec(
      text,
    )?.[1];
  if (link !== undefined) fields.links.push(withoutTrail(link));
  return outcome !== undefined || link !== undefined;
}

export function minutesOf(text: string): number | undefined {
  const part = text.trim();
  const minutes = timePart.exec(part);
  if (minutes) return bounded(minutes);
  const both = hoursAndMinutes.exec(part);
  if (both) return Number(both[1]) * 60 + Number(both[2]);
  const hour = hourPart.exec(part);
  if (!hour) return undefined;
  const count = /^half/iu.test(hour[1]!)
    ? 0.5
    : /^(?:an|one)$/iu.test(hour[1]!)
      ? 1
      : Number(hour[1]!.replace(',', '.'));
  return Math.round(count * 60);
}

function bounded(match: RegExpExecArray): number | undefined {
  const minutes = Number(match[2] ?? match[1]);
  return minutes >= 1 && minutes <= 480 ? minutes : undefined;
}

export function outcomeOf(text: string): Outcome | undefined {
  const word = text.trim().replace(/[.!]$/u, '');
  return outcomes.find(([pattern]) => pattern.test(word))?.[1];
}

function leadOf(part: string): string | undefined {
  const colon = leadColon.exec(part)?.[1] ?? leadPart.exec(part)?.[1];
  if (colon !== undefined)
    return name.test(colon.trim()) || /^@?[\w.-]{2,40}$/u.test(colon.trim())
      ? colon.trim()
      : undefined;
  return /^@[\p{L}][\p{L}\d_.-]{1,38}$/u.test(part) ? part : undefined;
}
