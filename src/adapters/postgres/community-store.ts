import type { Communities, Community } from '../../app/ports.ts';
import type { Community as Row } from '../../generated/prisma/client.ts';
import { present, toDate } from './convert.ts';
import type { Client } from './client.ts';

export function communities(client: Client): Communities {
  return {
    bySlug: async (slug) => fromRow(await client.community.findUnique({ where: { slug } })),
    byGuild: async (discordGuildId) =>
      fromRow(await client.community.findUnique({ where: { discordGuildId } })),
    insert: async (community, now) =>
      toCommunity(
        await client.community.create({ data: { ...community, createdAt: toDate(now) } }),
      ),
    update: async (id, changes) => {
      await client.community.update({ where: { id }, data: changes });
    },
  };
}

const fromRow = (row: Row | null): Community | undefined => (row ? toCommunity(row) : undefined);

export function toCommunity({ id, slug, name, discordGuildId }: Row): Community {
  return present({ id, slug, name, discordGuildId });
}
