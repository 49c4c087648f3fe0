import type { Note, Sheet } from '../domain/sheet.ts';
import { isoDate } from './dates.ts';
import {
  bullets,
  heading,
  paragraph,
  strong,
  type Block,
  type Document,
  type Inline,
  type ListItem,
} from './document.ts';
import { minutesOf, type Attendee, type MinutesRecord, type Topic } from './minutes-record.ts';
import { actionWords, listOf, momentWords, zoneOf } from './phrases.ts';
import { prose, words } from './prose.ts';
import { dateSubject } from './subjects.ts';
import { toHtml } from './to-html.ts';
import { toMarkdown } from './to-markdown.ts';
import { toText } from './to-text.ts';

export type MinutesStatus = 'draft' | 'approved' | 'published';

/** The minutes as a document of their own: for a file, a page or a terminal. */
function minutesDocument(sheet: Sheet, status: MinutesStatus): Document {
  const title = dateSubject(sheet, '', status === 'draft' ? ': draft minutes' : ': minutes');
  return { blocks: [heading(1, title), ...minutesBlocks(sheet)] };
}

export function minutesText(sheet: Sheet, status: MinutesStatus): string {
  return toText(minutesDocument(sheet, status));
}

export function minutesMarkdown(sheet: Sheet, status: MinutesStatus): string {
  return toMarkdown(minutesDocument(sheet, status));
}

export function minutesHtml(sheet: Sheet, status: MinutesStatus): string {
  return toHtml(minutesDocument(sheet, status), { inlineStyles: false });
}

/** The same, without a title: within a mail or a page that has one. */
export function minutesBlocks(sheet: Sheet): Block[] {
  const record = minutesOf(sheet);
  return [
    heading(2, 'Agenda'),
    agendaList(record),
    ...attendanceBlocks(record),
    ...quorumBlocks(sheet),
    heading(2, 'Notes'),
    ...topicsBlocks(record.topics),
    ...actionBlocks(record),
    ...carriedBlocks(record, sheet),
    ...nextBlocks(sheet),
  ];
}

/** Sub-points that came as a list with the item are part of the agenda; its prose isn't. */
function agendaList({ agenda }: MinutesRecord): Block {
  if (agenda.length === 0) return paragraph('There was nothing on the agenda.');
  const items = agenda.map(({ title, details = '' }): ListItem => ({
    blocks: [paragraph(...words(title)), ...prose(details).filter(({ kind }) => kind === 'list')],
  }));
  return { kind: 'list', items };
}

function attendanceBlocks({ attendees, regrets, absentRoles }: MinutesRecord): Block[] {
  const names = attendees.map(attendeeName);
  return [
    paragraph(`Attendees: ${names.length === 0 ? 'nobody was recorded.' : listOf(names)}`),
    ...absentRoles.map(({ role, name }) =>
      paragraph(`${role === 'chair' ? 'Chair' : 'Scribe'}: ${name}`),
    ),
    ...(regrets.length > 0 ? [paragraph(`Regrets: ${listOf(regrets)}`)] : []),
  ];
}

/** Whether enough people were there for decisions to bind, where a series asks for it. */
function quorumBlocks(sheet: Sheet): Block[] {
  const quorum = quorumOf(sheet);
  if (!quorum) return [];
  const { needed, present, met } = quorum;
  const verdict = met ? 'met' : 'not met';
  return [paragraph(`Quorum: ${verdict}; ${present} of the ${needed} people needed were there.`)];
}

function quorumOf({ series, attendance }: Sheet): MinutesJson['quorum'] {
  const { quorum: needed = 0 } = series.policy;
  if (needed === 0) return undefined;
  const present = attendance.filter((each) => each.present).length;
  return { needed, present, met: present >= needed };
}

function attendeeName({ name, roles }: Attendee): string {
  return roles.length === 0 ? name : `${name} (${roles.join(', ')})`;
}

function topicsBlocks(topics: readonly Topic[]): Block[] {
  if (topics.length === 0) return [paragraph('No notes were taken.')];
  return topics.flatMap(({ title, notes }) => [
    heading(3, ...words(title)),
    ...(notes.length === 0 ? [paragraph('No notes were taken.')] : notes.flatMap(noteBlocks)),
  ]);
}

/** What a person noted, in their words; a decision says that it is one. */
export function noteBlocks({ kind, text }: Note): Block[] {
  const blocks = prose(text);
  if (kind === 'note') return blocks;
  const [first, ...rest] = blocks;
  if (first?.kind !== 'paragraph') return [paragraph(strong('Decision:')), ...blocks];
  return [paragraph(strong('Decision:'), ' ', ...first.children), ...rest];
}

function actionBlocks({ actions }: MinutesRecord): Block[] {
  if (actions.length === 0) return [];
  const lines = actions.map((action): Inline[] => [
    ...(action.status === 'done' ? ['done: '] : []),
    ...actionWords(action),
  ]);
  return [heading(2, 'Actions'), bullets(...lines)];
}

function carriedBlocks({ carried }: MinutesRecord, sheet: Sheet): Block[] {
  if (carried.length === 0) return [];
  const to = sheet.next ? momentWords(sheet, sheet.next.startsAt, 'day') : 'the next call';
  return [heading(2, 'Carried to ', to), bullets(...carried.map(({ title }) => words(title)))];
}

function nextBlocks(sheet: Sheet): Block[] {
  return sheet.next ? [paragraph('Next call: ', momentWords(sheet, sheet.next.startsAt))] : [];
}

/** The shape in which `minutes import` prints minutes of any origin. */
export interface MinutesJson {
  title: string;
  date: string;
  chair?: string;
  scribe?: string;
  attendees: string[];
  regrets: string[];
  /** Where the series asks for one. */
  quorum?: { needed: number; present: number; met: boolean } | undefined;
  agenda: string[];
  topics: { title: string; notes: string; decisions: string[] }[];
  actions: { text: string; owner?: string; due?: string }[];
  /** The next meeting's date. */
  next?: string;
}

export function minutesJson(sheet: Sheet): MinutesJson {
  const record = minutesOf(sheet);
  const zone = zoneOf(sheet);
  const quorum = quorumOf(sheet);
  return {
    title: dateSubject(sheet),
    date: isoDate(sheet.meeting.startsAt, zone),
    ...(sheet.chair === undefined ? {} : { chair: sheet.chair }),
    ...(sheet.scribe === undefined ? {} : { scribe: sheet.scribe }),
    attendees: record.attendees.map(({ name }) => name),
    regrets: record.regrets,
    ...(quorum ? { quorum } : {}),
    agenda: record.agenda.map(({ title }) => title),
    topics: record.topics.map(topicJson),
    actions: record.actions.map(({ text, owner, due }) => ({
      text,
      ...(owner === undefined ? {} : { owner }),
      ...(due === undefined ? {} : { due: due.toString() }),
    })),
    ...(sheet.next ? { next: isoDate(sheet.next.startsAt, zone) } : {}),
  };
}

function topicJson({ title, notes }: Topic): MinutesJson['topics'][number] {
  const textsOf = (kind: Note['kind']) =>
    notes.filter((note) => note.kind === kind).map(({ text }) => text);
  return { title, notes: textsOf('note').join('\n\n'), decisions: textsOf('decision') };
}
