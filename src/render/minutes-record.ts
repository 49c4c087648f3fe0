import { isOnAgenda, type Item } from '../domain/item.ts';
import type { Action, Note, Sheet } from '../domain/sheet.ts';

/** What the minutes of a meeting say, whatever they are written in. */
export interface MinutesRecord {
  attendees: Attendee[];
  regrets: string[];
  /** Chair and scribe who weren't recorded as present. */
  absentRoles: { role: string; name: string }[];
  agenda: Item[];
  topics: Topic[];
  actions: Action[];
  /** What wasn't reached, or was put off. */
  carried: Item[];
}

export interface Attendee {
  name: string;
  roles: string[];
}

/** What was said under one item, in the order it was said. */
export interface Topic {
  title: string;
  item?: Item;
  notes: Note[];
}

export function minutesOf(sheet: Sheet): MinutesRecord {
  const attendees = attendeesOf(sheet);
  return {
    attendees,
    regrets: sheet.attendance
      .filter(({ intention, present }) => intention === 'regrets' && !present)
      .map(({ name }) => name),
    absentRoles: rolesOf(sheet).filter(({ name }) =>
      attendees.every((attendee) => attendee.name !== name),
    ),
    agenda: sheet.items.filter((item) => isOnAgenda(item) || item.status === 'deferred'),
    topics: topicsOf(sheet),
    actions: sheet.actions.filter(({ status }) => status !== 'dropped'),
    carried: sheet.items.filter(({ status }) => status === 'deferred'),
  };
}

function attendeesOf(sheet: Sheet): Attendee[] {
  const roles = rolesOf(sheet);
  const attendees = sheet.attendance
    .filter(({ present }) => present)
    .map(({ name }) => ({
      name,
      roles: roles.filter((role) => role.name === name).map(({ role }) => role),
    }));
  const leads = (attendee: Attendee) => attendee.roles.includes('chair');
  return [...attendees.filter(leads), ...attendees.filter((attendee) => !leads(attendee))];
}

function rolesOf({ chair, scribe }: Sheet): { role: string; name: string }[] {
  return [
    ...(chair === undefined ? [] : [{ role: 'chair', name: chair }]),
    ...(scribe === undefined ? [] : [{ role: 'scribe', name: scribe }]),
  ];
}

/** What was said before the first item comes first, as "General"; what belongs to no item afterwards is other business. */
function topicsOf({ items, notes }: Sheet): Topic[] {
  const known = new Set(items.map(({ id }) => id));
  const isLoose = ({ itemId }: Note) => itemId === undefined || !known.has(itemId);
  const firstBound = notes.findIndex((note) => !isLoose(note));
  const before = firstBound === -1 ? notes : notes.slice(0, firstBound);
  const after = firstBound === -1 ? [] : notes.slice(firstBound).filter(isLoose);
  const bound = items
    .map((item) => ({
      title: item.title,
      item,
      notes: notes.filter(({ itemId }) => itemId === item.id),
    }))
    .filter(({ item, notes: said }) => said.length > 0 || item.status === 'discussed');
  return [
    ...(before.length > 0 ? [{ title: 'General', notes: before }] : []),
    ...bound,
    ...(after.length > 0 ? [{ title: 'AoB', notes: after }] : []),
  ];
}
