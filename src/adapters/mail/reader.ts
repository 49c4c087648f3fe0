import type { App, Log } from '../../app/ports.ts';
import { createVerifier } from './authenticate.ts';
import { createStoppableParser } from './parse-mime-stoppable.ts';
import { createResolver } from './resolver.ts';

export type MailReader = Required<Pick<App, 'parseMail' | 'verifyMail'>> & {
  close: () => Promise<void>;
};

/** Reads mail in a thread that can be stopped, and finds out in the DNS where it came from. */
export function createMailReader({
  arcSealers = [],
  log,
}: {
  arcSealers?: readonly string[];
  log: Log;
}): MailReader {
  const parser = createStoppableParser();
  return {
    parseMail: (raw) => parser.parse(raw),
    verifyMail: createVerifier({ resolve: createResolver(), arcSealers, log }),
    close: () => parser.close(),
  };
}
