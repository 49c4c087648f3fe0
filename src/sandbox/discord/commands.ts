import {
  type APIApplicationCommand,
  type APIApplicationCommandOption,
  ApplicationCommandType,
} from 'discord-api-types/v10';
import { type FormIssue, refusal, throwIssues } from './api-error.ts';
import type { CommandForm } from './validate-commands.ts';
import type { World } from './world.ts';

/** How many commands of each type an application may have in one place. */
const maxCommands: Record<number, number> = {
  [ApplicationCommandType.ChatInput]: 100,
  [ApplicationCommandType.User]: 15,
  [ApplicationCommandType.Message]: 15,
};
const maxCreationsADay = 200;

/** Global commands, or those of one guild. */
export type Scope = string | undefined;

export function commandsIn(world: World, scope: Scope): APIApplicationCommand[] {
  return [...world.commands.values()].filter((command) => command.guild_id === scope);
}

/** Creates the command, or changes the one of the same name and type, as Discord's POST does. */
export function saveCommand(
  world: World,
  scope: Scope,
  form: CommandForm,
): { command: APIApplicationCommand; isNew: boolean } {
  const present = commandsIn(world, scope).find(
    (each) => each.name === form.name && each.type === form.type,
  );
  if (present) return { command: replaceCommand(world, present, form), isNew: false };
  checkRoom(world, scope, form);
  const id = world.ids.next();
  const command = { ...described(form), ...identity(world, scope), id, version: world.ids.next() };
  world.commandCreations.push({ at: world.now(), guildId: scope });
  world.commands.set(id, command);
  world.changed({ what: 'commands', id });
  return { command, isNew: true };
}

function checkRoom(world: World, scope: Scope, form: CommandForm): void {
  const sameType = commandsIn(world, scope).filter((each) => each.type === form.type);
  if (sameType.length >= (maxCommands[form.type] ?? 0)) throw refusal('tooManyCommands');
  const dayAgo = world.now().subtract({ hours: 24 });
  const recent = world.commandCreations.filter(
    ({ at, guildId }) => guildId === scope && Temporal.Instant.compare(at, dayAgo) > 0,
  );
  if (recent.length >= maxCreationsADay) throw refusal('tooManyCommandCreates');
}

/** The version changes only when something does, so that a bot can see whether it has to register again. */
export function replaceCommand(
  world: World,
  present: APIApplicationCommand,
  form: CommandForm,
): APIApplicationCommand {
  const { id, version } = present;
  const next = { ...described(form), ...identity(world, present.guild_id), id };
  if (JSON.stringify({ ...next, version }) === JSON.stringify(present)) return present;
  const command = { ...next, version: world.ids.next() };
  world.commands.set(id, command);
  world.changed({ what: 'commands', id });
  return command;
}

/** Leaves exactly these commands; those that were there before keep their ids. */
export function overwriteCommands(
  world: World,
  scope: Scope,
  forms: CommandForm[],
): APIApplicationCommand[] {
  throwIssues(duplicateNames(forms));
  const isKept = (command: APIApplicationCommand) =>
    forms.some((form) => form.name === command.name && form.type === command.type);
  for (const command of commandsIn(world, scope))
    if (!isKept(command)) deleteCommand(world, command);
  return forms.map((form) => saveCommand(world, scope, form).command);
}

export function deleteCommand(world: World, command: APIApplicationCommand): void {
  world.commands.delete(command.id);
  world.changed({ what: 'commands', id: command.id });
}

function duplicateNames(forms: CommandForm[]): FormIssue[] {
  const keys = forms.map((form) => `${form.type} ${form.name}`);
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [
          {
            path: [index],
            code: 'APPLICATION_COMMANDS_DUPLICATE_NAME',
            message: 'Application command names must be unique',
          },
        ],
  );
}

function identity(world: World, scope: Scope) {
  return {
    application_id: world.application.id,
    ...(scope === undefined ? {} : { guild_id: scope }),
  };
}

/** The command as Discord gives it back: every field that has a default is written out. */
function described(
  form: CommandForm,
): Omit<APIApplicationCommand, 'id' | 'application_id' | 'version'> {
  const options = 'options' in form ? (form.options ?? []) : [];
  return {
    type: form.type,
    name: form.name,
    name_localizations: form.name_localizations ?? null,
    description: form.description ?? '',
    description_localizations: form.description_localizations ?? null,
    default_member_permissions: form.default_member_permissions ?? null,
    dm_permission: form.dm_permission ?? true,
    nsfw: form.nsfw ?? false,
    contexts: form.contexts ?? null,
    integration_types: form.integration_types ?? [0],
    // The form has just been checked; what is left to do is to drop its nulls.
    ...(options.length > 0
      ? { options: JSON.parse(JSON.stringify(options, dropNull)) as APIApplicationCommandOption[] }
      : {}),
  };
}

function dropNull(_key: string, value: unknown): unknown {
  return value === null ? undefined : value;
}
