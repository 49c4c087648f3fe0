import type { StepRecord, Steps } from '../../app/ports.ts';
import { Prisma, type Step as Row } from '../../generated/prisma/client.ts';
import { present, toDate, toInstant } from './convert.ts';
import type { Client } from './client.ts';

export function steps(client: Client): Steps {
  return {
    plan: async (meetingId, list, now) => {
      await client.step.deleteMany({ where: { meetingId, status: { not: 'done' } } });
      await client.step.createMany({
        data: list.map(({ step, at, skipped }) => ({
          meetingId,
          name: step,
          dueAt: toDate(at),
          ...(skipped === undefined
            ? {}
            : { status: 'skipped' as const, note: skipped, ranAt: toDate(now) }),
        })),
        skipDuplicates: true,
      });
    },
    postpone: async (meetingId, name, at, note) => {
      await client.step.update({
        where: { meetingId_name: { meetingId, name } },
        data: { status: 'pending', dueAt: toDate(at), note },
      });
    },
    ofMeeting: async (meetingId) =>
      (await client.step.findMany({ where: { meetingId }, orderBy: { dueAt: 'asc' } })).map(
        toRecord,
      ),
    queueDue: async (now, limit) => {
      const due = await client.$queryRaw<DueRow[]>`
        with due as (
          select meeting_id, name from step
          where ${waitingSteps} and due_at <= ${toDate(now)}
          order by due_at limit ${limit} for update skip locked)
        update step set status = 'queued' from due
        where step.meeting_id = due.meeting_id and step.name = due.name
        returning step.meeting_id, step.name::text, step.due_at, step.status::text, step.note`;
      return due
        .map(({ meeting_id: meetingId, due_at: dueAt, ...row }) =>
          toRecord({ ...row, meetingId, dueAt, ranAt: null }),
        )
        .sort((one, other) => Temporal.Instant.compare(one.dueAt, other.dueAt));
    },
    settle: async (meetingId, name, { status, at, note }) => {
      await client.step.update({
        where: { meetingId_name: { meetingId, name } },
        data: { status, ranAt: toDate(at), ...(note === undefined ? {} : { note }) },
      });
    },
    retime: async (meetingId, list) => {
      for (const { step, at } of list)
        await client.step.updateMany({
          where: { meetingId, name: step, status: 'pending' },
          data: { dueAt: toDate(at) },
        });
    },
  };
}

/** Steps that have not begun. Those of a paused series wait until it goes on, unless its meeting was called already. */
export const waitingSteps = Prisma.sql`step.status = 'pending' and step.meeting_id <> all (array(
  select meeting.id from series join meeting on meeting.series_id = series.id
  where series.paused and meeting.status = 'scheduled'))`;

interface DueRow extends Pick<Row, 'name' | 'status' | 'note'> {
  meeting_id: string;
  due_at: Date;
}

function toRecord(row: Row): StepRecord {
  const { meetingId, name, dueAt, status, note } = row;
  return present({ meetingId, step: name, dueAt: toInstant(dueAt), status, note });
}
