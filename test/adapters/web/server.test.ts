import { connect, createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { startWeb, type WebSettings } from '../../../src/adapters/web/server.ts';
import type { PublicPages, SeriesName } from '../../../src/app/pages.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import { pageCss } from '../../../src/render/page-css.ts';
import { recordingLog } from '../../support/recording-log.ts';

let closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
  closing = [];
});

/** Pages that say what they were asked for. */
const echo: PublicPages = {
  home: async () => '<h1>All meetings</h1>',
  community: async (slug) => (slug === 'town' ? '<h1>Town</h1>' : undefined),
  series: async (name) => (isBoard(name) ? '<h1>Board</h1>' : undefined),
  meeting: async (name, date) => (isBoard(name) ? `<h1>Board ${date}</h1>` : undefined),
  file: async (name, date, file) => (isBoard(name) ? `${date} ${file}` : undefined),
  calendar: async (name) => (isBoard(name) ? 'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n' : undefined),
};

function isBoard({ community, series }: SeriesName): boolean {
  return community === 'town' && series === 'board';
}

async function start(changes: Partial<WebSettings> = {}) {
  const log = recordingLog();
  const web = await startWeb({ host: '127.0.0.1', port: 0, pages: echo, log, ...changes });
  closing.push(web.stop);
  const get = (path: string, init?: RequestInit) =>
    fetch(`http://127.0.0.1:${web.port}${path}`, init);
  return { ...web, get, log };
}

it.each([
  ['/', 'text/html; charset=UTF-8', '<h1>All meetings</h1>'],
  ['/town', 'text/html; charset=utf-8', '<h1>Town</h1>'],
  ['/town/board', 'text/html; charset=utf-8', '<h1>Board</h1>'],
  ['/town/board/2014-06-24', 'text/html; charset=utf-8', '<h1>Board 2014-06-24</h1>'],
  ['/town/board/2014-06-24/agenda.txt', 'text/plain; charset=utf-8', '2014-06-24 agenda.txt'],
  ['/town/board/2014-06-24/agenda.md', 'text/markdown; charset=utf-8', '2014-06-24 agenda.md'],
  [
    '/town/board/2014-06-24/agenda.json',
    'application/json; charset=utf-8',
    '2014-06-24 agenda.json',
  ],
  ['/town/board/now/minutes.md', 'text/markdown; charset=utf-8', 'now minutes.md'],
  [
    '/town/board/calendar.ics',
    'text/calendar; charset=utf-8',
    'BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n',
  ],
  ['/convoke.css', 'text/css; charset=utf-8', pageCss],
  ['/robots.txt', 'text/plain; charset=UTF-8', 'User-agent: *\nAllow: /\n'],
])('serves %s as %s', async (path, type, body) => {
  const { get } = await start();
  const response = await get(path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe(type);
  expect(await response.text()).toBe(body);
});

it.each([
  '/nowhere',
  '/nowhere/board',
  '/nowhere/board/2014-06-24',
  '/board',
  '/nowhere/board/calendar.ics',
  '/town/board/2014-06-24/secrets.md',
  '/town/board/2014-06-24/agenda.md/more',
  '/%00',
  '/town/board/%00',
  '/%E0%A4',
  '/%ED%A0%80',
  '/..%2f..%2fetc%2fpasswd',
  `/${'x'.repeat(200)}`,
])('has no page at %s and says so', async (path) => {
  const { get, log } = await start({
    pages: { ...echo, series: async () => undefined },
  });
  const response = await get(path);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('There is no such page.');
  expect(log.entries).toEqual([]);
});

it('never asks for what can be no name', async () => {
  const asked: string[] = [];
  const community = async (slug: string) => {
    asked.push(slug);
    return undefined;
  };
  const { get } = await start({ pages: { ...echo, community } });
  for (const path of ['/%00', '/a%0Ab', `/${'x'.repeat(200)}`, '/caf%C3%A9']) await get(path);
  expect(asked).toEqual(['café']);
});

describe('what every answer says to a browser', () => {
  it.each(['/', '/town/board', '/convoke.css', '/health', '/nowhere'])('at %s', async (path) => {
    const { get } = await start({ frameAncestors: ["'self'", 'https://example.org'] });
    const { headers } = await get(path);
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|script-src/u);
    expect(policy).toMatch(/frame-ancestors 'self' https:\/\/example\.org$/u);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('strict-origin-when-cross-origin');
  });

  it('lets nobody frame our pages unless a setting names them', async () => {
    const { get } = await start();
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/frame-ancestors 'none'$/u);
  });
});

