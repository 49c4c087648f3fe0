import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono, type Next } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { z } from 'zod';
import { ApiError, type FormIssue, formError, refusal } from './api-error.ts';
import type { Fault, Faults } from './faults.ts';
import { checkForm } from './form.ts';
import type { Upload } from './message-parts.ts';
import type { RateLimits } from './rate-limits.ts';
import { readBody } from './read-body.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';
import { archiveIdleThreads } from './threads.ts';
import type { World } from './world.ts';

/** What every route works on. */
export interface Api {
  world: World;
  strict: boolean;
  faults: Faults;
  limits: RateLimits;
  log: RequestLog;
  /** How many more times the bot may identify; see `GET /gateway/bot`. */
  identifiesLeft: () => number;
}

export interface Env {
  Bindings: HttpBindings;
  Variables: { body: unknown; uploads: Upload[]; entry: LoggedRequest };
}

export type App = Hono<Env>;
export type Request = Context<Env>;

const prefix = /^\/api\/v(\d+)(?=\/)/u;

/** The HTTP side of this Discord, without its routes: who asks, how often, what goes wrong, and a log of it all. */
export function createRest(api: Api, addRoutes: (routes: App, api: Api) => void): App {
  // Clients may write @me and @original with the sign escaped.
  const app: App = new Hono({ getPath: (request) => decodedPath(request.url) });
  app.get('/attachments/*', (c) => serveFile(c, api));
  app.use('/api/*', (c, next) => handle(c, next, api));
  const routes: App = new Hono();
  addRoutes(routes, api);
  app.route('/api/v10', routes);
  app.notFound((c) => c.json(refusal('notFound').body, 404));
  app.onError((error, c) => answerError(error, c));
  return app;
}

function decodedPath(url: string): string {
  return new URL(url).pathname.replaceAll('%40', '@');
}

function answerError(error: Error, c: Request): Response {
  if (error instanceof ApiError) return c.json(error.body, error.status as ContentfulStatusCode);
  c.get('entry').crash = error.stack ?? error.message;
  return c.json({ message: '500: Internal Server Error', code: 0 }, 500);
}

async function handle(c: Request, next: Next, api: Api): Promise<Response | undefined> {
  const path = c.req.path.replace(prefix, '');
  const entry = api.log.open({
    method: c.req.method,
    path: readable(path),
    query: new URL(c.req.url).search,
    contentType: c.req.header('content-type') ?? '',
  });
  c.set('entry', entry);
  const response = await answer(c, next, api, path).catch((error: Error) => answerError(error, c));
  if (response) c.res = response;
  entry.status = c.res.status;
  if (c.res.headers.get('content-type')?.includes('json') === true)
    entry.response = await c.res.clone().json();
  return response;
}

function readable(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Returns a response of its own where the route is not to be asked, or must not be heard. */
async function answer(
  c: Request,
  next: Next,
  api: Api,
  path: string,
): Promise<Response | undefined> {
  const entry = c.get('entry');
  const fault = api.faults.take(c.req.method, path);
  if (fault) entry.fault = fault.kind;
  const { body, uploads } = await readBody(c.req.raw);
  c.set('body', body);
  c.set('uploads', uploads);
  entry.body = body;
  entry.files = uploads.map((upload) => upload.filename);
  if (fault && fault.when !== 'after') return suffer(c, fault);
  const refused = admit(c, api, path);
  if (refused) return refused;
  archiveIdleThreads(api.world);
  await next();
  return fault ? suffer(c, fault) : undefined;
}

function admit(c: Request, api: Api, path: string): Response | undefined {
  if (prefix.exec(c.req.path)?.[1] !== '10') throw refusal('invalidApiVersion');
  const verdict = api.limits.count(c.req.method, path);
  for (const [name, value] of Object.entries(verdict.headers)) c.header(name, value);
  if (verdict.refused) return tooMany(c, verdict.refused);
  const needsToken = !/^\/(interactions\/\d+\/|webhooks\/\d+\/[^/]|gateway$)/u.test(path);
  if (needsToken && c.req.header('authorization') !== `Bot ${api.world.application.token}`)
    throw refusal('unauthorized');
  return undefined;
}

function tooMany(
  c: Request,
  { retryAfterSeconds, global }: { retryAfterSeconds: number; global: boolean },
): Response {
  c.header('retry-after', String(Math.ceil(retryAfterSeconds)));
  c.header('x-ratelimit-scope', global ? 'global' : 'user');
  if (global) c.header('x-ratelimit-global', 'true');
  const body = {
    message: 'You are being rate limited.',
    retry_after: retryAfterSeconds,
    global,
  };
  return c.json(body, 429);
}

async function suffer(c: Request, fault: Fault): Promise<Response> {
  switch (fault.kind) {
    case 'answer':
      if (fault.status === 429)
        return tooMany(c, {
          retryAfterSeconds: fault.retryAfterSeconds ?? 1,
          global: fault.global ?? false,
        });
      return c.json(
        fault.body ?? { message: `${fault.status}: Server Error`, code: 0 },
        fault.status as ContentfulStatusCode,
      );
    case 'drop':
      c.env.incoming.socket.destroy();
      return c.body(null);
    case 'hang':
      await new Promise((resolve) => c.env.outgoing.once('close', resolve));
      return c.body(null);
  }
}

function serveFile(c: Request, { world }: Api): Response {
  const file = world.files.get(c.req.path);
  if (file === undefined) return c.json(refusal('notFound').body, 404);
  return c.body(Uint8Array.from(file.bytes), 200, { 'content-type': file.contentType });
}

/** The request's body as a form. Throws Discord's 50035. */
export function formOf<Form>(
  c: Request,
  api: Api,
  schema: z.ZodType<Form>,
  rules?: (form: Form) => FormIssue[],
): Form {
  return checkForm({
    schema,
    body: c.get('body') ?? {},
    strict: api.strict,
    ...(rules ? { rules } : {}),
  });
}

/** A number from the query. Throws where Discord refuses it. */
export function queryNumber(
  c: Request,
  name: string,
  range: { min: number; max: number; otherwise: number },
): number {
  const raw = c.req.query(name);
  if (raw === undefined) return range.otherwise;
  const value = Number(raw);
  const issue = (code: string, message: string) => formError([{ path: [name], code, message }]);
  if (!Number.isInteger(value)) throw issue('NUMBER_TYPE_COERCE', `Value "${raw}" is not int.`);
  if (value > range.max)
    throw issue('NUMBER_TYPE_MAX', `int value should be less than or equal to ${range.max}.`);
  if (value < range.min)
    throw issue('NUMBER_TYPE_MIN', `int value should be greater than or equal to ${range.min}.`);
  return value;
}

/** A path's id. Throws Discord's refusal of anything that can't be one. */
export function idParam(c: Request, name: string): string {
  const value = c.req.param(name) ?? '';
  if (/^\d{1,20}$/u.test(value)) return value;
  throw formError([
    { path: [name], code: 'NUMBER_TYPE_COERCE', message: `Value "${value}" is not snowflake.` },
  ]);
}
