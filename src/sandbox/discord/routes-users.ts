import { z } from 'zod';
import { applicationPayload } from './application-payload.ts';
import { refusal } from './api-error.ts';
import { snowflake } from './form.ts';
import { directChannel } from './guilds.ts';
import { channelPayload } from './payloads.ts';
import { guildPermissions } from './permissions.ts';
import { type Api, type App, formOf, idParam } from './rest.ts';
import type { World } from './world.ts';

/** The bot itself, its application, the way to the gateway, and people. */
export function userRoutes(routes: App, api: Api): void {
  const { world } = api;
  const gatewayUrl = () => world.origin.replace(/^http/u, 'ws');
  routes.get('/gateway', (c) => c.json({ url: gatewayUrl() }));
  routes.get('/gateway/bot', (c) =>
    c.json({
      url: gatewayUrl(),
      shards: 1,
      session_start_limit: {
        total: 1000,
        remaining: api.identifiesLeft(),
        reset_after: 86_400_000,
        max_concurrency: 1,
      },
    }),
  );
  routes.get('/applications/@me', (c) => c.json(applicationPayload(world)));
  routes.get('/oauth2/applications/@me', (c) => c.json(applicationPayload(world)));
  routes.get('/users/@me', (c) => c.json({ ...world.user(world.botId), ...ownFields }));
  routes.get('/users/@me/guilds', (c) => c.json(guildsOfBot(world)));
  routes.post('/users/@me/channels', (c) => {
    const { recipient_id: id } = formOf(c, api, z.strictObject({ recipient_id: snowflake }));
    if (!world.users.has(id) || id === world.botId) throw refusal('invalidRecipients');
    return c.json(channelPayload(world, directChannel(world, id)));
  });
  routes.get('/users/:userId', (c) => c.json(world.user(idParam(c, 'userId'))));
}

const ownFields = {
  bot: true,
  verified: true,
  mfa_enabled: true,
  email: null,
  locale: 'en-US',
  premium_type: 0,
  bio: '',
};

function guildsOfBot(world: World): object[] {
  return [...world.guilds.values()]
    .filter((guild) => guild.members.has(world.botId))
    .map((guild) => ({
      id: guild.id,
      name: guild.name,
      icon: null,
      banner: null,
      owner: false,
      permissions: String(guildPermissions(guild, world.botId)),
      features: [],
    }));
}
