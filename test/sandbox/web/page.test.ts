import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import nodemailer from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import type {
  ClockShape,
  GuildShape,
  MailShape,
  MessageShape,
  PageState,
  ThreadShape,
} from '../../../src/sandbox/web/shapes.ts';
import { openSandbox } from '../community.ts';

const patient = { timeout: 20_000 };
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(() => sandbox.stop());

async function get<T>(path: string): Promise<T> {
  return (await (await fetch(`${sandbox.url}/${path}`)).json()) as T;
}

async function post(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${sandbox.url}/api/${path}`, {
    method: 'POST',
    headers: { origin: sandbox.url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json().catch(() => ({}))) as object };
}

/** fetch writes Host and the Sec- headers itself, so a stranger's request is made by hand. */
function statusOf(path: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = request(`${sandbox.url}${path}`, { method, headers }, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  });
  sent.on('error', reject).end();
  return promise;
}

describe('who may use the page', () => {
  it('answers under its own names only', async () => {
    const port = new URL(sandbox.url).port;
    expect(await statusOf('/', { host: `127.0.0.1:${port}` })).toBe(200);
    expect(await statusOf('/', { host: `localhost:${port}` })).toBe(200);
    expect(await statusOf('/', { host: `evil.example:${port}` })).toBe(421);
    expect(await statusOf('/api/state', { host: '127.0.0.1' })).toBe(421);
  });

  it('lets no other site do or read anything', async () => {
    const evil = { origin: 'http://evil.example' };
    expect((await post('clock/step', {}, evil)).status).toBe(403);
    expect(await statusOf('/api/clock/step', {}, 'POST')).toBe(403);
    expect(await statusOf('/api/state', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    const { port } = new URL(sandbox.url);
    const neighbour = { origin: `http://127.0.0.1:${Number(port) + 1}` };
    expect((await post('clock/step', {}, neighbour)).status).toBe(403);
  });

  it('can be reached by a link, but not framed', async () => {
    const visit = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect(await statusOf('/', visit)).toBe(200);
    const { headers } = await fetch(sandbox.url);
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('content-security-policy')).toContain("script-src 'self'");
  });
});

describe('what the page is made of', () => {
  it('comes as JavaScript, though written in TypeScript', async () => {
    const response = await fetch(`${sandbox.url}/page/main.ts`);
    expect(response.headers.get('content-type')).toContain('text/javascript');
    const source = await response.text();
    expect(source).toContain("from './mail-pane.ts'");
    expect(source).not.toContain('import type');
  });

  it('says who there is and where Convoke is', async () => {
    const state = await get<PageState>('api/state');
    expect(
      state.members.map(({ id, mail, discord }) => [id, Boolean(mail), Boolean(discord)]),
    ).toEqual([
      ['ada', true, true],
      ['ben', true, false],
      ['cleo', false, true],
    ]);
    expect(state.convoke.pages).toBe(sandbox.environment['PUBLIC_URL']);
    expect(state.programs.length).toBeGreaterThanOrEqual(8);
  });

  it('answers what is not there with words', async () => {
    expect(await get('api/nothing')).toEqual({ error: 'There is nothing here.' });
    expect(await get('api/mail/cleo')).toEqual({ error: 'There is no such mailbox.' });
    expect(await get('page/tsconfig.json')).toMatchObject({ error: expect.any(String) });
  });
});

