import {
  GuildScheduledEventEntityType as EntityType,
  GuildScheduledEventRecurrenceRuleFrequency as Frequency,
  GuildScheduledEventStatus as Status,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { FormIssue } from './api-error.ts';
import { isoTime, list, parseTime, snowflake, text } from './form.ts';

const weekday = z.int().min(0).max(6);

const recurrenceRule = z.strictObject({
  start: isoTime,
  end: z.null().optional(),
  frequency: z.literal([Frequency.Yearly, Frequency.Monthly, Frequency.Weekly, Frequency.Daily]),
  interval: z.int().min(1).nullish(),
  by_weekday: list(weekday, { min: 1, max: 7 }).nullish(),
  by_n_weekday: list(z.strictObject({ n: z.literal([1, 2, 3, 4, 5]), day: weekday }), {
    min: 1,
    max: 7,
  }).nullish(),
  by_month: list(z.int().min(1).max(12), { min: 1, max: 12 }).nullish(),
  by_month_day: list(z.int().min(1).max(31), { min: 1, max: 31 }).nullish(),
  by_year_day: z.null().optional(),
  count: z.null().optional(),
});

export type RecurrenceForm = z.infer<typeof recurrenceRule>;

const entityTypes = z.literal([EntityType.StageInstance, EntityType.Voice, EntityType.External]);

const optional = {
  description: text({ max: 1000 }).nullish(),
  channel_id: snowflake.nullish(),
  entity_metadata: z.strictObject({ location: text({ min: 1, max: 100 }).nullish() }).nullish(),
  scheduled_end_time: isoTime.nullish(),
  recurrence_rule: recurrenceRule.nullish(),
  image: z
    .string()
    .regex(/^data:image\//u)
    .nullish(),
};

export const newScheduledEventForm = z.strictObject({
  ...optional,
  name: text({ min: 1, max: 100 }),
  privacy_level: z.literal(2),
  scheduled_start_time: isoTime,
  entity_type: entityTypes,
});
export type NewScheduledEventForm = z.infer<typeof newScheduledEventForm>;

export const changedScheduledEventForm = z.strictObject({
  ...optional,
  name: text({ min: 1, max: 100 }).optional(),
  privacy_level: z.literal(2).optional(),
  scheduled_start_time: isoTime.optional(),
  entity_type: entityTypes.nullish(),
  status: z.literal([Status.Scheduled, Status.Active, Status.Completed, Status.Canceled]).nullish(),
});
export type ChangedScheduledEventForm = z.infer<typeof changedScheduledEventForm>;

/** The event as it would be, whether new or changed. */
export interface PlannedEvent {
  entityType: EntityType;
  channelId: string | null;
  location: string | undefined;
  startsAt: Temporal.Instant;
  endsAt: Temporal.Instant | undefined;
  /** The time was set by this request. */
  isTimeSet: boolean;
}

/** What Discord asks of an event beyond the shapes of its fields. */
export function scheduledEventIssues(event: PlannedEvent, now: Temporal.Instant): FormIssue[] {
  return [...placeIssues(event), ...timeIssues(event, now)];
}

function placeIssues(event: PlannedEvent): FormIssue[] {
  const required = (...path: string[]): FormIssue => ({
    path,
    code: 'BASE_TYPE_REQUIRED',
    message: 'This field is required',
  });
  if (event.entityType !== EntityType.External)
    return event.channelId === null ? [required('channel_id')] : [];
  const issues: FormIssue[] = [];
  if (event.location === undefined) issues.push(required('entity_metadata', 'location'));
  if (event.endsAt === undefined) issues.push(required('scheduled_end_time'));
  if (event.channelId !== null)
    issues.push({
      path: ['channel_id'],
      code: 'GUILD_SCHEDULED_EVENT_CHANNEL_NOT_ALLOWED',
      message: 'An external event has no channel.',
    });
  return issues;
}

function timeIssues(
  { startsAt, endsAt, isTimeSet }: PlannedEvent,
  now: Temporal.Instant,
): FormIssue[] {
  if (!isTimeSet) return [];
  const issues: FormIssue[] = [];
  if (Temporal.Instant.compare(startsAt, now) <= 0)
    issues.push({
      path: ['scheduled_start_time'],
      code: 'GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
      message: 'Cannot schedule event in the past.',
    });
  if (endsAt !== undefined && Temporal.Instant.compare(endsAt, startsAt) <= 0)
    issues.push({
      path: ['scheduled_end_time'],
      code: 'GUILD_SCHEDULED_EVENT_END_BEFORE_START',
      message: 'Cannot schedule event that ends before it starts.',
    });
  return issues;
}

/** The narrow set of recurrences that Discord's clients can show. */
export function recurrenceIssues(rule: RecurrenceForm): FormIssue[] {
  const at = (field: string, message: string): FormIssue[] => [
    { path: ['recurrence_rule', field], code: 'GUILD_SCHEDULED_EVENT_RECURRENCE_INVALID', message },
  ];
  const interval = rule.interval ?? 1;
  if (interval !== 1 && !(rule.frequency === Frequency.Weekly && interval === 2))
    return at('interval', 'Only a weekly rule may have an interval, and only of 2.');
  const used = (['by_weekday', 'by_n_weekday', 'by_month', 'by_month_day'] as const).filter(
    (field) => rule[field] != null,
  );
  const stranger = used.find((field) => !allowedFields[rule.frequency].includes(field));
  if (stranger) return at(stranger, 'This field does not go with the frequency.');
  if (
    rule.frequency === Frequency.Daily &&
    rule.by_weekday &&
    !dailySets.includes(daySet(rule.by_weekday))
  )
    return at('by_weekday', 'A daily rule takes only certain sets of days.');
  if (rule.frequency === Frequency.Weekly && rule.by_weekday && rule.by_weekday.length !== 1)
    return at('by_weekday', 'A weekly rule takes one day.');
  if (rule.by_n_weekday && rule.by_n_weekday.length !== 1)
    return at('by_n_weekday', 'A monthly rule takes one day.');
  return yearlyIssues(rule, at);
}

const allowedFields: Record<Frequency, string[]> = {
  [Frequency.Daily]: ['by_weekday'],
  [Frequency.Weekly]: ['by_weekday'],
  [Frequency.Monthly]: ['by_n_weekday'],
  [Frequency.Yearly]: ['by_month', 'by_month_day'],
};

/** Monday to Friday, Tuesday to Saturday, Sunday to Thursday, both weekend days, and the two pairs beside them. */
const dailySets = ['01234', '12345', '01236', '45', '56', '06'];

function daySet(days: readonly number[]): string {
  return days.toSorted((one, other) => one - other).join('');
}

function yearlyIssues(
  rule: RecurrenceForm,
  at: (field: string, message: string) => FormIssue[],
): FormIssue[] {
  if (rule.frequency !== Frequency.Yearly) return [];
  if (rule.by_month?.length !== 1 || rule.by_month_day?.length !== 1)
    return at('by_month', 'A yearly rule takes one month and one day of it.');
  return [];
}

export function requiredTime(value: string): Temporal.Instant {
  const time = parseTime(value);
  if (time === undefined) throw new Error(`the form let "${value}" pass as a time`);
  return time;
}
