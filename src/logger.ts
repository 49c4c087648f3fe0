import { pino } from 'pino';
import type { Log } from './app/ports.ts';

/** JSON lines on stderr, so that stdout stays free. Addresses, tokens and bodies are left out. */
export function makeLog(level: string): Log {
  return pino(
    {
      level,
      base: null,
      redact: {
        paths: [
          '*.password',
          '*.pass',
          '*.token',
          '*.raw',
          '*.text',
          '*.html',
          '*.address',
          'err.config',
        ],
        censor: '[redacted]',
      },
    },
    pino.destination({ fd: 2, sync: true }),
  );
}
