import { chooseMeeting } from '../domain/choose-meeting.ts';
import type { CommandName } from '../domain/command.ts';
import type { Meeting } from '../domain/meeting.ts';
import { UserError } from '../domain/user-error.ts';
import { meetingDate, type SeriesPlace } from './links.ts';
import type { SeriesRecord, Tx } from './ports.ts';

/** The meeting of a series that a command means. Throws a UserError when there is none. */
export async function findMeeting(
  tx: Tx,
  series: SeriesRecord,
  command: CommandName,
): Promise<Meeting> {
  const meeting = chooseMeeting(await tx.meetings.ofSeries(series.id), command);
  if (!meeting) throw new UserError(`${series.name} has no meeting to come.`);
  return meeting;
}

/**
 * The one series so called: `weekly`, or `mirage/weekly` where several communities have one. Throws a UserError that
 * names those there are.
 */
export async function findSeries(tx: Tx, name: string): Promise<SeriesRecord> {
  const parts = name.split('/');
  const [slug = '', community] = parts.toReversed();
  const found = parts.length > 2 ? [] : await tx.series.bySlug(slug, community);
  if (found.length === 1 && found[0]) return found[0];
  if (found.length > 1)
    throw new UserError(
      `Several communities have a series called "${slug}". Say which: ${listed(found)}.`,
    );
  const all = await tx.series.all();
  throw new UserError(
    all.length === 0
      ? `There is no series "${name}": there is none at all yet. Make one with: convoke series create.`
      : `There is no series "${name}". There is: ${listed(all)}.`,
  );
}

const listed = (all: readonly SeriesRecord[]) => all.map(fullName).join(', ');

/** What names a series, whatever other communities call theirs. */
export function fullName({ slug, community }: SeriesPlace): string {
  return `${community.slug}/${slug}`;
}

/** The meeting of a series on a local date. Throws a UserError for a date that isn't one, or has no meeting. */
export async function findMeetingOn(tx: Tx, series: SeriesRecord, date: string): Promise<Meeting> {
  const wanted = readDate(date);
  const meetings = await tx.meetings.ofSeries(series.id);
  const onThatDate = meetings.filter(({ startsAt }) => meetingDate(series, startsAt) === wanted);
  // One that was called off may have another in its place.
  const found = onThatDate.find(({ status }) => status !== 'cancelled') ?? onThatDate[0];
  if (found) return found;
  const dates = meetings.map(({ startsAt }) => meetingDate(series, startsAt)).slice(-5);
  throw new UserError(
    dates.length === 0
      ? `${series.name} has no meeting on ${wanted}, nor any other yet.`
      : `${series.name} has no meeting on ${wanted}. The last it knows of: ${dates.join(', ')}.`,
  );
}

function readDate(text: string): string {
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch (cause) {
    throw new UserError(`"${text}" is no date. Write it as 2014-06-24.`, { cause });
  }
}