it('sends a page again only when it changed', async () => {
  let words = 'first';
  const { get } = await start({ pages: { ...echo, home: async () => words } });
  const tag = (await get('/')).headers.get('etag') ?? '';
  const again = await get('/', { headers: { 'If-None-Match': tag } });
  expect(again.status).toBe(304);
  expect(await again.text()).toBe('');
  expect(again.headers.get('cache-control')).toBe('no-cache');
  words = 'second';
  const changed = await get('/', { headers: { 'If-None-Match': tag } });
  expect(changed.status).toBe(200);
  expect(await changed.text()).toBe('second');
});

it('answers HEAD as it would GET, without a body, and nothing that would change something', async () => {
  const { get } = await start();
  const head = await get('/town/board', { method: 'HEAD' });
  expect(head.status).toBe(200);
  expect(head.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await head.text()).toBe('');
  const post = await get('/town/board', { method: 'POST', body: 'x' });
  expect(post.status).toBe(405);
  expect(post.headers.get('allow')).toBe('GET, HEAD');
});

it('tells a visitor nothing of what went wrong, and the operator all', async () => {
  const { get, log } = await start({
    pages: {
      ...echo,
      home: () => Promise.reject(new Error('password authentication failed for postgres')),
    },
  });
  const response = await get('/');
  expect(response.status).toBe(500);
  expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(await response.text()).not.toMatch(/postgres|Error/u);
  expect(log.entries).toEqual([
    {
      level: 'error',
      facts: { err: expect.any(Error), path: '/' },
      message: 'a page could not be made',
    },
  ]);
});

it('says whether the service is well', async () => {
  let away = false;
  const health = async () => {
    if (away) throw new Error('the database is away');
  };
  const { get } = await start({ health });
  const well = await get('/health');
  expect([well.status, await well.json()]).toEqual([200, { status: 'ok' }]);
  expect(well.headers.get('cache-control')).toBe('no-store');
  away = true;
  const ill = await get('/health');
  expect([ill.status, await ill.json()]).toEqual([503, { status: 'unavailable' }]);
});

it('finishes the answer under way when it stops, and takes no more', async () => {
  const asked = Promise.withResolvers<void>();
  const words = Promise.withResolvers<string>();
  const home = () => {
    asked.resolve();
    return words.promise;
  };
  const { get, stop } = await start({ pages: { ...echo, home } });
  const answer = get('/');
  await asked.promise;
  const stopped = stop();
  words.resolve('finished');
  expect(await (await answer).text()).toBe('finished');
  await stopped;
  await expect(get('/')).rejects.toThrow(TypeError);
});

it('isn’t kept from stopping by a connection that says nothing', async () => {
  const { port, stop } = await start();
  const silent = connect(port, '127.0.0.1');
  const closed = new Promise((resolve) => silent.once('close', resolve));
  silent.on('error', () => undefined);
  await new Promise((resolve) => silent.once('connect', resolve));
  await stop();
  await closed;
  expect(silent.destroyed).toBe(true);
});

it('says so when another program has the port', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => other.close(resolve)));
  const { port } = other.address() as { port: number };
  await expect(start({ port })).rejects.toThrow(UserError);
  await expect(start({ port })).rejects.toThrow(/another program has the port.*HTTP_PORT/u);
});
