import { Hono, type Context } from 'hono';
import { etag } from 'hono/etag';
import {
  meetingFiles,
  type MeetingFile,
  type PublicPages,
  type SeriesName,
} from '../../app/pages.ts';
import type { Log } from '../../app/ports.ts';
import { pageCss } from '../../render/page-css.ts';
import { framePage } from '../../render/page-frame.ts';
import { isWell } from './health.ts';
import { securityHeaders } from './security-headers.ts';

export interface SiteSettings {
  frameAncestors?: string[];
  pages: PublicPages;
  health?: () => Promise<unknown>;
  log: Log;
}

/** The public site: everything is read-only, and nothing of it needs a script. */
export function makeSite({ pages, health, log, frameAncestors }: SiteSettings): Hono {
  const site = new Hono();
  site.use(securityHeaders(frameAncestors), readOnly);
  site.get('/health', async (c) =>
    (await isWell(health, log)) ? c.json({ status: 'ok' }) : c.json({ status: 'unavailable' }, 503),
  );
  site.use(etag());
  site.get('/robots.txt', (c) => c.text('User-agent: *\nAllow: /\n'));
  site.get('/convoke.css', (c) =>
    c.body(pageCss, 200, { 'Content-Type': 'text/css; charset=utf-8' }),
  );
  site.get('/', async (c) => c.html(await pages.home()));
  site.get('/:community', (c) => page(c, ({ community }) => pages.community(community)));
  site.get('/:community/:series', (c) => page(c, (name) => pages.series(name)));
  site.get('/:community/:series/calendar.ics', (c) =>
    page(c, (name) => pages.calendar(name), 'text/calendar; charset=utf-8'),
  );
  site.get('/:community/:series/:date', (c) => page(c, (name, date) => pages.meeting(name, date)));
  for (const file of meetingFiles)
    site.get(`/:community/:series/:date/${file}`, (c) =>
      page(c, (name, date) => pages.file(name, date, file), typeOf(file)),
    );
  site.notFound((c) => c.html(errorPage('Not here', 'There is no such page.'), 404));
  site.onError((error, c) => {
    log.error({ err: error, path: c.req.path }, 'a page could not be made');
    return c.html(errorPage('Something went wrong', 'Please try again in a minute.'), 500);
  });
  return site;
}

/** Nothing on this site changes anything. */
function readOnly(c: Context, next: () => Promise<void>): Promise<Response | void> {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next();
  return Promise.resolve(c.text('This site can only be read.\n', 405, { Allow: 'GET, HEAD' }));
}

async function page(
  c: Context,
  make: (name: SeriesName, date: string) => Promise<string | undefined>,
  contentType = 'text/html; charset=utf-8',
): Promise<Response> {
  const { community = '', series = '', date = '' } = c.req.param() as Record<string, string>;
  const areNames = [community, series, date].every((text) => text === '' || isName(text));
  const made = areNames ? await make({ community, series }, date) : undefined;
  return made === undefined ? c.notFound() : c.body(made, 200, { 'Content-Type': contentType });
}

/** What could name a series or a date. The rest never reaches the database, which has no word for a NUL for one. */
function isName(text: string): boolean {
  return /^[^\p{Cc}\p{Cs}\uFFFD/]{1,100}$/u.test(text);
}

function typeOf(file: MeetingFile): string {
  if (file.endsWith('.json')) return 'application/json; charset=utf-8';
  return `text/${file.endsWith('.md') ? 'markdown' : 'plain'}; charset=utf-8`;
}

function errorPage(title: string, text: string): string {
  return framePage({
    title,
    body: `<header><h1>${title}</h1></header>\n<p>${text} <a href="/">All meetings</a></p>`,
  });
}
