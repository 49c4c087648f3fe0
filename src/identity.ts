import type { Identity } from './app/ports.ts';
import type { Config } from './config.ts';

/** Who Convoke is to the outside, by its configuration. */
export function identityOf({ mail, publicUrl }: Config): Identity {
  return {
    name: mail?.name ?? 'Convoke',
    ...(mail ? { address: mail.address } : {}),
    ...(publicUrl === undefined ? {} : { publicUrl }),
  };
}
