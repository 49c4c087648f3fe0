import type { Leases } from '../../app/ports.ts';
import type { Client } from './client.ts';

/** A lease is a row with an end, so it needs no session of its own: it works behind any connection pooler. */
export function leases(client: Client): Leases {
  return {
    take: async (name, holder, seconds) => {
      // Whoever holds it without being alive any more has left it.
      const taken = await client.$queryRaw`
        insert into lease (name, holder, expires_at)
        values (${name}, ${holder}, now() + make_interval(secs => ${seconds}))
        on conflict (name) do update set holder = excluded.holder, expires_at = excluded.expires_at
        where lease.holder = excluded.holder or lease.expires_at < now()
          or not exists (select from replica where id = lease.holder)
        returning holder`;
      return Array.isArray(taken) && taken.length > 0;
    },
    release: async (name, holder) => {
      await client.lease.deleteMany({ where: { name, holder } });
    },
  };
}
