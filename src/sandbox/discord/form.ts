import { z } from 'zod';
import type { core } from 'zod';
import { type FormIssue, formError } from './api-error.ts';
import { isSnowflake } from './snowflakes.ts';

/** Fields that discord.js always sends, though Discord's specification doesn't name them everywhere. */
const toleratedFields = new Set(['tts', 'enforce_nonce', 'type']);

export interface FormOptions<Form> {
  schema: z.ZodType<Form>;
  body: unknown;
  /** Refuses fields that Discord doesn't know. Discord drops them silently; a test wants to hear of them. */
  strict: boolean;
  /** What a schema can't say, asked once the shape is right. */
  rules?: (form: Form) => FormIssue[];
  /** Where the form sits in the request's body. */
  at?: readonly (string | number)[];
}

/** Returns the body as the form it claims to be. Throws Discord's 50035 with every field that is wrong. */
export function checkForm<Form>({ schema, body, strict, rules, at = [] }: FormOptions<Form>): Form {
  const parsed = schema.safeParse(body, { reportInput: true });
  const unknown = parsed.success ? [] : parsed.error.issues.filter(isUnknownField);
  const issues = parsed.success ? [] : parsed.error.issues.flatMap((issue) => fromZod(issue));
  const serious = strict ? issues : issues.filter((issue) => issue.code !== unknownFieldCode);
  if (serious.length > 0) throw formError(serious.map((issue) => under(at, issue)));
  // Only unknown fields that may be passed over are left: without them the form is right.
  if (!parsed.success)
    return checkForm({ schema, body: without(body, unknown), strict, at, ...(rules && { rules }) });
  const broken = rules?.(parsed.data) ?? [];
  if (broken.length > 0) throw formError(broken.map((issue) => under(at, issue)));
  return parsed.data;
}

function under(at: readonly (string | number)[], issue: FormIssue): FormIssue {
  return { ...issue, path: [...at, ...issue.path] };
}

/** Text measured as Discord does, in code points. */
export function text(limits: { min?: number; max: number }): z.ZodType<string> {
  const { min = 0, max } = limits;
  const limit =
    min === 0
      ? { code: 'BASE_TYPE_MAX_LENGTH', message: `Must be ${max} or fewer in length.` }
      : { code: 'BASE_TYPE_BAD_LENGTH', message: `Must be between ${min} and ${max} in length.` };
  return z.string().refine(
    (value) => {
      const chars = [...value].length;
      return chars >= min && chars <= max;
    },
    { params: { code: limit.code }, error: limit.message },
  );
}

export function list<Entry extends z.ZodType>(
  entry: Entry,
  limits: { min?: number; max: number },
): z.ZodArray<Entry> {
  const { min = 0, max } = limits;
  return z.array(entry).superRefine((entries, context) => {
    if (entries.length >= min && entries.length <= max) return;
    const [code, message] =
      min === 0
        ? ['BASE_TYPE_MAX_LENGTH', `Must be ${max} or fewer in length.`]
        : ['BASE_TYPE_BAD_LENGTH', `Must be between ${min} and ${max} in length.`];
    context.addIssue({ code: 'custom', params: { code }, message, input: entries });
  });
}

/** An id. Discord also takes a number, which JavaScript would have rounded: refused here. */
export const snowflake = z.custom<string>(isSnowflake, {
  params: { code: 'NUMBER_TYPE_COERCE' },
  error: (issue) => `Value "${String(issue.input)}" is not snowflake.`,
});

/** A permission set: an integer, written as a string or, while it is small, as a number. */
export const bitfield = z
  .union([z.string().regex(/^\d{1,20}$/u), z.int().min(0)])
  .transform((value) => String(value));

export const flag = z.boolean().nullish();

export const webAddress = text({ max: 2048 }).refine(
  (value) => URL.canParse(value) && /^(https?|attachment):/u.test(value),
  {
    params: { code: 'URL_TYPE_INVALID_SCHEME' },
    error: "Scheme must be one of ('http', 'https').",
  },
);

export const isoTime = z.string().refine((value) => parseTime(value) !== undefined, {
  params: { code: 'DATE_TIME_TYPE_PARSE' },
  error: 'Could not parse the value. Should be ISO8601.',
});

