import { isOnAgenda, type Item } from '../domain/item.ts';
import type { Sheet } from '../domain/sheet.ts';

/** The agenda as every format shows it. */
export interface Agenda {
  entries: AgendaEntry[];
  /** Sum of the time boxes. */
  boxedMinutes: number;
  /** Items without a time box. */
  unboxed: number;
  durationMinutes: number;
  /** By how much the time boxes exceed the meeting; 0 if they don't. */
  overMinutes: number;
}

export interface AgendaEntry {
  item: Item;
  /** Known as long as every item before it has a time box. */
  startsAt?: Temporal.Instant;
}

/** The items to be talked about, in order, with their running times. */
export function agendaOf(sheet: Pick<Sheet, 'items' | 'meeting'>): Agenda {
  const { startsAt, durationMinutes } = sheet.meeting;
  const entries: AgendaEntry[] = [];
  let next: Temporal.Instant | undefined = startsAt;
  let boxedMinutes = 0;
  let unboxed = 0;
  for (const item of sheet.items.filter(isOnAgenda)) {
    entries.push({ item, ...(next && item.minutes !== undefined ? { startsAt: next } : {}) });
    next = item.minutes === undefined ? undefined : next?.add({ minutes: item.minutes });
    boxedMinutes += item.minutes ?? 0;
    unboxed += item.minutes === undefined ? 1 : 0;
  }
  const overMinutes = Math.max(boxedMinutes - durationMinutes, 0);
  return { entries, boxedMinutes, unboxed, durationMinutes, overMinutes };
}
