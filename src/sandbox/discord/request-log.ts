import type { Clock } from './world.ts';

/** One request, and what became of it. Authorisation is not kept. */
export interface LoggedRequest {
  at: Temporal.Instant;
  method: string;
  /** Without `/api/v10`, decoded. */
  path: string;
  query: string;
  contentType: string;
  body: unknown;
  files: string[];
  /** Undefined while it is unanswered, and for one that is never answered. */
  status: number | undefined;
  response: unknown;
  /** The fault that was asked for. */
  fault: string | undefined;
  /** What went wrong inside the sandbox itself. */
  crash: string | undefined;
}

const maxEntries = 20_000;

/** Everything the bot asked, the newest last. */
export class RequestLog {
  readonly entries: LoggedRequest[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  open(request: Pick<LoggedRequest, 'method' | 'path' | 'query' | 'contentType'>): LoggedRequest {
    const entry: LoggedRequest = {
      at: this.#clock.now(),
      ...request,
      body: undefined,
      files: [],
      status: undefined,
      response: undefined,
      fault: undefined,
      crash: undefined,
    };
    this.entries.push(entry);
    if (this.entries.length > maxEntries) this.entries.splice(0, maxEntries / 10);
    return entry;
  }

  /** Requests that Discord would have refused, and those the sandbox could not serve; not the faults asked for. */
  get problems(): LoggedRequest[] {
    return this.entries.filter(
      (entry) => entry.fault === undefined && entry.status !== undefined && entry.status >= 400,
    );
  }
}
