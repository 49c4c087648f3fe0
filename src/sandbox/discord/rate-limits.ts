import { createHash } from 'node:crypto';

/** `real` counts as Discord does; `generous` has the same headers with room for a year played in a minute. */
export type RateLimitMode = 'real' | 'generous';

interface Rule {
  method: string;
  /** Groups are the resource that the limit is counted for. */
  path: RegExp;
  limit: number;
  windowMs: number;
}

/** Discord publishes none of these; they are what its headers have been seen to say. */
const rules: Rule[] = [
  { method: 'POST', path: /^\/channels\/(\d+)\/messages$/u, limit: 5, windowMs: 5000 },
  { method: 'PATCH', path: /^\/channels\/(\d+)\/messages\/\d+$/u, limit: 5, windowMs: 5000 },
  { method: 'DELETE', path: /^\/channels\/(\d+)\/messages\/\d+$/u, limit: 5, windowMs: 1000 },
  { method: 'GET', path: /^\/channels\/(\d+)\/messages/u, limit: 5, windowMs: 5000 },
  { method: 'PUT', path: /^\/channels\/(\d+)\/messages\/\d+\/reactions/u, limit: 1, windowMs: 250 },
  { method: 'PUT', path: /^\/channels\/(\d+)\/(?:messages\/)?pins/u, limit: 5, windowMs: 4000 },
  { method: 'POST', path: /^\/channels\/(\d+)\/typing$/u, limit: 5, windowMs: 5000 },
  { method: 'POST', path: /^\/channels\/(\d+)\/.*threads$/u, limit: 50, windowMs: 300_000 },
  { method: 'POST', path: /^\/guilds\/(\d+)\/scheduled-events$/u, limit: 5, windowMs: 20_000 },
  {
    method: 'PUT',
    path: /^\/applications\/\d+\/((?:guilds\/\d+\/)?commands)$/u,
    limit: 5,
    windowMs: 20_000,
  },
  { method: '*', path: /^\/interactions\/(\d+)/u, limit: 5, windowMs: 2000 },
  { method: '*', path: /^\/webhooks\/\d+\/([^/]+)/u, limit: 5, windowMs: 2000 },
];
const otherwise = { limit: 50, windowMs: 1000 };
const globalLimit = 50;

interface Bucket {
  used: number;
  resetsAtMs: number;
}

export interface LimitVerdict {
  headers: Record<string, string>;
  /** Set when the request is one too many. */
  refused?: { retryAfterSeconds: number; global: boolean };
}

/** Counts requests against Discord's limits, in real time: that is what the client's own queue runs on. */
export class RateLimits {
  readonly #mode: RateLimitMode;
  readonly #buckets = new Map<string, Bucket>();
  #global: Bucket = { used: 0, resetsAtMs: 0 };

  constructor(mode: RateLimitMode) {
    this.#mode = mode;
  }

  count(method: string, path: string): LimitVerdict {
    const nowMs = Date.now();
    // Answers to interactions are counted by their token alone.
    const isInteraction = path.startsWith('/interactions/') || path.startsWith('/webhooks/');
    if (!isInteraction && this.#mode === 'real') {
      this.#global = this.#current(this.#global, nowMs, 1000);
      this.#global.used += 1;
      if (this.#global.used > globalLimit) return refuseGlobally(this.#global, nowMs);
    }
    return this.#countRoute(method, path, nowMs);
  }

  #countRoute(method: string, path: string, nowMs: number): LimitVerdict {
    const rule = rules.find(
      (each) => (each.method === '*' || each.method === method) && each.path.test(path),
    );
    const { limit, windowMs } =
      this.#mode === 'real' ? (rule ?? otherwise) : { limit: 1000, windowMs: 1000 };
    const resource = rule?.path.exec(path)?.[1] ?? path.replace(/\d{17,}.*$/u, '');
    const route = createHash('md5')
      .update(`${rule?.path ?? path.replaceAll(/\d{17,}/gu, '')} ${method}`)
      .digest('hex');
    const key = `${route} ${resource}`;
    const bucket = this.#current(
      this.#buckets.get(key) ?? { used: 0, resetsAtMs: 0 },
      nowMs,
      windowMs,
    );
    this.#buckets.set(key, bucket);
    this.#forget(nowMs);
    bucket.used += 1;
    const headers = bucketHeaders({ bucket, limit, route, nowMs });
    if (bucket.used <= limit) return { headers };
    return { headers, refused: { retryAfterSeconds: secondsUntil(bucket, nowMs), global: false } };
  }

  #current(bucket: Bucket, nowMs: number, windowMs: number): Bucket {
    return nowMs >= bucket.resetsAtMs ? { used: 0, resetsAtMs: nowMs + windowMs } : bucket;
  }

  /** Every interaction has a bucket of its own, so they must not pile up. */
  #forget(nowMs: number): void {
    if (this.#buckets.size < 5000) return;
    for (const [key, bucket] of this.#buckets)
      if (nowMs >= bucket.resetsAtMs) this.#buckets.delete(key);
  }
}

function secondsUntil(bucket: Bucket, nowMs: number): number {
  return Math.max(bucket.resetsAtMs - nowMs, 1) / 1000;
}

function bucketHeaders(state: {
  bucket: Bucket;
  limit: number;
  route: string;
  nowMs: number;
}): Record<string, string> {
  const { bucket, limit, route, nowMs } = state;
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(Math.max(limit - bucket.used, 0)),
    'x-ratelimit-reset': (bucket.resetsAtMs / 1000).toFixed(3),
    'x-ratelimit-reset-after': secondsUntil(bucket, nowMs).toFixed(3),
    'x-ratelimit-bucket': route,
  };
}

function refuseGlobally(bucket: Bucket, nowMs: number): LimitVerdict {
  return { headers: {}, refused: { retryAfterSeconds: secondsUntil(bucket, nowMs), global: true } };
}
