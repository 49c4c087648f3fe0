import type { Meeting } from '../../domain/meeting.ts';
import type { Meeting as Row } from '../../generated/prisma/client.ts';
import { present, toInstant } from './convert.ts';

export function toMeeting(row: Row): Meeting {
  const { id, seriesId, durationMinutes, status, sequence, cancelReason, currentItemId } = row;
  return {
    ...present({ id, seriesId, durationMinutes, status, sequence, cancelReason, currentItemId }),
    occurrence: toInstant(row.occurrence),
    startsAt: toInstant(row.startsAt),
    ...(row.revivals === 0 ? {} : { revivals: row.revivals }),
    ...(row.askedAt === null ? {} : { askedAt: toInstant(row.askedAt) }),
    ...(row.openedAt === null ? {} : { openedAt: toInstant(row.openedAt) }),
    ...(row.closedAt === null ? {} : { closedAt: toInstant(row.closedAt) }),
    ...(row.draftedAt === null ? {} : { draftedAt: toInstant(row.draftedAt) }),
  };
}
