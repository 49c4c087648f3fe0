import { createHash } from 'node:crypto';
import {
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  type APIApplicationCommandBasicOption,
  type APIApplicationCommandSubcommandOption,
  type RESTPostAPIChatInputApplicationCommandsJSONBody,
} from 'discord-api-types/v10';
import { chatCommands, chatGroups } from './chat-commands.ts';
import type { ChatCommand, ChatGroup, ChatOption } from './chat-command.ts';

/** The commands as Discord's API takes them: one a group, with subcommands. Servers only: a direct message has no series. */
export function commandTree(
  commands: readonly ChatCommand[] = chatCommands,
): RESTPostAPIChatInputApplicationCommandsJSONBody[] {
  const groups = [...new Set(commands.map(({ path }) => path[0]))];
  return groups.map((group) => groupOf(group, commands));
}

/** Changes whenever the tree does. */
export function treeHash(tree: readonly object[]): string {
  return createHash('sha256').update(JSON.stringify(tree)).digest('hex');
}

export const seriesOptionName = 'series';

/** The most characters of a series' short name that a person can give; it also travels in a form's custom_id. */
const seriesChars = 50;

function groupOf(
  group: ChatGroup,
  commands: readonly ChatCommand[],
): RESTPostAPIChatInputApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    name: group,
    description: chatGroups[group],
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: commands.filter(({ path }) => path[0] === group).map(subcommandOf),
  };
}

function subcommandOf(command: ChatCommand): APIApplicationCommandSubcommandOption {
  const series: ChatOption = {
    type: 'text',
    name: seriesOptionName,
    description: 'Which series, by its short name, where this channel has several.',
    maxChars: seriesChars,
  };
  return {
    type: ApplicationCommandOptionType.Subcommand,
    name: command.path[1],
    description: command.description,
    options: [...command.options, series].map(optionOf),
  };
}

function optionOf(option: ChatOption): APIApplicationCommandBasicOption {
  const { name, description, required = false } = option;
  switch (option.type) {
    case 'text':
      return {
        type: ApplicationCommandOptionType.String,
        name,
        description,
        required,
        ...(option.maxChars === undefined ? {} : { max_length: option.maxChars }),
        ...(option.choices ? { choices: [...option.choices] } : {}),
      };
    case 'whole':
      return {
        type: ApplicationCommandOptionType.Integer,
        name,
        description,
        required,
        ...(option.min === undefined ? {} : { min_value: option.min }),
        ...(option.max === undefined ? {} : { max_value: option.max }),
      };
  }
}
