import { refusal } from './api-error.ts';
import { memberPayload, scheduledEventPayload } from './payloads.ts';
import { can, requireInGuild } from './permissions.ts';
import { type Api, type App, formOf, idParam, queryNumber, type Request } from './rest.ts';
import { guildOfBot } from './routes-guilds.ts';
import {
  createScheduledEvent,
  deleteScheduledEvent,
  updateScheduledEvent,
} from './scheduled-events.ts';
import { changedScheduledEventForm, newScheduledEventForm } from './validate-scheduled-events.ts';
import type { Guild, ScheduledEvent, World } from './world.ts';

export function scheduledEventRoutes(routes: App, api: Api): void {
  const { world } = api;
  const path = '/guilds/:guildId/scheduled-events';
  const shown = (c: Request, event: ScheduledEvent): object => {
    const { user_count: count, ...payload } = scheduledEventPayload(world, event) as {
      user_count: number;
    };
    return c.req.query('with_user_count') === 'true' ? { ...payload, user_count: count } : payload;
  };
  routes.get(path, (c) => {
    const events = [...guildOfBot(c, world).scheduledEvents.values()];
    return c.json(events.map((event) => shown(c, event)));
  });
  routes.post(path, (c) => {
    const guild = guildOfBot(c, world);
    const form = formOf(c, api, newScheduledEventForm);
    requireCreating(world, guild, form.channel_id);
    return c.json(shown(c, createScheduledEvent(world, guild, form, world.botId)));
  });
  routes.get(`${path}/:eventId`, (c) => c.json(shown(c, eventOf(c, world))));
  routes.patch(`${path}/:eventId`, (c) => {
    const event = eventOf(c, world);
    const form = formOf(c, api, changedScheduledEventForm);
    requireManaging(world, guildOfBot(c, world), event);
    return c.json(shown(c, updateScheduledEvent(world, event, form)));
  });
  routes.delete(`${path}/:eventId`, (c) => {
    const event = eventOf(c, world);
    requireManaging(world, guildOfBot(c, world), event);
    deleteScheduledEvent(world, event);
    return c.body(null, 204);
  });
  routes.get(`${path}/:eventId/users`, (c) => c.json(interested(c, world)));
}

function interested(c: Request, world: World): object[] {
  const event = eventOf(c, world);
  const guild = world.guild(event.guildId);
  const limit = queryNumber(c, 'limit', { min: 1, max: 100, otherwise: 100 });
  return [...event.interested].slice(0, limit).map((userId) => {
    const member = guild.members.get(userId);
    return {
      guild_scheduled_event_id: event.id,
      user_id: userId,
      // Interested, as opposed to having declined.
      response: 1,
      user: world.user(userId),
      ...(c.req.query('with_member') === 'true' && member
        ? { member: memberPayload(world, member) }
        : {}),
    };
  });
}

function eventOf(c: Request, world: World): ScheduledEvent {
  const event = guildOfBot(c, world).scheduledEvents.get(idParam(c, 'eventId'));
  if (event === undefined) throw refusal('unknownScheduledEvent');
  return event;
}

/** One's own event needs no more than the right to make events. */
function requireManaging(world: World, guild: Guild, event: ScheduledEvent): void {
  requireInGuild(world, guild, event.creatorId === world.botId ? 'CreateEvents' : 'ManageEvents');
}

function requireCreating(world: World, guild: Guild, channelId: string | null | undefined): void {
  requireInGuild(world, guild, 'CreateEvents');
  const channel = channelId == null ? undefined : world.channels.get(channelId);
  if (channel && !can(world, world.botId, channel, 'ViewChannel', 'Connect'))
    throw refusal('missingPermissions');
}