/** Discord takes a time without offset as UTC. */
export function parseTime(value: string): Temporal.Instant | undefined {
  for (const spelling of [value, `${value}Z`]) {
    try {
      return Temporal.Instant.from(spelling);
    } catch {
      // The next spelling, or none: the caller words the refusal.
    }
  }
  return undefined;
}

const unknownFieldCode = 'SANDBOX_UNKNOWN_FIELD';

function isUnknownField(issue: core.$ZodIssue): issue is core.$ZodIssueUnrecognizedKeys {
  return issue.code === 'unrecognized_keys';
}

function fromZod(issue: core.$ZodIssue): FormIssue[] {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  if (isUnknownField(issue))
    return issue.keys
      .filter((key) => !toleratedFields.has(key))
      .map((key) => ({
        path: [...path, key],
        code: unknownFieldCode,
        message: 'Discord knows no such field here.',
      }));
  return [{ path: placeOf(issue, path), ...wordsFor(issue) }];
}

/** A component of an unknown type is reported at its `type`, as Discord does. */
function placeOf(issue: core.$ZodIssue, path: (string | number)[]): (string | number)[] {
  return issue.code === 'invalid_union' &&
    issue.discriminator !== undefined &&
    path.at(-1) !== issue.discriminator
    ? [...path, issue.discriminator]
    : path;
}

function wordsFor(issue: core.$ZodIssue): { code: string; message: string } {
  switch (issue.code) {
    case 'custom':
      if (issue.input === undefined) return required;
      return {
        code: String(issue.params?.['code'] ?? 'BASE_TYPE_INVALID'),
        message: issue.message,
      };
    case 'invalid_type':
      return issue.input === undefined || issue.input === null ? required : wrongType(issue);
    case 'invalid_value':
      return issue.input === undefined
        ? required
        : {
            code: 'BASE_TYPE_CHOICES',
            message: `Value must be one of {${issue.values.map((value) => JSON.stringify(value)).join(', ')}}.`,
          };
    case 'too_big':
      return {
        code: 'NUMBER_TYPE_MAX',
        message: `int value should be less than or equal to ${issue.maximum}.`,
      };
    case 'too_small':
      return {
        code: 'NUMBER_TYPE_MIN',
        message: `int value should be greater than or equal to ${issue.minimum}.`,
      };
    case 'invalid_format':
      return { code: 'STRING_TYPE_REGEX', message: 'String value did not match validation regex.' };
    case 'invalid_union':
      return {
        code: 'UNION_TYPE_CHOICES',
        message: 'Value must be one of the kinds allowed here.',
      };
    default:
      return { code: 'BASE_TYPE_INVALID', message: issue.message };
  }
}

const required = { code: 'BASE_TYPE_REQUIRED', message: 'This field is required' };

function wrongType(issue: core.$ZodIssueInvalidType): { code: string; message: string } {
  switch (issue.expected) {
    case 'string':
      return {
        code: 'STRING_TYPE_CONVERT',
        message: `Could not interpret "${JSON.stringify(issue.input)}" as string.`,
      };
    case 'boolean':
      return { code: 'BOOLEAN_TYPE_CONVERT', message: 'Must be either true or false.' };
    case 'array':
      return { code: 'LIST_TYPE_CONVERT', message: 'Only iterables may be used in a ListType' };
    case 'number':
    case 'int':
      return {
        code: 'NUMBER_TYPE_COERCE',
        message: `Value "${JSON.stringify(issue.input)}" is not int.`,
      };
    case 'null':
      return { code: 'BASE_TYPE_CHOICES', message: 'Value must be one of {null}.' };
    default:
      return {
        code: 'MODEL_TYPE_CONVERT',
        message: 'Only dictionaries may be used in a ModelType',
      };
  }
}

function without(body: unknown, unknown: core.$ZodIssueUnrecognizedKeys[]): unknown {
  const copy = structuredClone(body);
  for (const { path, keys } of unknown) {
    const owner = path.reduce<unknown>(
      (node, step) => (node as Record<PropertyKey, unknown>)[step],
      copy,
    );
    for (const key of keys) Reflect.deleteProperty(owner as object, key);
  }
  return copy;
}
