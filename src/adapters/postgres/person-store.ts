import type { People, Person } from '../../app/ports.ts';
import type { MailAddress, Person as Row } from '../../generated/prisma/client.ts';
import { present, toDate } from './convert.ts';
import type { Client } from './client.ts';

export function people(client: Client): People {
  const include = { addresses: true } as const;
  return {
    byId: async (id) => fromRow(await client.person.findUnique({ where: { id }, include })),
    byDiscordUser: async (communityId, discordUserId) =>
      fromRow(
        await client.person.findUnique({
          where: { communityId_discordUserId: { communityId, discordUserId } },
          include,
        }),
      ),
    byAddress: async (communityId, address) =>
      fromRow(
        await client.person.findFirst({
          where: { communityId, ...ofAddress(address) },
          include,
        }),
      ),
    byName: async (communityId, name) => {
      const rows = await client.person.findMany({
        where: { communityId, name: { equals: name, mode: 'insensitive' } },
        include,
        take: 2,
      });
      return rows.length === 1 ? fromRow(rows[0] ?? null) : undefined;
    },
    insert: async ({ address, ...person }, now) => {
      const { communityId, discordUserId } = person;
      // Two messages of one newcomer may come at once; the second finds the person that the first made.
      await client.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${communityId}, 0))`;
      const either = [
        ...(discordUserId === undefined ? [] : [{ discordUserId }]),
        ...(address === undefined ? [] : [ofAddress(address)]),
      ];
      const known =
        either.length === 0
          ? null
          : await client.person.findFirst({ where: { communityId, OR: either }, include });
      if (known) return toPerson(known);
      const addresses =
        address === undefined
          ? {}
          : { addresses: { create: { address: address.toLowerCase(), communityId } } };
      const data = { ...person, ...addresses, createdAt: toDate(now) };
      return toPerson(await client.person.create({ data, include }));
    },
    addDiscordUser: async (id, discordUserId) => {
      await client.person.update({ where: { id }, data: { discordUserId } });
    },
    addAddress: async (id, address) => {
      const { communityId } = await client.person.findUniqueOrThrow({ where: { id } });
      await client.mailAddress.create({
        data: { personId: id, communityId, address: address.toLowerCase() },
      });
    },
    update: async (id, changes) => {
      await client.person.update({ where: { id }, data: changes });
    },
    markBounced: async (address, now) => {
      await client.mailAddress.updateMany({
        where: { address: address.toLowerCase() },
        data: { bouncedAt: toDate(now) },
      });
    },
  };
}

const ofAddress = (address: string) => ({
  addresses: { some: { address: address.toLowerCase() } },
});

type RowWithAddresses = Row & { addresses: MailAddress[] };

const fromRow = (row: RowWithAddresses | null): Person | undefined =>
  row ? toPerson(row) : undefined;

function toPerson(row: RowWithAddresses): Person {
  const { id, communityId, name, discordUserId, zone, personalMail } = row;
  const reachable = row.addresses.filter((address) => address.bouncedAt === null);
  return {
    ...present({ id, communityId, name, discordUserId, zone, personalMail }),
    addresses: reachable.map(({ address }) => address),
  };
}
