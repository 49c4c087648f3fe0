import {
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import { z } from 'zod';
import type { FormIssue } from './api-error.ts';
import { bitfield, flag, list, snowflake, text } from './form.ts';

/** Discord's own pattern; without capital letters where the script has them. */
const slashName = /^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u;

const chatName = z.string().refine((name) => slashName.test(name) && name === name.toLowerCase(), {
  params: { code: 'APPLICATION_COMMAND_INVALID_NAME' },
  error: 'Command name is invalid',
});

const localized = (max: number) => z.record(z.string(), text({ min: 1, max })).nullish();

const described = {
  name: chatName,
  name_localizations: localized(32),
  description: text({ min: 1, max: 100 }),
  description_localizations: localized(100),
};

const choice = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ name: text({ min: 1, max: 100 }), name_localizations: localized(100), value });

const parameter = { ...described, required: flag };
const completed = { ...parameter, autocomplete: flag };
const plain = <Type extends OptionType>(type: Type) =>
  z.strictObject({ ...parameter, type: z.literal(type) });

const parameters = [
  z.strictObject({
    ...completed,
    type: z.literal(OptionType.String),
    choices: list(choice(text({ max: 100 })), { max: 25 }).nullish(),
    min_length: z.int().min(0).max(6000).nullish(),
    max_length: z.int().min(1).max(6000).nullish(),
  }),
  z.strictObject({
    ...completed,
    type: z.literal(OptionType.Integer),
    choices: list(choice(z.int()), { max: 25 }).nullish(),
    min_value: z.int().nullish(),
    max_value: z.int().nullish(),
  }),
  z.strictObject({
    ...completed,
    type: z.literal(OptionType.Number),
    choices: list(choice(z.number()), { max: 25 }).nullish(),
    min_value: z.number().nullish(),
    max_value: z.number().nullish(),
  }),
  z.strictObject({
    ...parameter,
    type: z.literal(OptionType.Channel),
    channel_types: z.array(z.int()).nullish(),
  }),
  plain(OptionType.Boolean),
  plain(OptionType.User),
  plain(OptionType.Role),
  plain(OptionType.Mentionable),
  plain(OptionType.Attachment),
] as const;

const subcommand = z.strictObject({
  ...parameter,
  type: z.literal(OptionType.Subcommand),
  options: list(z.discriminatedUnion('type', [...parameters]), { max: 25 }).nullish(),
});

const subcommandGroup = z.strictObject({
  ...parameter,
  type: z.literal(OptionType.SubcommandGroup),
  options: list(z.discriminatedUnion('type', [subcommand]), { max: 25 }).nullish(),
});

const option = z.discriminatedUnion('type', [...parameters, subcommand, subcommandGroup]);

const common = {
  id: snowflake.nullish(),
  name_localizations: localized(32),
  description_localizations: localized(100),
  default_member_permissions: bitfield.nullish(),
  default_permission: flag,
  dm_permission: flag,
  nsfw: flag,
  contexts: list(z.literal([0, 1, 2]), { min: 1, max: 3 }).nullish(),
  integration_types: list(z.literal([0, 1]), { min: 1, max: 2 }).nullish(),
};

const chatCommand = z.strictObject({
  ...common,
  ...described,
  type: z.literal(ApplicationCommandType.ChatInput),
  options: list(option, { max: 25 }).nullish(),
});

/** Entries of a person's or message's context menu: capitals and spaces are welcome, descriptions are not. */
const menuCommand = z.strictObject({
  ...common,
  name: text({ min: 1, max: 32 }),
  type: z.literal([ApplicationCommandType.User, ApplicationCommandType.Message]),
  description: text({ max: 0 }).nullish(),
  options: list(z.unknown(), { max: 0 }).nullish(),
});

/** Without a type it is a slash command. */
export const commandForm = z.preprocess(
  (body) => (isRecord(body) && body['type'] == null ? { ...body, type: 1 } : body),
  z.discriminatedUnion('type', [chatCommand, menuCommand]),
);

export type CommandForm = z.infer<typeof chatCommand> | z.infer<typeof menuCommand>;
type Option = z.infer<typeof option>;
type Path = (string | number)[];

