import type { App, Log } from '../../app/ports.ts';
import { createVerifier } from './authenticate.ts';
import { createMessageReader } from './message-reader.ts';
import { createResolver } from './resolver.ts';

export type MailReader = Required<Pick<App, 'readMessage' | 'verifyMail'>> & {
  close: () => Promise<void>;
};

/** Reads mail in threads that can be stopped, and finds out in the DNS where it came from. */
export function createMailReader({
  address,
  arcSealers = [],
  log,
}: {
  address?: string;
  arcSealers?: readonly string[];
  log: Log;
}): MailReader {
  const reader = createMessageReader({
    own: address === undefined ? {} : { ownAddress: address },
  });
  return {
    readMessage: (raw) => reader.read(raw),
    verifyMail: createVerifier({ resolve: createResolver(), arcSealers, log }),
    close: () => reader.close(),
  };
}
