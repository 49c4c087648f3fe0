import { z } from 'zod';
import type { OtherSlot } from '../domain/exceptions.ts';
import { checkZone } from '../domain/local-time-zone.ts';
import { readLocalTime } from '../domain/local-time.ts';
import { checkRule } from '../domain/schedule-check.ts';
import { UserError } from '../domain/user-error.ts';
import { orNone, policyFields, whole, yesOrNo } from './policy-input.ts';
import { otherSlot, type SlotInput } from './slot-input.ts';
import { readField, WrongInput } from './wrong-input.ts';

/** `Ann Example <ann@example.org> discord:123`; the address and the account may each be left out. */
const person = z
  .string()
  .trim()
  .transform((text, context) => {
    const match = /^([^<>]*?)\s*(?:<([^<>\s]+@[^<>\s]+)>)?\s*(?:discord:(\d{5,20}))?$/u.exec(text);
    const [, name = '', address, discordUserId] = match ?? [];
    if (!match || name === '' || (address === undefined && discordUserId === undefined)) {
      context.addIssue({
        code: 'custom',
        message: `“${text}”: write "Name <address>", "Name discord:ID", or "Name <address> discord:ID"`,
      });
      return z.NEVER;
    }
    return {
      name,
      ...(address === undefined ? {} : { address: address.toLowerCase() }),
      ...(discordUserId === undefined ? {} : { discordUserId }),
    };
  });

export type NamedPerson = z.infer<typeof person>;

const slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?$/u,
    'use 1 to 40 small letters, digits and hyphens',
  );
const snowflake = z.string().regex(/^\d{15,20}$/u, 'a Discord id has 15 to 20 digits');
const address = z.email('not a mail address').transform((text) => text.toLowerCase());

/** As many as there are; the one word `none`: an empty list. */
function listOf<T extends z.ZodType>(field: T) {
  return z.preprocess(
    (value) => (Array.isArray(value) && value.length === 1 && value[0] === 'none' ? [] : value),
    z.array(field),
  );
}

/** Several rules are kept one a line. */
function joinRules(rules: string | string[]): string | null {
  const lines = [rules].flat();
  return lines.length === 1 && lines[0] === 'none' ? null : lines.join('\n');
}

const title = z.string().trim().min(1, 'an item needs a title').max(300, 'at most 300 characters');

const shape = {
  name: z.string().trim().min(1, 'a series needs a name').max(100, 'at most 100 characters'),
  rrule: orNone(
    z.union([z.string().trim(), z.array(z.string().trim())]).transform(joinRules),
  ).optional(),
  start: z.string('name the first meeting: 2014-06-24T16:00').transform((text, context) => {
    try {
      return readLocalTime(text);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  }),
  zone: z.string('name a time zone: Europe/London').trim(),
  slots: listOf(otherSlot).optional(),
  durationMinutes: whole(5, 24 * 60),
  listAddress: orNone(address).optional(),
  listId: orNone(z.string().trim().toLowerCase()).optional(),
  discordChannelId: orNone(snowflake).optional(),
  discordVoiceChannelId: orNone(snowflake).optional(),
  discordEvent: yesOrNo,
  chairs: listOf(person).default([]),
  scribes: listOf(person).default([]),
  standingItems: listOf(title).default([]),
};

const communityName = z
  .string()
  .trim()
  .min(1, 'a community needs a name')
  .max(100, 'at most 100 characters');

const newSeries = z.object({
  slug,
  community: z.object({
    slug,
    name: communityName,
    discordGuildId: orNone(snowflake).optional(),
  }),
  ...shape,
  durationMinutes: shape.durationMinutes.default(60),
  discordEvent: yesOrNo.default(true),
  policy: z.object(policyFields),
});

export type NewSeriesInput = z.infer<typeof newSeries>;

const seriesChanges = z
  .object({
    ...shape,
    chairs: listOf(person),
    scribes: listOf(person),
    standingItems: listOf(title),
    community: z.object({ name: communityName, discordGuildId: orNone(snowflake) }).partial(),
    policy: z
      .object(
        Object.fromEntries(
          Object.entries(policyFields).map(([key, field]) => [key, field.unwrap()]),
        ) as {
          [K in keyof typeof policyFields]: ReturnType<(typeof policyFields)[K]['unwrap']>;
        },
      )
      .partial(),
  })
  .partial();

export type SeriesChangesInput = z.infer<typeof seriesChanges>;

/** Throws a WrongInput that lists every wrong field and what is expected of it. */
export function readNewSeries(input: unknown): NewSeriesInput {
  const series = parse(newSeries, input);
  return { ...series, ...checkSchedule(series) };
}

export function readSeriesChanges(input: unknown): SeriesChangesInput {
  return parse(seriesChanges, input);
}

/** The schedule in its usual spelling. Throws a WrongInput when a rule, its zone and its start make no dates. */
export function checkSchedule(input: {
  rrule?: string | null | undefined;
  zone: string;
  start: Temporal.PlainDateTime;
  slots?: readonly SlotInput[] | undefined;
}): { rrule?: string; zone: string; slots?: OtherSlot[] } {
  const { start, rrule, slots } = input;
  const zone = readField('zone', () => checkZone(input.zone));
  const usual = readField('rrule', () =>
    checkRule({ start, zone, ...(typeof rrule === 'string' ? { rrule } : {}) }),
  );
  const others = readField('slots', () =>
    slots?.map((slot) => ({
      ...checkRule({ ...slot, zone: slot.zone ?? zone }),
      ...(slot.instead ? { instead: true as const } : {}),
    })),
  );
  return {
    zone,
    ...(typeof usual.rrule === 'string' ? { rrule: usual.rrule } : {}),
    ...(others ? { slots: others } : {}),
  };
}

function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new WrongInput(
    result.error.issues.map(({ path, message }) => ({
      // Which of several is wrong, the message says.
      field: path.filter((part) => typeof part === 'string').join('.'),
      message,
    })),
  );
}