describe('mail', () => {
  it('is read in threads and answered in a chosen program', async () => {
    const transport = nodemailer.createTransport(sandbox.environment['SMTP_URL'] ?? '');
    await transport.sendMail({
      envelope: { from: 'agenda@convoke.example', to: ['board@lists.example'] },
      from: 'Convoke <agenda@convoke.example>',
      replyTo: 'ben@member.example',
      to: 'board@lists.example',
      subject: 'Call for agenda',
      messageId: '<call@convoke.example>',
      date: new Date(sandbox.clock.now().epochMilliseconds),
      text: 'Items, please.',
      html: '<p>Items, please.</p>',
      attachments: [{ filename: 'call.ics', content: 'BEGIN:VCALENDAR' }],
    });
    transport.close();
    const [thread] = await get<ThreadShape[]>('api/mail/ada');
    expect(thread?.subject).toBe('[Board] Call for agenda');
    const [line] = thread?.messages ?? [];
    const opened = await get<MailShape>(`api/mail/ada/${line?.id}`);
    expect(opened).toMatchObject({
      html: expect.stringContaining('<p>Items, please.</p>'),
      replyTo: [{ address: 'ben@member.example' }],
    });
    const source = await (await fetch(`${sandbox.url}/api/mail/ada/${line?.id}/source`)).text();
    expect(source).toContain('List-Id: Board <board.lists.example>');
    const file = await fetch(`${sandbox.url}/api/mail/ada/${line?.id}/attachments/0`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; .*call\.ics$/u);
    expect(await file.text()).toBe('BEGIN:VCALENDAR');

    const draft = { program: 'mutt', text: '- Budget', answers: line?.id };
    expect((await post('mail/ada', draft)).status).toBe(200);
    const [answered] = await get<ThreadShape[]>('api/mail/ada');
    expect(answered?.messages.map((one) => one.folder)).toEqual(['inbox', 'sent']);
    const [received] = await get<ThreadShape[]>('api/mail/ben');
    expect(received?.messages.at(-1)).toMatchObject({
      from: 'Ada Both',
      subject: 'Re: [Board] Call for agenda',
    });
  });

  it('shows what one sent to the list once', async () => {
    const draft = {
      program: 'gnus',
      text: 'Hello all',
      to: 'board@lists.example',
      subject: 'Hello',
    };
    await post('mail/ben', draft);
    const threads = await get<ThreadShape[]>('api/mail/ben');
    const thread = threads.find((one) => one.subject === '[Board] Hello');
    expect(thread?.messages.map((one) => one.folder)).toEqual(['inbox']);
  });

  it.each([
    [{ program: 'mutt', text: ' ', to: 'board@lists.example' }, /Write something/u],
    [{ program: 'mutt', text: 'x' }, /whom/u],
    [{ program: 'mutt', text: 'x', to: 'nobody@x.example' }, /refused it: 550/u],
    [{ program: 'mutt', text: 'x', answers: '999' }, /gone/u],
    [{ text: 'x' }, /program/u],
    ['not an object', /can't be read/u],
  ])('says what is wrong with %j', async (draft, words) => {
    const { status, body } = await post('mail/ada', draft);
    expect(status).toBe(400);
    expect((body as { error: string }).error).toMatch(words);
  });
});

describe('the channel', () => {
  it('shows what was said to whoever may see it', async () => {
    const [cleo, calls] = [sandbox.accounts.get('cleo')!, sandbox.discord.channelId('calls')];
    expect((await post('discord/say', { as: cleo, channel: calls, text: 'Hi *all*' })).status).toBe(
      200,
    );
    const guild = await get<GuildShape>(`api/discord?as=${cleo}&channel=${calls}`);
    expect(guild.channels.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'text calls',
      'text general',
      'voice Call',
    ]);
    const messages = await get<MessageShape[]>(`api/discord/channels/${calls}?as=${cleo}`);
    expect(messages.at(-1)).toMatchObject({ author: cleo, content: 'Hi *all*', isSystem: false });
  });

  it('says what Discord would not let a member do', async () => {
    const [cleo, calls] = [sandbox.accounts.get('cleo')!, sandbox.discord.channelId('calls')];
    const refused = await post('discord/command', {
      as: cleo,
      channel: calls,
      command: 'agenda add',
    });
    expect(refused.status).toBe(400);
    expect((refused.body as { error: string }).error).toMatch(/agenda/u);
    expect((await post('discord/say', { as: 'x', channel: calls, text: 'x' })).status).toBe(400);
  });

  it('keeps who is in the voice channel', async () => {
    const [ada, calls] = [sandbox.accounts.get('ada')!, sandbox.discord.channelId('calls')];
    const voice = sandbox.discord.channelId('Call');
    const present = async () =>
      (await get<GuildShape>(`api/discord?as=${ada}`)).channels.find(({ id }) => id === voice)
        ?.present;
    await post('discord/voice', { as: ada, channel: calls, voice });
    expect(await present()).toEqual([ada]);
    await post('discord/voice', { as: ada, channel: calls, voice: null });
    expect(await present()).toEqual([]);
  });
});

