import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandOptionType as OptionType,
  ApplicationCommandType,
  InteractionType,
} from 'discord-api-types/v10';
import { ClientRefusal } from './client-refusal.ts';
import { commandsIn } from './commands.ts';
import type { Answer } from './interaction.ts';
import { openInteraction } from './open-interaction.ts';
import { type OptionValue, optionPayload, partialOption } from './option-values.ts';
import { can, permissionsIn } from './permissions.ts';
import { Resolved } from './resolved.ts';
import type { Channel, World } from './world.ts';

export interface CommandCall {
  userId: string;
  channelId: string;
  /** With its group and subcommand, as it is typed: `agenda add`. */
  name: string;
  options?: Record<string, OptionValue>;
}

/** Uses a slash command. Throws what the client would say of a missing or wrong option. */
export function useCommand(world: World, call: CommandCall): Promise<Answer> {
  const channel = channelFor(world, call);
  const { command, path, parameters } = find(world, call, channel);
  const given = call.options ?? {};
  const resolved = new Resolved(world, channel);
  const stranger = Object.keys(given).find(
    (name) => !parameters.some((each) => each.name === name),
  );
  if (stranger !== undefined) throw new ClientRefusal(`/${call.name} has no option "${stranger}".`);
  const options = parameters.flatMap((parameter) => {
    const value = given[parameter.name];
    if (value !== undefined)
      return [optionPayload(parameter, value, { resolved, userId: call.userId })];
    if (parameter.required) throw new ClientRefusal(`The option "${parameter.name}" is required.`);
    return [];
  });
  return openInteraction(world, {
    type: InteractionType.ApplicationCommand,
    userId: call.userId,
    channel,
    label: `/${call.name}`,
    data: { ...identity(command), options: nest(path, options), ...resolved.field },
  });
}

/** Asks for suggestions while an option is being typed; the others may be missing still. */
export function askChoices(
  world: World,
  call: CommandCall & { focused: string; typed: string },
): Promise<Answer> {
  const channel = channelFor(world, call);
  const { command, path, parameters } = find(world, call, channel);
  const focused = parameters.find((each) => each.name === call.focused);
  if (focused === undefined || !('autocomplete' in focused) || !focused.autocomplete)
    throw new ClientRefusal(`The option "${call.focused}" of /${call.name} suggests nothing.`);
  const given = { ...call.options, [call.focused]: call.typed };
  const options = parameters.flatMap((parameter) => {
    const value = given[parameter.name];
    if (value === undefined) return [];
    return [partialOption(parameter, value, parameter === focused)];
  });
  return openInteraction(world, {
    type: InteractionType.ApplicationCommandAutocomplete,
    userId: call.userId,
    channel,
    label: `/${call.name}`,
    data: { ...identity(command), options: nest(path, options) },
  });
}

/** Picks an entry of the "Apps" menu of a message or a person. */
export function useMenu(
  world: World,
  call: { userId: string; channelId: string; name: string; targetId: string },
): Promise<Answer> {
  const channel = channelFor(world, call);
  const isMessage = channel.messages.has(call.targetId);
  const type = isMessage ? ApplicationCommandType.Message : ApplicationCommandType.User;
  const command = usable(world, call.userId, channel).find(
    (each) => each.name === call.name && each.type === type,
  );
  if (command === undefined)
    throw new ClientRefusal(`There is no entry "${call.name}" in this menu.`);
  const resolved = new Resolved(world, channel);
  if (isMessage) resolved.addMessage(call.targetId);
  else resolved.addUser(call.targetId);
  return openInteraction(world, {
    type: InteractionType.ApplicationCommand,
    userId: call.userId,
    channel,
    label: call.name,
    data: { ...identity(command), target_id: call.targetId, ...resolved.field },
  });
}

/** The channel, if the person may use commands in it. */
function channelFor(world: World, call: { userId: string; channelId: string }): Channel {
  const channel = world.channel(call.channelId);
  if (!can(world, call.userId, channel, 'ViewChannel', 'UseApplicationCommands'))
    throw new ClientRefusal("You can't use commands in this channel.");
  return channel;
}

/** The commands that a person's client offers in a channel. */
export function usable(world: World, userId: string, channel: Channel): APIApplicationCommand[] {
  const { guildId } = channel;
  const isDirect = guildId === undefined;
  const all = isDirect ? [] : commandsIn(world, guildId);
  const permissions = permissionsIn(world, userId, channel);
  return [...all, ...commandsIn(world, undefined)].filter((command) => {
    const contexts: readonly number[] =
      command.contexts ?? (command.dm_permission === false ? [0] : [0, 1]);
    const needed = BigInt(command.default_member_permissions ?? 0);
    const isForAdministrators = command.default_member_permissions === '0';
    return (
      contexts.includes(isDirect ? 1 : 0) &&
      (permissions & needed) === needed &&
      (!isForAdministrators || (permissions & 8n) !== 0n)
    );
  });
}

interface Found {
  command: APIApplicationCommand;
  /** The group and subcommand inside it. */
  path: APIApplicationCommandOption[];
  parameters: readonly APIApplicationCommandOption[];
}

function find(world: World, call: CommandCall, channel: Channel): Found {
  const [name, ...rest] = call.name.trim().split(/\s+/u);
  const command = usable(world, call.userId, channel).find(
    (each) => each.name === name && each.type === ApplicationCommandType.ChatInput,
  );
  if (command === undefined) throw new ClientRefusal(`There is no command /${name}.`);
  let options: readonly APIApplicationCommandOption[] = command.options ?? [];
  const path: APIApplicationCommandOption[] = [];
  for (const word of rest) {
    const step = options.find((each) => each.name === word && isGroup(each));
    if (step === undefined) throw new ClientRefusal(`There is no command /${call.name}.`);
    path.push(step);
    options = 'options' in step ? (step.options ?? []) : [];
  }
  const open = options.find(isGroup);
  if (open) throw new ClientRefusal(`/${call.name} goes on, for example with "${open.name}".`);
  return { command, path, parameters: options };
}

function isGroup(option: APIApplicationCommandOption): boolean {
  return option.type === OptionType.Subcommand || option.type === OptionType.SubcommandGroup;
}

function identity(command: APIApplicationCommand): object {
  return {
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id === undefined ? {} : { guild_id: command.guild_id }),
  };
}

/** `agenda items add` is an option of an option. */
function nest(path: APIApplicationCommandOption[], options: object[]): object[] {
  return path.reduceRight<object[]>(
    (inner, step) => [{ name: step.name, type: step.type, options: inner }],
    options,
  );
}
