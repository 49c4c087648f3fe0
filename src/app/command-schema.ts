import { z } from 'zod';
import type { Command } from '../domain/command.ts';
import { itemLimits } from '../domain/item.ts';
import { UserError } from '../domain/user-error.ts';

/** A command from outside, parsed once. Throws a UserError worded for the person who gave it. */
export function parseCommand(value: unknown): Command {
  const parsed = commandSchema.safeParse(value, { error: unforeseen });
  if (parsed.success) return parsed.data;
  throw new UserError(parsed.error.issues[0]?.message ?? 'That command can’t be read.');
}

/** Limits of what commands carry beside items, whose own are `itemLimits`. */
export const commandLimits = {
  noteChars: 4_000,
  reasonChars: 1_000,
  people: 100,
  nameChars: 120,
  timeChars: 100,
} as const;

const outcomes = ['decision', 'discussion', 'information'] as const;

const title = oneLine('title', itemLimits.titleChars);
const details = z
  .string(notText('details'))
  .overwrite((text) => storable(text).trim())
  .refine(...within('details', itemLimits.detailsChars));
const lead = oneLine('lead', itemLimits.leadChars);
const minutes = whole('A time box', itemLimits.minutes);
const outcome = z.enum(outcomes, `An outcome is one of: ${outcomes.join(', ')}.`);
const links = z
  .array(oneLine('link', itemLimits.linkChars), notText('list of links'))
  .max(itemLimits.links, `An item holds at most ${itemLimits.links} links.`);

const draft = z.strictObject({
  title,
  details: details.exactOptional(),
  lead: lead.exactOptional(),
  minutes: minutes.exactOptional(),
  outcome: outcome.exactOptional(),
  links: links.exactOptional(),
});

const items = z
  .array(draft, notText('list of items'))
  .min(1, 'Name at least one item to add.')
  .max(itemLimits.itemsPerMeeting, `Add at most ${itemLimits.itemsPerMeeting} items.`);

const changes = z.strictObject({
  title: title.exactOptional(),
  details: details.nullable().exactOptional(),
  lead: lead.nullable().exactOptional(),
  minutes: minutes.nullable().exactOptional(),
  outcome: outcome.nullable().exactOptional(),
  links: links.exactOptional(),
});

const item = whole('An item’s number', 9_999);
const place = whole('A place on the agenda', itemLimits.itemsPerMeeting);
const reason = filled('reason', commandLimits.reasonChars);
const words = filled('text', commandLimits.noteChars);
const people = z
  .array(oneLine('name', commandLimits.nameChars), notText('list of names'))
  .max(commandLimits.people, `Name at most ${commandLimits.people} people at once.`);
const due = date('due date');
const mailAddress = z
  .string(notText('mail address'))
  .trim()
  .toLowerCase()
  .max(254, 'That mail address is too long.')
  .pipe(z.email('Write one mail address, such as ann@example.org.'));
const role = z.enum(['chair', 'scribe'], 'A turn is one of: chair, scribe.');

const plainCommands = [
  z.strictObject({ name: z.literal('add'), items }),
  bare('list'),
  z.strictObject({ name: z.literal('edit'), item, changes }),
  z.strictObject({ name: z.literal('withdraw'), item }),
  z.strictObject({ name: z.literal('restore'), item: item.exactOptional() }),
  z.strictObject({ name: z.literal('move'), item, to: place }),
  z.strictObject({ name: z.literal('defer'), item, reason: reason.exactOptional() }),
  z.strictObject({ name: z.literal('accept'), item }),
  z.strictObject({ name: z.literal('decline'), item, reason: reason.exactOptional() }),
  bare('next'),
  bare('confirm'),
  z.strictObject({ name: z.literal('cancel'), reason }),
  z.strictObject({ name: z.literal('reschedule'), to: filled('time', commandLimits.timeChars) }),
  z.strictObject({
    name: z.literal('skip'),
    date: filled('date', commandLimits.timeChars).exactOptional(),
    reason,
  }),
  z.strictObject({
    name: z.literal('swap'),
    role,
    with: oneLine('name', commandLimits.nameChars),
  }),
  z.strictObject({ name: z.literal('pass'), role }),
  bare('start'),
  z.strictObject({
    name: z.literal('topic'),
    item: item.exactOptional(),
    title: title.exactOptional(),
  }),
  bare('end'),
  z.strictObject({ name: z.literal('note'), text: words, item: item.exactOptional() }),
  z.strictObject({ name: z.literal('decision'), text: words, item: item.exactOptional() }),
  z.strictObject({
    name: z.literal('action'),
    text: words,
    owner: oneLine('owner', commandLimits.nameChars).exactOptional(),
    due: due.exactOptional(),
    item: item.exactOptional(),
  }),
  z.strictObject({ name: z.literal('present'), people }),
  z.strictObject({ name: z.literal('regrets'), people }),
  z.strictObject({ name: z.literal('coming'), people }),
  bare('draft'),
  z.strictObject({ name: z.literal('link'), address: mailAddress }),
  z.strictObject({ name: z.literal('verify'), code: oneLine('code', 40) }),
  z.strictObject({ name: z.literal('zone'), zone: oneLine('zone', commandLimits.timeChars) }),
  bare('stop'),
  bare('resume'),
  bare('help'),
] as const;

