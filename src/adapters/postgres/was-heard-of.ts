import type { Client } from './client.ts';

/** What Convoke says of a meeting in public; notes go to the chair alone. */
const privateKinds = ['note', 'receipt'];

/** Messages that name the meeting after theirs. */
const namingNext = ['cancel', 'draft', 'publish'];

/** Whether anybody outside knows of a meeting; see the port. */
export async function wasHeardOf(client: Client, id: string): Promise<boolean> {
  const meeting = await client.meeting.findUniqueOrThrow({ where: { id } });
  if (meeting.status !== 'scheduled') return true;
  const own = await client.meeting.count({
    where: {
      id,
      OR: [
        { outbox: { some: { kind: { notIn: privateKinds } } } },
        { items: { some: { standingItemId: null } } },
        { attendance: { some: {} } },
      ],
    },
  });
  if (own > 0) return true;
  const before = await client.meeting.findFirst({
    where: { seriesId: meeting.seriesId, startsAt: { lt: meeting.startsAt } },
    orderBy: { startsAt: 'desc' },
  });
  if (!before) return false;
  const named = await client.outbox.count({
    where: { meetingId: before.id, kind: { in: namingNext } },
  });
  return named > 0;
}

/** Whether people were told that a meeting is off. */
export async function wasToldOff(client: Client, id: string): Promise<boolean> {
  return (await client.outbox.count({ where: { meetingId: id, kind: 'cancel' } })) > 0;
}
