import type { OutboxStore } from '../../app/ports.ts';
import type { Client } from './client.ts';

/** What the outbox knows of Discord's events of meetings. */
export function outboxEvents(client: Client): Pick<OutboxStore, 'eventOf' | 'eventFailedBefore'> {
  return {
    eventOf: async (recipient) => {
      const rows = await client.outbox.findMany({
        where: { channel: 'discord', recipient, kind: 'event' },
        orderBy: { position: 'desc' },
        select: { remoteId: true },
      });
      const remoteId = rows.find((row) => row.remoteId !== null)?.remoteId;
      return { any: rows.length > 0, ...(remoteId ? { remoteId } : {}) };
    },
    eventFailedBefore: async (id) => {
      const [row] = await client.$queryRaw<{ failed: boolean }[]>`
        select before.status = 'failed' as failed
        from outbox as this
          join meeting on meeting.id = this.meeting_id
          join meeting as each on each.series_id = meeting.series_id
          join outbox as before on before.meeting_id = each.id
        where this.id = ${id}::uuid and before.id <> this.id and before.kind = 'event'
          and (before.status = 'failed' or before.remote_id is not null)
        order by before.settled_at desc nulls last limit 1`;
      return row?.failed ?? false;
    },
  };
}