const plainCommand = z.discriminatedUnion('name', plainCommands);

export const commandSchema = z.discriminatedUnion('name', [
  ...plainCommands,
  z.strictObject({
    name: z.literal('settle'),
    held: z.uuid('A held message is named by its id.'),
    how: z.enum(['accept', 'dismiss'], 'A held message is accepted or dismissed.'),
    commands: z
      .array(plainCommand)
      .min(1, 'Write at least one item.')
      .max(itemLimits.itemsPerMeeting)
      .exactOptional(),
  }),
]);

function bare<const Name extends string>(name: Name) {
  return z.strictObject({ name: z.literal(name) });
}

/** A day that exists. */
function date(what: string) {
  return z
    .string(notText(what))
    .trim()
    .refine(
      isDate,
      `Write the ${what} as year-month-day, such as 2026-06-30, and name a real day.`,
    );
}

/** Text on one line, its spaces tidied. */
function oneLine(what: string, maxChars: number) {
  return z
    .string(notText(what))
    .overwrite((text) => storable(text).replace(/\s+/gu, ' ').trim())
    .refine(...present(what))
    .refine(...within(what, maxChars));
}

/** Text of any number of lines, at least one character. */
function filled(what: string, maxChars: number) {
  return z
    .string(notText(what))
    .overwrite((text) => storable(text).trim())
    .refine(...present(what))
    .refine(...within(what, maxChars));
}

/** Without what a database refuses: NUL, and half a character, as of a cut emoji. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '');
}

function whole(what: string, max: number) {
  const error = `${what} is a whole number from 1 to ${max}.`;
  return z.int(error).min(1, error).max(max, error);
}

type Rule = [check: (text: string) => boolean, params: { error: z.core.$ZodErrorMap; abort: true }];

function present(what: string): Rule {
  const error = () => `The ${what} is empty. Write at least a word.`;
  return [(text) => text !== '', { error, abort: true }];
}

/** Characters are counted as people see them in most scripts, not as UTF-16 does. */
function within(what: string, maxChars: number): Rule {
  const error: z.core.$ZodErrorMap = ({ input }) =>
    `The ${what} has ${[...String(input)].length} characters; the limit is ${maxChars}. Shorten it.`;
  return [(text) => [...text].length <= maxChars, { error, abort: true }];
}

function notText(what: string): string {
  return `The ${what} is missing, or is not text.`;
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/u.test(text)) return false;
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' });
    return true;
  } catch {
    return false; // The only failure here is a day that no calendar has: the caller answers the person.
  }
}

/** Words for what no field above has words of its own: the shape, not the content, is wrong. */
function unforeseen(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'unrecognized_keys':
      return `This command doesn’t know “${issue.keys.slice(0, 3).join('”, “').slice(0, 100)}”. Leave that out.`;
    case 'invalid_union':
      return `There is no such command. There are: ${commandNames().join(', ')}.`;
    default:
      return `The command’s “${issue.path?.join('.') || 'form'}” is not as it should be.`;
  }
}

function commandNames(): string[] {
  return commandSchema.options.map(({ shape }) => shape.name.value);
}
