import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';

/** What a failed request to Discord means for whoever made it. */
export type RestFailure =
  /** Discord read it and said no. `code` is Discord's own, https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
  | { kind: 'refused'; status: number; code: number | undefined; text: string }
  /** Not taken now; `afterSeconds` as Discord asked. */
  | { kind: 'busy'; afterSeconds: number; text: string }
  /** It never reached Discord. */
  | { kind: 'unsent'; text: string }
  /** It may have been carried out: the answer is missing, or was a server error. */
  | { kind: 'unknown'; text: string };

/** For a 429 without a time: it comes from Discord's edge, which is slow to forget. */
const unsaidWaitSeconds = 60;

/** Never names the address asked for: an interaction's holds its token. */
export function restFailure(error: unknown): RestFailure {
  if (error instanceof RateLimitError)
    return {
      kind: 'busy',
      afterSeconds: error.retryAfter > 0 ? Math.ceil(error.retryAfter / 1000) : unsaidWaitSeconds,
      text: 'Discord asks to slow down (429)',
    };
  if (error instanceof DiscordAPIError)
    return {
      kind: 'refused',
      status: error.status,
      code: typeof error.code === 'number' ? error.code : undefined,
      text: `${error.message.replace(/\s*\n\s*/gu, '; ')} (${error.status}, code ${error.code})`,
    };
  if (error instanceof HTTPError) return serverFailure(error.status);
  return connectionFailure(error);
}

/** Whether the same request may succeed a moment later. */
export function isPassing(failure: RestFailure): boolean {
  return failure.kind !== 'refused';
}

/** 503 comes from Discord's edge when nothing behind it took the request; other 5xx may come after the work was done. */
function serverFailure(status: number): RestFailure {
  const text = `Discord has trouble of its own (${status})`;
  return status === 503 ? { kind: 'busy', afterSeconds: 30, text } : { kind: 'unknown', text };
}

/** Errors of connecting: no byte of the request has left. */
const unsentCodes = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function connectionFailure(error: unknown): RestFailure {
  const codes = causesOf(error).flatMap(codesOf);
  const unsent = codes.find((code) => unsentCodes.has(code));
  if (unsent !== undefined) return { kind: 'unsent', text: `Discord can’t be reached (${unsent})` };
  const reason = codes[0] ?? (error instanceof Error ? error.name : 'no error');
  return { kind: 'unknown', text: `the connection to Discord ended before its answer (${reason})` };
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let cause = error; cause instanceof Error && causes.length < 5; cause = cause.cause)
    causes.push(cause);
  return causes;
}

/** Node tries each address of a host and puts the failures into one AggregateError. */
function codesOf(error: Error): string[] {
  const all = error instanceof AggregateError ? [error, ...error.errors] : [error];
  return all.flatMap((each: unknown) =>
    each instanceof Error && 'code' in each && typeof each.code === 'string' ? [each.code] : [],
  );
}