describe('the clock', () => {
  it('runs to a local time, and offers the coming Tuesday', async () => {
    const before = await get<ClockShape>('api/clock');
    expect(before.suggestion).toBe('2014-06-24T09:00');
    const { body } = await post('clock/run', { to: '2014-06-24T09:00' });
    expect(body).toMatchObject({ now: '2014-06-24T08:00:00Z', suggestion: '2014-07-01T09:00' });
  });

  it.each([
    ['2014-06-01T09:00', /forward only/u],
    ['2014-02-30T09:00', /no date/u],
    ['soon', /no date/u],
  ])('refuses %s', async (to, words) => {
    const { status, body } = await post('clock/run', { to });
    expect(status).toBe(400);
    expect((body as { error: string }).error).toMatch(words);
  });

  it('plays and pauses', async () => {
    expect((await post('clock/play', { speed: 60 })).body).toMatchObject({ speed: 60 });
    expect((await post('clock/pause', {})).body).not.toHaveProperty('speed');
    expect((await post('clock/play', { speed: -1 })).status).toBe(400);
  });
});

describe('events', () => {
  it('tell open pages of mail, messages and time', async () => {
    const response = await fetch(`${sandbox.url}/api/events`);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const listening = (async () => {
      for (;;) {
        const { value, done } = await reader.read();
        if (done) return;
        heard += value;
      }
    })();
    while (!heard.includes('event: hello')) await sleep(5);
    const calls = sandbox.discord.channelId('calls');
    await post('discord/say', { as: sandbox.accounts.get('ada'), channel: calls, text: 'x' });
    await post('mail/ada', { program: 'k9', text: 'x', to: 'ben@member.example', subject: 'x' });
    await post('clock/step', {});
    const wanted = [
      `event: discord\ndata: {"channel":"${calls}"}`,
      'data: {"member":"ben"}',
      'event: clock',
    ];
    await expect.poll(() => wanted.filter((one) => !heard.includes(one)), patient).toEqual([]);
    await reader.cancel();
    await listening;
  });
});

describe('the meeting', () => {
  it('is the one that Convoke spoke of last, and its front page before that', async () => {
    const pages = sandbox.environment['PUBLIC_URL'];
    expect(await get('api/meeting')).toEqual({ page: pages });
    const channel = sandbox.discord.channelId('calls');
    const announce = async (embed: object) => {
      const response = await fetch(`${sandbox.discord.api}/v10/channels/${channel}/messages`, {
        method: 'POST',
        headers: {
          authorization: `Bot ${sandbox.discord.token}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify({ embeds: [embed] }),
      });
      expect(response.status).toBe(200);
    };
    await announce({
      title: 'Call',
      url: `${pages}/board/2014-06-24`,
      description: `${pages}/board/2014-06-10`,
    });
    expect(await get('api/meeting')).toEqual({ page: `${pages}/board/2014-06-24` });
    await announce({ title: 'Elsewhere', description: 'https://evil.example/board/2014-07-08' });
    expect(await get('api/meeting')).toEqual({ page: `${pages}/board/2014-06-24` });
    await announce({ title: 'Next', description: `See <${pages}/board/2014-07-08>.` });
    expect(await get('api/meeting')).toEqual({ page: `${pages}/board/2014-07-08` });
  });
});
