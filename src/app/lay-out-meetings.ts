import type { Meeting } from '../domain/meeting.ts';
import { occurrences, type Occurrence } from '../domain/schedule.ts';
import { timeline } from '../domain/timeline.ts';
import type { App, SeriesRecord, Tx } from './ports.ts';

/** How many coming meetings of a series are always in the database: the next one, and the one that items are carried to. */
const meetingsAhead = 2;

/** Lays out the coming meetings of a series with their timelines, and says when to look again. */
export async function layOutMeetings(app: App, tx: Tx, series: SeriesRecord): Promise<void> {
  const now = app.clock.now();
  const coming = [...occurrences(series, { from: now, count: meetingsAhead })];
  for (const occurrence of coming) await insertMeeting(tx, series, occurrence, now);
  await tx.series.setPlanAt(series.id, coming[0]?.startsAt.add({ seconds: 1 }));
}

/** The meeting after this one that is not called off; laid out now if it isn't yet. */
export async function nextMeeting(
  app: App,
  tx: Tx,
  series: SeriesRecord,
  meeting: Meeting,
): Promise<Meeting | undefined> {
  const isNext = (candidate: Meeting) =>
    Temporal.Instant.compare(candidate.startsAt, meeting.startsAt) > 0 &&
    candidate.status === 'scheduled';
  const known = (await tx.meetings.ofSeries(series.id)).find(isNext);
  if (known) return known;
  const now = app.clock.now();
  const after = Temporal.Instant.compare(now, meeting.startsAt) > 0 ? now : meeting.startsAt;
  for (const occurrence of occurrences(series, {
    from: after.add({ seconds: 1 }),
    count: meetingsAhead,
  })) {
    const inserted = await insertMeeting(tx, series, occurrence, now);
    if (inserted) return inserted;
  }
  return undefined;
}

async function insertMeeting(
  tx: Tx,
  series: SeriesRecord,
  { occurrence, startsAt }: Occurrence,
  now: Temporal.Instant,
): Promise<Meeting | undefined> {
  const { id: seriesId, durationMinutes } = series;
  const meeting = await tx.meetings.insert(
    { seriesId, occurrence, startsAt, durationMinutes },
    now,
  );
  if (!meeting) return undefined;
  await tx.steps.insert(meeting.id, timeline(series, meeting));
  const [chair] = series.chairs;
  const [scribe] = series.scribes;
  if (chair) await tx.meetings.setRole(meeting.id, 'chair', chair.personId);
  if (scribe) await tx.meetings.setRole(meeting.id, 'scribe', scribe.personId);
  for (const { id: standingItemId, ...draft } of series.standingItems)
    await tx.items.insert(
      { ...draft, meetingId: meeting.id, standingItemId, status: 'accepted' },
      now,
    );
  return meeting;
}
