import {
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as OptionType,
} from 'discord-api-types/v10';
import { ClientRefusal } from './client-refusal.ts';
import type { Resolved } from './resolved.ts';

/** What a person fills in: words, a number, yes or no, the id of someone or something, or a file. */
export type OptionValue =
  string | number | boolean | { filename: string; contentType: string; bytes: Uint8Array };

interface Surroundings {
  resolved: Resolved;
  userId: string;
}

/** The option as the interaction carries it. Throws what the client would say. */
export function optionPayload(
  option: APIApplicationCommandOption,
  value: OptionValue,
  surroundings: Surroundings,
): object {
  return {
    name: option.name,
    type: option.type,
    value: checkedValue(option, value, surroundings),
  };
}

/** An option that is being typed is passed on as it stands. */
export function partialOption(
  option: APIApplicationCommandOption,
  value: OptionValue,
  isFocused: boolean,
): object {
  return {
    name: option.name,
    type: option.type,
    value: isFocused && typeof value === 'number' ? String(value) : value,
    ...(isFocused ? { focused: true } : {}),
  };
}

function checkedValue(
  option: APIApplicationCommandOption,
  value: OptionValue,
  { resolved, userId }: Surroundings,
): string | number | boolean {
  switch (option.type) {
    case OptionType.String:
      return checkedText(option, value);
    case OptionType.Integer:
    case OptionType.Number:
      return checkedNumber(option, value);
    case OptionType.Boolean:
      if (typeof value !== 'boolean') throw wrong(option, 'is yes or no');
      return value;
    case OptionType.Attachment:
      if (typeof value !== 'object') throw wrong(option, 'is a file');
      return resolved.addAttachment(value);
    case OptionType.User:
    case OptionType.Role:
    case OptionType.Mentionable:
    case OptionType.Channel:
      return checkedThing(option, value, { resolved, userId });
    case OptionType.Subcommand:
    case OptionType.SubcommandGroup:
      throw wrong(option, 'takes no value');
  }
}

function checkedThing(
  option: APIApplicationCommandOption,
  value: OptionValue,
  { resolved, userId }: Surroundings,
): string {
  if (typeof value !== 'string') throw wrong(option, 'is an id');
  if (option.type === OptionType.User) resolved.addUser(value);
  if (option.type === OptionType.Role) resolved.addRole(value);
  if (option.type === OptionType.Mentionable) resolved.addMentionable(value);
  if (option.type === OptionType.Channel) {
    const type = resolved.addChannel(value, userId);
    if (option.channel_types && !option.channel_types.some((allowed) => allowed === type))
      throw wrong(option, 'does not take this kind of channel');
  }
  return value;
}

type TextOption = Extract<APIApplicationCommandOption, { type: OptionType.String }>;
type NumberOption = Extract<
  APIApplicationCommandOption,
  { type: OptionType.Integer | OptionType.Number }
>;

function checkedText(option: TextOption, value: OptionValue): string {
  if (typeof value !== 'string') throw wrong(option, 'is text');
  checkChoice(option, value);
  const chars = [...value].length;
  const shortest = 'min_length' in option ? (option.min_length ?? 0) : 0;
  const longest = 'max_length' in option ? (option.max_length ?? 6000) : 6000;
  if (chars < Math.max(shortest, 1))
    throw wrong(option, `needs ${Math.max(shortest, 1)} characters`);
  if (chars > longest) throw wrong(option, `takes ${longest} characters at most`);
  return value;
}

function checkedNumber(option: NumberOption, value: OptionValue): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(option, 'is a number');
  if (option.type === OptionType.Integer && !Number.isSafeInteger(value))
    throw wrong(option, 'is a whole number');
  checkChoice(option, value);
  const lowest = 'min_value' in option ? option.min_value : undefined;
  const highest = 'max_value' in option ? option.max_value : undefined;
  if (lowest !== undefined && value < lowest) throw wrong(option, `is at least ${lowest}`);
  if (highest !== undefined && value > highest) throw wrong(option, `is at most ${highest}`);
  return value;
}

/** With choices, nothing else can be picked. */
function checkChoice(option: TextOption | NumberOption, value: string | number): void {
  const choices = 'choices' in option ? (option.choices ?? []) : [];
  if (choices.length > 0 && !choices.some((choice) => choice.value === value))
    throw wrong(option, 'takes one of its choices');
}

function wrong(option: APIApplicationCommandOption, what: string): ClientRefusal {
  return new ClientRefusal(`The option "${option.name}" ${what}.`);
}
