import {
  ApplicationCommandOptionType,
  type APIApplicationCommandInteractionDataOption,
  type APIChatInputApplicationCommandInteractionData,
  type APIInteraction,
  type InteractionType,
} from 'discord-api-types/v10';
import type { ChatInput } from '../../app/handle-chat.ts';
import { UserError } from '../../domain/user-error.ts';
import type { Asked } from './chat-form.ts';
import { chatCommandAt } from './chat-commands.ts';
import { seriesOptionName } from './command-tree.ts';

/** Where something was said, and by whom. */
export type Place = Pick<ChatInput, 'guildId' | 'channelId' | 'userId' | 'userName'>;

/** Throws a UserError for a direct message: a meeting belongs to a server's channel. */
export function placeOf(
  interaction: APIInteraction & {
    type:
      | InteractionType.ApplicationCommand
      | InteractionType.MessageComponent
      | InteractionType.ModalSubmit;
  },
): Place {
  const { guild_id: guildId, member, channel } = interaction;
  if (guildId === undefined || member === undefined || channel === undefined)
    throw new UserError(
      'Convoke’s commands work in a server, in the channel of a meeting series: there it knows which meeting you mean.',
    );
  const { user, nick } = member;
  const userName = nick ?? user.global_name ?? user.username;
  return { guildId, channelId: channel.id, userId: user.id, userName };
}

/** Throws a UserError when this version has no such command: another one's may still be shown for a while. */
export function readOptions(data: APIChatInputApplicationCommandInteractionData): Asked {
  const path = [data.name];
  let options: readonly APIApplicationCommandInteractionDataOption[] = data.options ?? [];
  for (let inner = innerOf(options); inner; inner = innerOf(options)) {
    path.push(inner.name);
    options = inner.options ?? [];
  }
  const command = chatCommandAt(path);
  if (!command)
    throw new UserError(
      `Convoke has no command /${path.join(' ')} any more. Restart Discord to see those it has.`,
    );
  const given = options.flatMap(givenBy);
  const series = given.find(([name]) => name === seriesOptionName)?.[1];
  const values = Object.fromEntries(given.filter(([name]) => name !== seriesOptionName));
  return { command, values, ...(series === undefined ? {} : { series: String(series).trim() }) };
}

function innerOf(options: readonly APIApplicationCommandInteractionDataOption[]) {
  const [first] = options;
  return first?.type === ApplicationCommandOptionType.Subcommand ||
    first?.type === ApplicationCommandOptionType.SubcommandGroup
    ? first
    : undefined;
}

function givenBy(option: APIApplicationCommandInteractionDataOption): [string, string | number][] {
  return 'value' in option && typeof option.value !== 'boolean'
    ? [[option.name, option.value]]
    : [];
}
