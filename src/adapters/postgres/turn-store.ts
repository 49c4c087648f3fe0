import type { Meetings } from '../../app/ports.ts';
import { toDate, toInstant } from './convert.ts';
import type { Client } from './client.ts';

/** Turns further back than this change nothing about whose is next. */
const mostMeetings = 400;

/** Who has which duty in which meeting. */
export function turns(client: Client): Pick<Meetings, 'setRole' | 'addDecline' | 'turns'> {
  return {
    setRole: async (meetingId, role, personId, { settled } = { settled: false }) => {
      if (personId === undefined) {
        await client.meetingRole.deleteMany({ where: { meetingId, role } });
        return;
      }
      await client.meetingRole.upsert({
        where: { meetingId_role: { meetingId, role } },
        create: { meetingId, role, personId, settled },
        update: { personId, settled },
      });
    },
    addDecline: async (meetingId, role, personId, now) => {
      await client.roleDecline.createMany({
        data: { meetingId, role, personId, at: toDate(now) },
        skipDuplicates: true,
      });
    },
    turns: async (seriesId) => {
      const rows = await client.meeting.findMany({
        where: { seriesId, status: { not: 'cancelled' } },
        select: {
          id: true,
          startsAt: true,
          status: true,
          roles: { select: { role: true, personId: true, settled: true } },
          declines: { select: { role: true, personId: true } },
          attendance: {
            where: { intention: 'regrets', personId: { not: null } },
            select: { personId: true },
          },
        },
        orderBy: { startsAt: 'desc' },
        take: mostMeetings,
      });
      return rows.toReversed().map(({ id, startsAt, status, roles, declines, attendance }) => ({
        meetingId: id,
        startsAt: toInstant(startsAt),
        status,
        roles,
        declines,
        regrets: attendance.flatMap(({ personId }) => personId ?? []),
      }));
    },
  };
}
