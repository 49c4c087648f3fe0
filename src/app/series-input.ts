import { z } from 'zod';
import type { OtherSlot } from '../domain/exceptions.ts';
import { checkRule } from '../domain/schedule-check.ts';
import { UserError } from '../domain/user-error.ts';
import { policyFields, whole, yesOrNo } from './policy-input.ts';
import { otherSlot, type SlotInput } from './slot-input.ts';

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
        message: 'write "Name <address>", "Name discord:ID", or "Name <address> discord:ID"',
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

const shape = {
  name: z.string().trim().min(1, 'a series needs a name').max(100),
  rrule: z
    .union([z.string().trim(), z.array(z.string().trim()).transform((lines) => lines.join('\n'))])
    .optional(),
  start: z.string().transform((text, context) => {
    try {
      return Temporal.PlainDateTime.from(text.replace(' ', 'T'), { overflow: 'reject' });
    } catch {
      context.addIssue({
        code: 'custom',
        message: `"${text}" is no local date and time; write 2014-06-24T16:00`,
      });
      return z.NEVER;
    }
  }),
  zone: z.string().trim(),
  slots: z.array(otherSlot).optional(),
  durationMinutes: whole(5, 24 * 60),
  listAddress: address.optional(),
  listId: z.string().trim().toLowerCase().optional(),
  discordChannelId: snowflake.optional(),
  discordVoiceChannelId: snowflake.optional(),
  discordEvent: yesOrNo,
  chairs: z.array(person).default([]),
  scribes: z.array(person).default([]),
  standingItems: z.array(z.string().trim().min(1).max(300)).default([]),
};

const newSeries = z.object({
  slug,
  community: z.object({
    slug,
    name: z.string().trim().min(1).max(100),
    discordGuildId: snowflake.optional(),
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
    chairs: z.array(person),
    scribes: z.array(person),
    standingItems: z.array(z.string().trim().min(1).max(300)),
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

/** Throws a UserError that lists every wrong field and what is expected of it. */
export function readNewSeries(input: unknown): NewSeriesInput {
  const series = parse(newSeries, input);
  return { ...series, ...checkSchedule(series) };
}

export function readSeriesChanges(input: unknown): SeriesChangesInput {
  return parse(seriesChanges, input);
}

/** The schedule in its usual spelling. Throws a UserError when a rule, its zone and its start make no dates. */
export function checkSchedule(input: {
  rrule?: string | undefined;
  zone: string;
  start: Temporal.PlainDateTime;
  slots?: readonly SlotInput[] | undefined;
}): { rrule?: string; zone: string; slots?: OtherSlot[] } {
  const { start, zone, rrule, slots } = input;
  const usual = checkRule({ start, zone, ...(rrule === undefined ? {} : { rrule }) });
  const others = slots?.map((slot) => ({
    ...checkRule({ ...slot, zone: slot.zone ?? zone }),
    ...(slot.instead ? { instead: true as const } : {}),
  }));
  return {
    zone: usual.zone,
    ...(typeof usual.rrule === 'string' ? { rrule: usual.rrule } : {}),
    ...(others ? { slots: others } : {}),
  };
}

function parse<T extends z.ZodType>(schema: T, input: unknown): z.infer<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `  ${path.join('.')}: ${message}`,
  );
  throw new UserError(`The series can't be saved as it is:\n${problems.join('\n')}`);
}
