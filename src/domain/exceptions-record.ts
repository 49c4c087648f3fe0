import type { Change, Exceptions, OtherSlot } from './exceptions.ts';
import type { Slot } from './schedule-times.ts';

/** Exceptions as JSON keeps them: dates and local times as ISO 8601 text. */
export interface ExceptionsRecord {
  skips?: { occurrence: string; reason?: string }[];
  extras?: string[];
  moves?: { occurrence: string; to: string }[];
  changes?: (SlotRecord & { from: string; slots?: OtherSlotRecord[] })[];
}

interface SlotRecord {
  rrule?: string | string[];
  start: string;
  zone: string;
}

export type OtherSlotRecord = SlotRecord & { instead?: true };

export function writeExceptions({ skips, extras, moves, changes }: Exceptions): ExceptionsRecord {
  return {
    ...(skips
      ? { skips: skips.map((skip) => ({ ...skip, occurrence: minutes(skip.occurrence) })) }
      : {}),
    ...(extras ? { extras: extras.map(minutes) } : {}),
    ...(moves
      ? {
          moves: moves.map(({ occurrence, to }) => ({
            occurrence: minutes(occurrence),
            to: minutes(to),
          })),
        }
      : {}),
    ...(changes ? { changes: changes.map(writeChange) } : {}),
  };
}

/** Throws a RangeError where the record holds a date that is none: it was not written by `writeExceptions`. */
export function readExceptions({ skips, extras, moves, changes }: ExceptionsRecord): Exceptions {
  return {
    ...(skips
      ? { skips: skips.map((skip) => ({ ...skip, occurrence: local(skip.occurrence) })) }
      : {}),
    ...(extras ? { extras: extras.map(local) } : {}),
    ...(moves
      ? {
          moves: moves.map(({ occurrence, to }) => ({
            occurrence: local(occurrence),
            to: local(to),
          })),
        }
      : {}),
    ...(changes ? { changes: changes.map(readChange) } : {}),
  };
}

export function writeSlot(slot: OtherSlot): OtherSlotRecord {
  return { ...writeRule(slot), ...(slot.instead ? { instead: true } : {}) };
}

export function readSlot(record: OtherSlotRecord): OtherSlot {
  return { ...record, start: local(record.start) };
}

function writeChange(change: Change) {
  const { from, slots } = change;
  return {
    ...writeRule(change),
    from: String(from),
    ...(slots ? { slots: slots.map(writeSlot) } : {}),
  };
}

function readChange({
  slots,
  ...change
}: SlotRecord & { from: string; slots?: OtherSlotRecord[] }): Change {
  return {
    ...change,
    from: Temporal.PlainDate.from(change.from),
    start: local(change.start),
    ...(slots ? { slots: slots.map(readSlot) } : {}),
  };
}

function writeRule({ rrule, start, zone }: Slot): SlotRecord {
  const rule = typeof rrule === 'string' || rrule === undefined ? rrule : [...rrule];
  return { ...(rule === undefined ? {} : { rrule: rule }), start: minutes(start), zone };
}

function minutes(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: 'minute' });
}

function local(text: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text, { overflow: 'reject' });
}
