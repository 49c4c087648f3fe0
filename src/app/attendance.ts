import { UserError } from '../domain/user-error.ts';
import type { CommandContext } from './context.ts';

const maxNameChars = 100;
const maxNames = 200;

/** Records the attendance of the people named, or of the writer when none is; returns their names. */
export async function attendanceOf(
  { tx, now, sheet, series, actor, inboxId }: CommandContext,
  people: readonly string[],
  what: { present: true } | { intention: 'coming' | 'maybe' | 'regrets' },
): Promise<string[]> {
  const named = people
    .map((name) => name.replace(/\s+/gu, ' ').trim())
    .filter((name) => name !== '');
  if (named.length > maxNames) throw new UserError(`Name at most ${maxNames} people at once.`);
  const long = named.find((name) => name.length > maxNameChars);
  if (long !== undefined)
    throw new UserError(`A name has at most ${maxNameChars} characters. Separate names by commas.`);
  const names = named.length === 0 ? [actor.name] : [...new Set(named)];
  for (const name of names) {
    const person =
      named.length === 0
        ? { id: actor.personId }
        : await tx.people.byName(series.communityId, name);
    await tx.minutes.setAttendance({
      meetingId: sheet.meeting.id,
      name,
      ...what,
      ...(person ? { personId: person.id } : {}),
      ...(inboxId === undefined ? {} : { inboxId }),
      at: now,
    });
  }
  return names;
}
