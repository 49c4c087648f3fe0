import type { Prisma } from '../../generated/prisma/client.ts';

/** Between Postgres' timestamptz, as Prisma gives it, and Temporal. */
export const toDate = (instant: Temporal.Instant): Date => new Date(instant.epochMilliseconds);

export const toInstant = (date: Date): Temporal.Instant =>
  Temporal.Instant.fromEpochMilliseconds(date.getTime());

/** For a JSON column: Postgres takes neither half a character, as of a cut emoji, nor NUL. */
export function toJson(value: object): Prisma.InputJsonValue {
  return JSON.parse(
    JSON.stringify(value, (_, member: unknown) =>
      typeof member === 'string' ? member.toWellFormed().replaceAll('\0', '') : member,
    ),
  ) as Prisma.InputJsonValue;
}

/** A copy without the members that are `null` or `undefined`: absent is absent, inside. */
export function present<T extends object>(record: T): Present<T> {
  return Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== null && value !== undefined),
  ) as Present<T>;
}

type Present<T> = {
  [K in keyof T as null extends T[K] ? never : undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as null extends T[K] ? K : undefined extends T[K] ? K : never]?: Exclude<
    T[K],
    null | undefined
  >;
};

/** Instants of a change as Dates, the rest as it is; absent members stay absent, so they are not written. */
export function withDates<T extends object>(changes: T): WithDates<T> {
  return Object.fromEntries(
    Object.entries(changes).map(([key, value]) => [
      key,
      value instanceof Temporal.Instant ? toDate(value) : value,
    ]),
  ) as WithDates<T>;
}

type WithDates<T> = {
  [K in keyof T]: T[K] extends Temporal.Instant
    ? Date
    : T[K] extends Temporal.Instant | undefined
      ? Date
      : T[K] extends Temporal.Instant | null | undefined
        ? Date | null
        : T[K];
};
