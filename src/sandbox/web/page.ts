import { once } from 'node:events';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { UserError } from '../../domain/user-error.ts';
import type { VirtualClock } from '../clock.ts';
import type { SandboxDiscord } from '../discord/start-discord.ts';
import type { SandboxList } from '../list/list.ts';
import { mailPrograms } from '../mail-programs/mail-programs.ts';
import type { SandboxMember } from '../member.ts';
import { listening } from '../ports.ts';
import { loadAssets } from './assets.ts';
import { clockRoutes, clockShape } from './clock-routes.ts';
import { discordRoutes } from './discord-routes.ts';
import { Events } from './events.ts';
import { guard } from './guard.ts';
import { mailRoutes } from './mail-routes.ts';
import { meetingPage } from './meeting-page.ts';
import type { PageState } from './shapes.ts';

export interface PageOptions {
  /** 0 takes any that is free. */
  port?: number;
  list: SandboxList;
  discord: SandboxDiscord;
  clock: VirtualClock;
  members: SandboxMember[];
  /** The Discord ids of those who have an account. */
  accounts: ReadonlyMap<string, string>;
  convoke: { mail: string; pages: string };
  /** Which of Convoke's pages stands on the right; when not said, the meeting's that Convoke spoke of last. */
  publicPath?: string;
  zone: string;
}

export interface SandboxPage {
  port: number;
  url: string;
  stop(): Promise<void>;
}

/** The page over list, channel and clock. It listens on 127.0.0.1 alone. */
export async function startPage(options: PageOptions): Promise<SandboxPage> {
  const events = new Events();
  let port = 0;
  const server = createAdaptorServer({
    fetch: pageRoutes(options, { events, port: () => port }).fetch,
  });
  port = await listening('page', options.port ?? 0, (wanted) => {
    server.listen(wanted, '127.0.0.1');
    return server;
  });
  const forget = watch(options, events);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async stop() {
      forget();
      events.close();
      server.close();
      if ('closeAllConnections' in server) server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

function pageRoutes(
  options: PageOptions,
  { events, port }: { events: Events; port: () => number },
): Hono {
  const { list, clock, members, zone, discord } = options;
  const assets = loadAssets();
  const state = pageState(options);
  const app = new Hono();
  app.use(guard(port, new URL(options.convoke.pages).origin));
  app.get('/', (context) => context.html(assets.get('index.html')?.body ?? ''));
  app.get('/page/:name', (context) => {
    const asset = assets.get(context.req.param('name'));
    if (!asset) return context.notFound();
    return context.body(asset.body, 200, { 'Content-Type': asset.type });
  });
  app.get('/api/state', (context) => context.json(state));
  const { publicPath, convoke } = options;
  app.get('/api/meeting', (context) =>
    context.json({
      page:
        publicPath === undefined
          ? meetingPage(discord, convoke.pages)
          : `${convoke.pages}${publicPath}`,
    }),
  );
  app.get('/api/events', (context) => events.stream(context));
  app.route('/api/clock', clockRoutes(clock, zone));
  app.route('/api/mail', mailRoutes({ list, members, clock, zone }));
  app.route('/api/discord', discordRoutes(discord));
  app.notFound((context) => context.json({ error: 'There is nothing here.' }, 404));
  app.onError((error, context) => {
    const isTheirs = error instanceof UserError;
    return context.json({ error: error.message }, isTheirs ? 400 : 500);
  });
  return app;
}

function pageState({ list, members, accounts, convoke, zone, discord }: PageOptions): PageState {
  return {
    title: `${list.settings.name} in the sandbox`,
    list: { name: list.settings.name, address: list.settings.address },
    members: members.map(({ id, name, mail }) => {
      const account = accounts.get(id);
      return { id, name, ...(mail ? { mail } : {}), ...(account ? { discord: account } : {}) };
    }),
    programs: mailPrograms.map(({ id, name }) => ({ id, name })),
    convoke,
    zone,
    guild: discord.guild.name,
  };
}

/** Tells the pages of whatever happens. */
function watch({ list, discord, clock, zone }: PageOptions, events: Events): () => void {
  const stops = [
    list.onStored((member) => events.tell('mail', { member }, member)),
    discord.onChange(({ channelId }) =>
      events.tell('discord', channelId === undefined ? {} : { channel: channelId }, channelId),
    ),
    clock.onChange(() => events.tell('clock', clockShape(clock, zone))),
  ];
  return () => stops.forEach((stop) => stop());
}
