import type { Minutes } from '../../app/ports.ts';
import { toDate } from './convert.ts';
import type { Client } from './client.ts';

export function minutes(client: Client): Minutes {
  return {
    addNote: async ({ at, ...note }) => {
      await client.note.create({ data: { ...note, at: toDate(at) } });
    },
    addAction: async ({ at, due, ...action }) => {
      await client.action.create({
        data: {
          ...action,
          createdAt: toDate(at),
          ...(due === undefined ? {} : { due: new Date(`${due.toString()}T00:00:00Z`) }),
        },
      });
    },
    setAttendance: async ({ meetingId, name, at, ...attendance }) => {
      const known = await findAttendance(client, meetingId, name, attendance.personId);
      const arrived = attendance.present ? { arrivedAt: known?.arrivedAt ?? toDate(at) } : {};
      if (known === null) {
        const shown = await distinctName(client, meetingId, name);
        await client.attendance.create({
          data: { meetingId, name: shown, ...attendance, ...arrived },
        });
      } else
        await client.attendance.update({
          where: { meetingId_name: { meetingId, name: known.name } },
          data: { ...attendance, ...arrived },
        });
    },
    published: async (meetingId) => {
      const last = await client.minutesRevision.findFirst({
        where: { meetingId, status: 'published' },
        orderBy: { number: 'desc' },
      });
      return last?.markdown;
    },
    addRevision: async ({ meetingId, at, content, ...revision }) => {
      const last = await client.minutesRevision.aggregate({
        where: { meetingId },
        _max: { number: true },
      });
      const number = (last._max.number ?? 0) + 1;
      await client.minutesRevision.create({
        data: {
          ...revision,
          meetingId,
          number,
          content: content,
          createdAt: toDate(at),
        },
      });
      return number;
    },
  };
}

/** A person's own entry, or one by their name that is nobody's yet: a name alone takes nothing from another person. */
async function findAttendance(client: Client, meetingId: string, name: string, personId?: string) {
  const own =
    personId === undefined
      ? null
      : await client.attendance.findUnique({
          where: { meetingId_personId: { meetingId, personId } },
        });
  if (own) return own;
  const named = await client.attendance.findUnique({
    where: { meetingId_name: { meetingId, name } },
  });
  return personId === undefined || named?.personId === null ? named : null;
}

/** The name, with a number behind it where a namesake has it already. */
async function distinctName(client: Client, meetingId: string, name: string): Promise<string> {
  const rows = await client.attendance.findMany({
    where: { meetingId },
    select: { name: true },
  });
  const taken = new Set(rows.map((row) => row.name));
  let shown = name;
  for (let count = 2; taken.has(shown); count += 1) shown = `${name} (${count})`;
  return shown;
}
