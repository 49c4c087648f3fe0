import type { Outcome } from '../domain/item.ts';
import type { Sheet } from '../domain/sheet.ts';
import { agendaBlocks } from './agenda-blocks.ts';
import { agendaOf, type AgendaEntry } from './agenda-entries.ts';
import { meetingCalendar } from './calendar.ts';
import { isoDate } from './dates.ts';
import { heading, paragraph, type Document, type Rendered } from './document.ts';
import { openActionBlocks, pageBlocks, rolesBlocks } from './letter-parts.ts';
import { startWords, zoneOf } from './phrases.ts';
import { dateSubject, replySubject, subject } from './subjects.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';
import { toText } from './to-text.ts';
import { whenTable } from './when.ts';

/** The final agenda, shortly before the meeting. */
export function renderAgenda(sheet: Sheet, now: Temporal.Instant): Rendered {
  return {
    subject: replySubject(sheet),
    headline: subject(sheet, 'Agenda: '),
    document: {
      blocks: [
        paragraph(`The ${sheet.series.name} begins on `, startWords(sheet), '.'),
        ...rolesBlocks(sheet),
        heading(2, 'Agenda'),
        ...agendaBlocks(sheet),
        ...openActionBlocks(sheet, now),
        ...pageBlocks(sheet, 'The agenda and, later, the minutes'),
      ],
    },
  };
}

/** The agenda as a document of its own: for a file, a page or a terminal. */
function agendaDocument(sheet: Sheet): Document {
  return {
    blocks: [
      heading(1, dateSubject(sheet)),
      whenTable(sheet),
      heading(2, 'Agenda'),
      ...agendaBlocks(sheet),
    ],
  };
}

export function agendaText(sheet: Sheet): string {
  return toText(agendaDocument(sheet));
}

/** Read back by `agenda parse`. */
export function agendaMarkdown(sheet: Sheet): string {
  return toMarkdown(agendaDocument(sheet));
}

export function agendaHtml(sheet: Sheet): string {
  return toHtml(agendaDocument(sheet), { inlineStyles: false });
}

export function agendaIcs(sheet: Sheet, now: Temporal.Instant): string {
  return meetingCalendar(sheet, now, 'PUBLISH');
}

export interface AgendaJson {
  title: string;
  /** The meeting's date in its zone. */
  date: string;
  startsAt: string;
  zone: string;
  durationMinutes: number;
  items: AgendaItemJson[];
  totalMinutes: number;
  overMinutes: number;
}

export interface AgendaItemJson {
  number: number;
  title: string;
  details?: string;
  minutes?: number;
  startsAt?: string;
  lead?: string;
  outcome?: Outcome;
  proposer?: string;
  links: string[];
  standing: boolean;
  late: boolean;
  deferrals: number;
}

export function agendaJson(sheet: Sheet): AgendaJson {
  const { startsAt } = sheet.meeting;
  const agenda = agendaOf(sheet);
  const zone = zoneOf(sheet);
  return {
    title: sheet.series.name,
    date: isoDate(startsAt, zone),
    startsAt: startsAt.toString(),
    zone,
    durationMinutes: agenda.durationMinutes,
    items: agenda.entries.map(itemJson),
    totalMinutes: agenda.boxedMinutes,
    overMinutes: agenda.overMinutes,
  };
}

function itemJson({ item, startsAt }: AgendaEntry): AgendaItemJson {
  const {
    number,
    title,
    details,
    minutes,
    lead,
    outcome,
    proposer,
    links,
    standing,
    late,
    deferrals,
  } = item;
  return {
    number,
    title,
    ...(details ? { details } : {}),
    ...(minutes === undefined ? {} : { minutes }),
    ...(startsAt ? { startsAt: startsAt.toString() } : {}),
    ...(lead ? { lead } : {}),
    ...(outcome ? { outcome } : {}),
    ...(proposer ? { proposer } : {}),
    links,
    standing,
    late,
    deferrals,
  };
}
