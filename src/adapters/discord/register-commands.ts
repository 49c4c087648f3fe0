import { Routes, type APIApplicationCommand } from 'discord-api-types/v10';
import type { REST } from 'discord.js';
import type { Settings } from '../../app/ports.ts';
import { commandTree, treeHash } from './command-tree.ts';

/** What registering needs of the store: settings that outlive the process. */
export interface SettingsStore {
  transaction<T>(work: (tx: { settings: Settings }) => Promise<T>): Promise<T>;
}

/**
 * Tells Discord the commands, for all servers at once, if they are not those it was told last. Discord is asked which
 * it has (ids and versions), so that a change made elsewhere is noticed too. Returns whether they were sent.
 */
export async function registerCommands(
  rest: REST,
  store: SettingsStore,
  applicationId: string,
): Promise<boolean> {
  const tree = commandTree();
  const key = `discord.commands.${applicationId}`;
  const route = Routes.applicationCommands(applicationId);
  const hash = treeHash(tree);
  const told = await store.transaction(({ settings }) => settings.get(key));
  const present = (await rest.get(route)) as APIApplicationCommand[];
  if (told === mark(hash, present)) return false;
  const registered = (await rest.put(route, { body: tree })) as APIApplicationCommand[];
  await store.transaction(({ settings }) => settings.set(key, mark(hash, registered)));
  return true;
}

/** Discord gives a command a new version whenever it changes. */
function mark(hash: string, commands: APIApplicationCommand[]): string {
  return [hash, ...commands.map(({ id, version }) => `${id}:${version}`).toSorted()].join(' ');
}
