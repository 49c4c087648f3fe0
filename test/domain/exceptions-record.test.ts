import { expect, test } from 'vitest';
import {
  readExceptions,
  readSlot,
  writeExceptions,
  writeSlot,
} from '../../src/domain/exceptions-record.ts';
import type { Exceptions, OtherSlot } from '../../src/domain/exceptions.ts';

const local = (text: string) => Temporal.PlainDateTime.from(text);

const slot: OtherSlot = {
  rrule: 'FREQ=WEEKLY;INTERVAL=4',
  start: local('2026-01-27T21:00'),
  zone: 'Asia/Tokyo',
  instead: true,
};

const exceptions: Exceptions = {
  skips: [
    { occurrence: local('2026-12-22T16:00'), reason: 'holidays' },
    { occurrence: local('2026-12-29T16:00') },
  ],
  extras: [local('2026-03-03T12:00')],
  moves: [{ occurrence: local('2026-02-03T16:00'), to: local('2026-02-04T10:00') }],
  changes: [
    {
      from: Temporal.PlainDate.from('2026-06-01'),
      rrule: ['FREQ=WEEKLY', 'FREQ=MONTHLY'],
      start: local('2026-06-02T17:00'),
      zone: 'Europe/Berlin',
      slots: [slot],
    },
    { from: Temporal.PlainDate.from('2026-09-01'), start: local('2026-09-01T17:00'), zone: 'UTC' },
  ],
};

test('exceptions come back from JSON as they were', () => {
  const read = readExceptions(JSON.parse(JSON.stringify(writeExceptions(exceptions))));
  expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(exceptions)));
  expect(read.changes?.[0]?.from).toBeInstanceOf(Temporal.PlainDate);
  expect(read.changes?.[0]?.slots?.[0]?.start).toBeInstanceOf(Temporal.PlainDateTime);
  expect(readExceptions(writeExceptions({}))).toEqual({});
});

test('a slot comes back from JSON as it was', () => {
  expect(JSON.stringify(readSlot(JSON.parse(JSON.stringify(writeSlot(slot)))))).toBe(
    JSON.stringify(slot),
  );
});

test('a date that does not exist is an error, not another date', () => {
  expect(() => readExceptions({ extras: ['2026-02-30T12:00'] })).toThrow(RangeError);
});
