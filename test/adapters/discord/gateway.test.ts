import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { onTestFinished, describe, expect, it } from 'vitest';
import { startDiscord } from '../../../src/adapters/discord/gateway.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import {
  aDiscord,
  aLink,
  aLog,
  anotherLink,
  aSettingsStore,
  MemoryHandle,
  until,
} from './support.ts';
import type { Setup } from './support.ts';

const registrations = ({ discord }: Setup) =>
  discord.log.filter(({ method, path }) => method === 'PUT' && path.endsWith('/commands')).length;

/** The bot's commands still work. */
async function works({ discord, ann, channel, handle }: Setup): Promise<boolean> {
  const before = handle.done.length;
  const answer = await discord.people.command(ann, channel, 'agenda add', { title: 'Release' });
  await until(() => handle.done.length === before + 1);
  return answer.kind === 'deferred';
}

describe('commands', () => {
  it('are registered as Discord demands', async () => {
    const { discord, ann, channel } = await aLink();
    const names = discord.people.commands(ann, channel).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['agenda', 'me', 'meeting', 'minutes']);
    expect(discord.problems).toEqual([]);
  });

  it('are not registered again when nothing changed', async () => {
    const first = await aLink();
    await first.link.stop();
    const second = await anotherLink(first.discord, { store: first.store });
    await second.link.ready;
    expect(registrations(first)).toBe(1);
    expect(await works(second)).toBe(true);
  });

  it('are registered again when this version has others', async () => {
    const first = await aLink();
    await first.link.stop();
    for (const key of first.store.values.keys()) first.store.values.set(key, 'of another version');
    const second = await anotherLink(first.discord, { store: first.store });
    await second.link.ready;
    expect(registrations(first)).toBe(2);
  });

  it('are registered again when Discord lost them', async () => {
    const first = await aLink();
    await first.link.stop();
    first.discord.world.commands.clear();
    const second = await anotherLink(first.discord, { store: first.store });
    await second.link.ready;
    expect(await works(second)).toBe(true);
  });

  it('are registered once Discord, or the database, is back', async () => {
    const discord = await aDiscord();
    discord.faults.add({ kind: 'answer', status: 403, method: 'PUT', path: /commands$/u });
    const setup = await anotherLink(discord);
    await until(() => setup.log.of('warn').length > 0);
    expect(setup.link.status()).toEqual({ state: 'connecting' });
    await setup.link.ready;
    expect(setup.link.status()).toEqual({ state: 'ready' });
    expect(await works(setup)).toBe(true);
  });
});

describe('the gateway', () => {
  it('is asked for the least: the intent Guilds', async () => {
    const { discord } = await aLink({
      application: { withheldIntents: ['members', 'presences', 'messageContent'] },
    });
    expect(discord.connected).toBe(1);
  });

  it.each<[string, (setup: Setup) => void]>([
    ['is cut', ({ discord }) => discord.faults.dropGateway()],
    ['is closed', ({ discord }) => discord.faults.closeGateway(4000)],
    ['asks to reconnect', ({ discord }) => discord.faults.askReconnect()],
    [
      'is cut and forgets the session',
      ({ discord }) => {
        discord.faults.forgetSessions();
        discord.faults.dropGateway();
      },
    ],
  ])('is taken up again when it %s', async (_, breakIt) => {
    const setup = await aLink();
    breakIt(setup);
    await until(() => setup.link.status().state === 'reconnecting');
    await until(() => setup.link.status().state === 'ready' && setup.discord.connected === 1);
    expect(await works(setup)).toBe(true);
    expect(setup.log.of('warn')).toContain('the gateway of Discord is gone; connecting again');
    expect(setup.log.of('error')).toEqual([]);
  });

  it('is taken up again after it could not be reached for a while', async () => {
    const setup = await aLink();
    setup.discord.faults.refuseGateway(true);
    setup.discord.faults.dropGateway();
    await until(() => setup.link.status().state === 'reconnecting');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    setup.discord.faults.refuseGateway(false);
    await until(() => setup.link.status().state === 'ready');
    expect(await works(setup)).toBe(true);
  });

  it('hears again, after a resume, what was said while it was away', async () => {
    const setup = await aLink();
    const { discord, ann, channel, handle } = setup;
    discord.faults.dropGateway();
    void discord.people.command(ann, channel, 'agenda add', { title: 'Release' });
    await until(() => handle.done.length === 1);
    expect(handle.inputs).toHaveLength(1);
  });

  it('is given up, with words for the operator, when the token is wrong', async () => {
    const discord = await aDiscord();
    const { link, log } = await anotherLink(discord, { token: 'wrong' });
    await expect(link.ready).rejects.toThrow(UserError);
    await expect(link.ready).rejects.toThrow(/DISCORD_TOKEN/u);
    expect(link.status()).toMatchObject({ state: 'failed' });
    expect(log.of('error')).toHaveLength(1);
    expect(discord.log.length).toBeLessThan(3);
  });

  it.each([
    [4004, /DISCORD_TOKEN/u],
    [4014, /Privileged Gateway Intents/u],
    [4011, /more servers/u],
    [4013, /Update Convoke/u],
  ])('is given up when it closes with %d later', async (code, reason) => {
    const setup = await aLink();
    setup.discord.faults.closeGateway(code);
    await until(() => setup.link.status().state === 'failed');
    expect(setup.link.status()).toMatchObject({ reason: expect.stringMatching(reason) });
    expect(setup.log.of('error')).toHaveLength(1);
  });

  it('is tried until Discord answers, while posts ask to be tried later', async () => {
    const port = await aFreePort();
    const log = aLog();
    const link = await startDiscord({
      token: 'sandbox',
      apiUrl: `http://127.0.0.1:${port}/api`,
      app: { store: aSettingsStore(), log },
      handle: new MemoryHandle(),
    });
    onTestFinished(() => link.stop());
    await until(() => log.of('warn').length > 0);
    expect(await link.sender.post({ channelId: '1', content: 'x' }, 'n')).toMatchObject({
      kind: 'retry',
    });
    await aDiscord({ port });
    await link.ready;
    expect(link.status()).toEqual({ state: 'ready' });
    expect(log.of('error')).toEqual([]);
  });
});

async function aFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('stopping', () => {
  it('lets what is being answered end, and takes nothing more', async () => {
    const setup = await aLink();
    const { discord, ann, channel, handle, link } = setup;
    const work = Promise.withResolvers<void>();
    handle.reply = async () => {
      await work.promise;
      return { audience: 'channel', text: 'late, but there' };
    };
    await discord.people.command(ann, channel, 'agenda add', { title: 'Release' });
    const stopped = link.stop();
    work.resolve();
    await stopped;
    expect(discord.people.messages(channel, ann).map(({ content }) => content)).toEqual([
      'late, but there',
    ]);
    expect(discord.connected).toBe(0);
    expect(link.status()).toEqual({ state: 'stopped' });
    expect(setup.log.of('warn')).toEqual([]);
  });

  it('is quick while Discord is away', async () => {
    const { link } = await anotherLink(
      await aDiscord().then(async (discord) => {
        await discord.stop();
        return discord;
      }),
    );
    await link.stop();
    await expect(link.ready).rejects.toThrow(/stopped/u);
    expect(link.status()).toEqual({ state: 'stopped' });
  });

  it('is quick at any moment of connecting', async () => {
    const discord = await aDiscord();
    for (const waitMs of [0, 1, 2, 5, 10, 20, 40]) {
      const { link } = await anotherLink(discord);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
      await link.stop();
      expect(link.status()).toEqual({ state: 'stopped' });
    }
    await until(() => discord.connected === 0);
  });
});
