import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { restFailure } from '../../../src/adapters/discord/rest-failure.ts';

const secretUrl = 'https://discord.com/api/v10/webhooks/1/SECRET';
const request = { body: undefined, files: undefined };

describe('restFailure', () => {
  it('keeps Discord’s own code, and what it says of each field, on one line', () => {
    const raw = {
      code: 50035,
      message: 'Invalid Form Body',
      errors: { content: { _errors: [{ code: 'BASE_TYPE_MAX_LENGTH', message: 'Too long.' }] } },
    };
    const failure = restFailure(new DiscordAPIError(raw, 50035, 400, 'POST', secretUrl, request));
    expect(failure).toMatchObject({ kind: 'refused', status: 400, code: 50035 });
    expect(failure.text).toMatch(
      /^Invalid Form Body; content\[BASE_TYPE_MAX_LENGTH\]: Too long\./u,
    );
  });

  it.each([
    [500, 'unknown'],
    [502, 'unknown'],
    [504, 'unknown'],
    [503, 'busy'],
  ])('takes a %d as %s', (status, kind) => {
    const error = new HTTPError(status, 'x', 'POST', secretUrl, request);
    expect(restFailure(error).kind).toBe(kind);
  });

  it('tells how long Discord wants to be left alone', () => {
    const error = new RateLimitError({
      global: false,
      hash: 'h',
      limit: 5,
      majorParameter: '1',
      method: 'POST',
      route: '/channels/:id/messages',
      timeToReset: 2400,
      retryAfter: 2400,
      sublimitTimeout: 0,
      scope: 'user',
      url: secretUrl,
    });
    expect(restFailure(error)).toMatchObject({ kind: 'busy', afterSeconds: 3 });
  });

  it.each([
    ['ECONNREFUSED', 'unsent'],
    ['ENOTFOUND', 'unsent'],
    ['UND_ERR_CONNECT_TIMEOUT', 'unsent'],
    ['ECONNRESET', 'unknown'],
    ['UND_ERR_SOCKET', 'unknown'],
  ])('knows whether anything was sent before %s, however deep it lies', (code, kind) => {
    const cause = Object.assign(new Error('inner'), { code });
    expect(restFailure(cause).kind).toBe(kind);
    expect(restFailure(new TypeError('fetch failed', { cause })).kind).toBe(kind);
    expect(restFailure(new AggregateError([cause], 'all failed')).kind).toBe(kind);
  });

  it('takes a time-out, and what it has never seen, as unknown', () => {
    expect(restFailure(new DOMException('aborted', 'AbortError')).kind).toBe('unknown');
    expect(restFailure('what?').kind).toBe('unknown');
  });

  it('never names an address, which may hold a token', () => {
    const errors = [
      new HTTPError(500, 'x', 'POST', secretUrl, request),
      new DiscordAPIError({ code: 10062, message: 'x' }, 10062, 404, 'POST', secretUrl, request),
    ];
    for (const error of errors) expect(JSON.stringify(restFailure(error))).not.toContain('SECRET');
  });
});
