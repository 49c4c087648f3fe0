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
      const known = await client.attendance.findFirst({
        where: {
          meetingId,
          OR: [{ name }, ...(attendance.personId ? [{ personId: attendance.personId }] : [])],
        },
      });
      const arrived = attendance.present ? { arrivedAt: known?.arrivedAt ?? toDate(at) } : {};
      if (known === null)
        await client.attendance.create({ data: { meetingId, name, ...attendance, ...arrived } });
      else
        await client.attendance.update({
          where: { meetingId_name: { meetingId, name: known.name } },
          data: { ...attendance, ...arrived },
        });
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
