import type { Log } from '../../src/app/ports.ts';

export interface LogEntry {
  level: keyof Log;
  facts: object;
  message: string;
}

/** A log that keeps what it is told. */
export function recordingLog(): Log & { entries: LogEntry[] } {
  const entries: LogEntry[] = [];
  const keep = (level: keyof Log) => (facts: object, message: string) => {
    entries.push({ level, facts, message });
  };
  return { entries, info: keep('info'), warn: keep('warn'), error: keep('error') };
}
