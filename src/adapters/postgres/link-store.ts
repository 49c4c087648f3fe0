import type { Links } from '../../app/ports.ts';
import { toDate } from './convert.ts';
import { mergePeople } from './merge-people.ts';
import type { Client } from './client.ts';

export function links(client: Client): Links {
  return {
    addCode: async ({ expiresAt, ...code }) => {
      // The newest alone counts.
      await client.linkCode.updateMany({
        where: { personId: code.personId, usedAt: null },
        data: { usedAt: toDate(expiresAt) },
      });
      await client.linkCode.create({ data: { ...code, expiresAt: toDate(expiresAt) } });
    },
    countExpiringAfter: (at, of) =>
      client.linkCode.count({ where: { ...of, expiresAt: { gt: toDate(at) } } }),
    openCode: async (personId, now) => {
      // Two tries at once are counted one after the other.
      await client.$executeRaw`select 1 from person where id = ${personId}::uuid for update`;
      const row = await client.linkCode.findFirst({
        where: { personId },
        orderBy: [{ expiresAt: 'desc' }, { id: 'desc' }],
      });
      if (!row || row.usedAt !== null || row.expiresAt <= toDate(now)) return undefined;
      const { id, address, codeHash, attempts } = row;
      return { id, address, codeHash, attempts };
    },
    countAttempt: async (id) => {
      await client.linkCode.update({ where: { id }, data: { attempts: { increment: 1 } } });
    },
    useCode: async (id, now) => {
      await client.linkCode.update({ where: { id }, data: { usedAt: toDate(now) } });
    },
    confirmAddress: async ({ communityId, personId, address }, now) => {
      const proven = { personId, confirmedAt: toDate(now), bouncedAt: null };
      await client.mailAddress.upsert({
        where: { communityId_address: { communityId, address } },
        create: { communityId, address, ...proven },
        update: proven,
      });
    },
    merge: (people) => mergePeople(client, people),
  };
}
