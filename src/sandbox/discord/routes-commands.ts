import type { APIApplicationCommand } from 'discord-api-types/v10';
import { refusal } from './api-error.ts';
import {
  commandsIn,
  deleteCommand,
  overwriteCommands,
  replaceCommand,
  saveCommand,
  type Scope,
} from './commands.ts';
import { checkForm, list } from './form.ts';
import { commandPayload } from './payloads.ts';
import { type Api, type App, formOf, idParam, type Request } from './rest.ts';
import { guildOfBot } from './routes-guilds.ts';
import { commandForm, commandIssues, isRecord } from './validate-commands.ts';
import type { World } from './world.ts';

/** Commands, global and of a guild: the same routes in two places. */
export function commandRoutes(routes: App, api: Api): void {
  addScope(routes, api, '/applications/:applicationId/commands', () => undefined);
  addScope(
    routes,
    api,
    '/applications/:applicationId/guilds/:guildId/commands',
    (c) => guildOfBot(c, api.world).id,
  );
}

function addScope(routes: App, api: Api, path: string, scopeOf: (c: Request) => Scope): void {
  const { world } = api;
  const scope = (c: Request): Scope => {
    if (idParam(c, 'applicationId') !== world.application.id) throw refusal('unknownApplication');
    return scopeOf(c);
  };
  routes.get(path, (c) => {
    const withLocalizations = c.req.query('with_localizations') === 'true';
    return c.json(
      commandsIn(world, scope(c)).map((command) => commandPayload(command, withLocalizations)),
    );
  });
  routes.put(path, (c) => {
    const place = scope(c);
    const forms = formOf(c, api, list(commandForm, { max: 130 }), (all) =>
      all.flatMap((form, index) =>
        commandIssues(form).map((issue) => ({ ...issue, path: [index, ...issue.path] })),
      ),
    );
    return c.json(overwriteCommands(world, place, forms));
  });
  routes.post(path, (c) => {
    const place = scope(c);
    const { command, isNew } = saveCommand(
      world,
      place,
      formOf(c, api, commandForm, commandIssues),
    );
    return c.json(command, isNew ? 201 : 200);
  });
  routes.get(`${path}/:commandId`, (c) => c.json(commandOf(c, world, scope(c))));
  routes.patch(`${path}/:commandId`, (c) => c.json(patch(c, api, scope(c))));
  routes.delete(`${path}/:commandId`, (c) => {
    deleteCommand(world, commandOf(c, world, scope(c)));
    return c.body(null, 204);
  });
}

/** A partial change is checked as the whole command that it makes. */
function patch(c: Request, api: Api, scope: Scope): APIApplicationCommand {
  const present = commandOf(c, api.world, scope);
  const changes = c.get('body');
  const { id, application_id, guild_id, version, ...fields } = present;
  const form = checkForm({
    schema: commandForm,
    body: { ...fields, ...(isRecord(changes) ? changes : {}) },
    strict: api.strict,
    rules: commandIssues,
  });
  return replaceCommand(api.world, present, form);
}

function commandOf(c: Request, world: World, scope: Scope): APIApplicationCommand {
  const command = world.commands.get(idParam(c, 'commandId'));
  if (command === undefined || command.guild_id !== scope) throw refusal('unknownCommand');
  return command;
}
