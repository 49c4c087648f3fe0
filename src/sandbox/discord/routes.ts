import type { Api, App } from './rest.ts';
import { channelRoutes } from './routes-channels.ts';
import { commandRoutes } from './routes-commands.ts';
import { guildRoutes } from './routes-guilds.ts';
import { interactionRoutes } from './routes-interactions.ts';
import { messageRoutes } from './routes-messages.ts';
import { pinAndReactionRoutes } from './routes-pins-and-reactions.ts';
import { scheduledEventRoutes } from './routes-scheduled-events.ts';
import { threadRoutes } from './routes-threads.ts';
import { userRoutes } from './routes-users.ts';

/** Every resource that this Discord serves. */
export function addRoutes(routes: App, api: Api): void {
  for (const add of [
    userRoutes,
    guildRoutes,
    channelRoutes,
    // Before the messages, so that "pins" isn't taken for a message's id.
    pinAndReactionRoutes,
    messageRoutes,
    threadRoutes,
    scheduledEventRoutes,
    commandRoutes,
    interactionRoutes,
  ])
    add(routes, api);
}