export function isRecord(body: unknown): body is Record<string, unknown> {
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

/** What Discord asks of a command beyond the shapes of its fields. */
export function commandIssues(form: CommandForm): FormIssue[] {
  const options = form.type === ApplicationCommandType.ChatInput ? (form.options ?? []) : [];
  const chars = commandLength(form);
  return [
    ...(chars > 8000
      ? [
          {
            path: [],
            code: 'APPLICATION_COMMAND_TOO_LARGE',
            message: 'Command exceeds maximum size (8000)',
          },
        ]
      : []),
    ...optionListIssues(options, ['options']),
  ];
}

/** Every name, description and choice of the command, counted together. */
function commandLength(node: unknown): number {
  if (Array.isArray(node)) return node.reduce<number>((sum, each) => sum + commandLength(each), 0);
  if (!isRecord(node)) return 0;
  const own = ['name', 'description', 'value'].reduce((sum, key) => {
    const value = node[key];
    return sum + (typeof value === 'string' ? [...value].length : 0);
  }, 0);
  return own + commandLength(node['options']) + commandLength(node['choices']);
}

function optionListIssues(options: readonly Option[], at: Path): FormIssue[] {
  const names = options.map((each) => each.name);
  const groups = options.filter(isGroup).length;
  return options.flatMap((each, index): FormIssue[] => {
    const path = [...at, index];
    const issue = (code: string, message: string, ...rest: Path) => [
      { path: [...path, ...rest], code, message },
    ];
    return [
      ...(names.indexOf(each.name) === index
        ? []
        : issue(
            'APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
            'Option name must be unique',
            'name',
          )),
      ...(groups > 0 && !isGroup(each)
        ? issue(
            'APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
            'Sub-command and sub-command group option types are mutually exclusive to all other types',
          )
        : []),
      ...(isRequired(each) &&
      options.slice(0, index).some((earlier) => !isRequired(earlier) && !isGroup(earlier))
        ? issue(
            'APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
            'Required options must be placed before non-required options',
          )
        : []),
      ...ownIssues(each, path),
    ];
  });
}

function ownIssues(each: Option, path: Path): FormIssue[] {
  if (isGroup(each)) return optionListIssues(each.options ?? [], [...path, 'options']);
  const issues: FormIssue[] = [];
  if ('choices' in each && each.autocomplete && (each.choices?.length ?? 0) > 0)
    issues.push({
      path: [...path, 'autocomplete'],
      code: 'APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_INVALID',
      message: 'Autocomplete cannot be used together with choices',
    });
  if ('choices' in each && each.choices) issues.push(...choiceIssues(each.choices, path));
  if (isReversed(each))
    issues.push({
      path,
      code: 'APPLICATION_COMMAND_OPTIONS_RANGE_INVALID',
      message: 'The minimum must not exceed the maximum',
    });
  return issues;
}

function choiceIssues(
  choices: readonly { name: string; value: unknown }[],
  path: Path,
): FormIssue[] {
  const names = choices.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            path: [...path, 'choices', index],
            code: 'APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATED',
            message: 'Option choice name already exists',
          },
        ],
  );
}

function isReversed(each: Option): boolean {
  if (each.type === OptionType.String)
    return (each.min_length ?? 0) > (each.max_length ?? Number.POSITIVE_INFINITY);
  if (each.type === OptionType.Integer || each.type === OptionType.Number)
    return (
      (each.min_value ?? Number.NEGATIVE_INFINITY) > (each.max_value ?? Number.POSITIVE_INFINITY)
    );
  return false;
}

function isRequired(each: Option): boolean {
  return each.required === true;
}

function isGroup(
  each: Option,
): each is z.infer<typeof subcommand> | z.infer<typeof subcommandGroup> {
  return each.type === OptionType.Subcommand || each.type === OptionType.SubcommandGroup;
}

/** The answer to autocompletion: at most 25 suggestions of the option's own kind. */
export const choicesForm = z.strictObject({
  choices: list(choice(z.union([text({ max: 100 }), z.number()])), { max: 25 }),
});
