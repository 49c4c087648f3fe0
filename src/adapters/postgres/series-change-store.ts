import type { SeriesChange, SeriesStore } from '../../app/ports.ts';
import { readSlot, writeSlot, type OtherSlotRecord } from '../../domain/exceptions-record.ts';
import type { Exceptions, OtherSlot } from '../../domain/exceptions.ts';
import type { Holiday } from '../../domain/holiday.ts';
import { ruleLines } from '../../domain/schedule-times.ts';
import { Prisma, type SeriesChange as Row } from '../../generated/prisma/client.ts';
import { present, toDate, toJson } from './convert.ts';
import type { Client } from './client.ts';

/** What differs from a series' rule: single dates, what holds from now on, and holidays. */
export function seriesChanges(
  client: Client,
): Pick<SeriesStore, 'addChange' | 'removeChange' | 'setHolidays' | 'renewHolidays'> {
  return {
    addChange: async (seriesId, change, now) => {
      const { key, data } = toColumns(change);
      await client.seriesChange.deleteMany({ where: { seriesId, kind: change.kind, ...key } });
      await client.seriesChange.create({
        data: { seriesId, kind: change.kind, ...key, ...data, createdAt: toDate(now) },
      });
    },
    removeChange: async (seriesId, what) => {
      const where = { seriesId, kind: what.kind, ...keyOf(what) };
      const { count } = await client.seriesChange.deleteMany({ where });
      return count > 0;
    },
    setHolidays: async (seriesId, holidays, source) => {
      const holidaySource = source ? toJson(source) : Prisma.DbNull;
      await client.series.update({ where: { id: seriesId }, data: { holidaySource } });
      await client.holiday.deleteMany({ where: { seriesId } });
      await insertHolidays(client, seriesId, holidays);
    },
    renewHolidays: async (id, holidays, source) => {
      // The row is written so that it is locked until these days are: whoever names other countries waits, or came first.
      const holidaySource = toJson(source);
      const { count } = await client.series.updateMany({
        where: { id, holidaySource: { equals: holidaySource } },
        data: { holidaySource },
      });
      if (count === 0) return;
      await client.holiday.deleteMany({ where: { seriesId: id, fromLibrary: true } });
      await insertHolidays(client, id, holidays);
    },
  };
}

/** A day is kept once; the calendar that people gave comes first. */
async function insertHolidays(
  client: Client,
  seriesId: string,
  holidays: readonly Holiday[],
): Promise<void> {
  const rows = holidays.map(({ date, name, fromLibrary = false }) => ({
    seriesId,
    date: String(date),
    name,
    fromLibrary,
  }));
  const ordered = rows.toSorted(
    (left, right) => Number(left.fromLibrary) - Number(right.fromLibrary),
  );
  await client.holiday.createMany({ data: ordered, skipDuplicates: true });
}

function keyOf(what: Parameters<SeriesStore['removeChange']>[1]) {
  if (what.kind === 'from_now_on') return { from: String(what.from) };
  return what.kind === 'extra' ? { startsAt: minutes(what.at) } : { occurrence: minutes(what.at) };
}

/** What makes a change that and no other, and what else it says. */
function toColumns(change: SeriesChange) {
  switch (change.kind) {
    case 'skip':
      return { key: { occurrence: minutes(change.occurrence) }, data: { reason: change.reason } };
    case 'extra':
      return { key: { startsAt: minutes(change.startsAt) }, data: {} };
    case 'move':
      return {
        key: { occurrence: minutes(change.occurrence) },
        data: { startsAt: minutes(change.startsAt) },
      };
    case 'from_now_on': {
      const { from, start, zone, rrule, slots = [] } = change.change;
      const lines = ruleLines(rrule);
      return {
        key: { from: String(from) },
        data: {
          startsAt: minutes(start),
          zone,
          ...(lines.length > 0 ? { rrule: lines.join('\n') } : {}),
          ...(slots.length > 0 ? { slots: slots.map(writeSlot) as object[] } : {}),
        },
      };
    }
  }
}

export function toExceptions(rows: readonly Row[]): Exceptions {
  const of = (kind: Row['kind']) => rows.filter((row) => row.kind === kind);
  return {
    skips: of('skip').map(({ occurrence, reason }) => ({
      occurrence: local(occurrence),
      ...present({ reason }),
    })),
    extras: of('extra').map(({ startsAt }) => local(startsAt)),
    moves: of('move').map(({ occurrence, startsAt }) => ({
      occurrence: local(occurrence),
      to: local(startsAt),
    })),
    changes: of('from_now_on').map(({ from, startsAt, zone, rrule, slots }) => ({
      from: Temporal.PlainDate.from(from ?? ''),
      start: local(startsAt),
      zone: zone ?? 'UTC',
      ...present({ rrule }),
      ...(slots === null ? {} : { slots: toSlots(slots) }),
    })),
  };
}

export function toSlots(json: Prisma.JsonValue): OtherSlot[] {
  return (json as unknown as OtherSlotRecord[]).map(readSlot);
}

function local(text: string | null): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(text ?? '');
}

function minutes(at: Temporal.PlainDateTime): string {
  return at.toString({ smallestUnit: 'minute' });
}
