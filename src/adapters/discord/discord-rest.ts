import { REST, type RESTOptions } from 'discord.js';

export interface RestAccess {
  /** Another Discord than discord.com: `http://127.0.0.1:PORT/api`. */
  apiUrl?: string;
  timeoutMs: number;
  /** Waits that Discord asks for up to this long are waited here; longer ones are thrown as a RateLimitError. */
  longestWaitMs: number;
}

/**
 * discord.js' HTTP client without its own retries, which follow each other within milliseconds: whoever asks knows
 * what may be repeated, and when.
 */
export function discordRest(
  { apiUrl, timeoutMs, longestWaitMs }: RestAccess,
  more: Partial<Pick<RESTOptions, 'globalRequestsPerSecond'>> = {},
): REST {
  return new REST({
    version: '10',
    ...(apiUrl === undefined ? {} : { api: apiUrl }),
    timeout: timeoutMs,
    retries: 0,
    // A 429 that doesn't say how long to wait would otherwise be answered with the next request at once, for ever.
    rejectOnRateLimit: ({ retryAfter }) => retryAfter <= 0 || retryAfter > longestWaitMs,
    ...more,
  });
}
