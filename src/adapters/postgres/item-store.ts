import type { Items } from '../../app/ports.ts';
import type { Item } from '../../domain/item.ts';
import type { Item as Row, Person } from '../../generated/prisma/client.ts';
import { present, toDate, toJson } from './convert.ts';
import type { Client } from './client.ts';

export function items(client: Client): Items {
  return {
    insert: async (item, now) => {
      if (await isThere(client, item)) return undefined;
      const last = await client.item.aggregate({
        where: { meetingId: item.meetingId },
        _max: { number: true, position: true },
      });
      const row = await client.item.create({
        data: {
          ...item,
          number: (last._max.number ?? 0) + 1,
          position: (last._max.position ?? 0) + 1,
          createdAt: toDate(now),
        },
        include: { proposer: true },
      });
      return toItem(row);
    },
    update: async (id, changes) => {
      await client.item.update({ where: { id }, data: changes });
    },
    carriedTo: async (id) => {
      const row = await client.item.findFirst({
        where: { carriedFromId: id },
        include: { proposer: true },
      });
      return row ? toItem(row) : undefined;
    },
    addChange: async ({ at, before, ...change }) => {
      await client.itemChange.create({
        data: {
          ...change,
          at: toDate(at),
          ...(before === undefined ? {} : { before: toJson(before) }),
        },
      });
    },
  };
}

/** Whether a standing item is on this agenda, or a carried one was carried, already. */
async function isThere(
  client: Client,
  item: { meetingId: string; standingItemId?: string; carriedFromId?: string },
): Promise<boolean> {
  const { meetingId, standingItemId, carriedFromId } = item;
  if (carriedFromId !== undefined)
    return (await client.item.count({ where: { carriedFromId } })) > 0;
  if (standingItemId !== undefined)
    return (await client.item.count({ where: { meetingId, standingItemId } })) > 0;
  return false;
}

export function toItem(row: Row & { proposer: Person | null }): Item {
  const { id, meetingId, number, position, status, links, late, deferrals } = row;
  const { title, details, lead, minutes, outcome, proposerId } = row;
  return {
    ...present({ title, details, lead, minutes, outcome, proposerId }),
    ...present({ proposer: row.proposer?.name ?? null }),
    id,
    meetingId,
    number,
    position,
    status,
    links,
    late,
    deferrals,
    standing: row.standingItemId !== null,
  };
}
