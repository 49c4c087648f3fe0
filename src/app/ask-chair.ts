import type { Confirmation } from '../domain/confirm.ts';
import { renderQuestion, renderUndecided } from '../render/undecided.ts';
import { announce, mailPerson, postInChannel } from './announce.ts';
import type { MeetingContext } from './context.ts';

/** Asks the chair, once, whether the meeting takes place, and tells everyone that this is not decided yet. */
export async function askChair(
  context: MeetingContext,
  question: Extract<Confirmation, { kind: 'asked' }>,
): Promise<void> {
  const { tx, now, sheet, series } = context;
  const { meeting } = sheet;
  if (meeting.askedAt !== undefined) return;
  await tx.meetings.update(meeting.id, { askedAt: now });
  await announce(context, {
    what: 'undecided',
    kind: 'undecided',
    rendered: renderUndecided(sheet, question),
  });
  const toChair = {
    what: 'ask',
    kind: 'undecided',
    rendered: renderQuestion(sheet, question),
  } as const;
  let reached = false;
  for (const { personId } of series.chairs) {
    const chair = await tx.people.byId(personId);
    if (chair && (await mailPerson(context, toChair, chair))) reached = true;
  }
  if (!reached) await postInChannel(context, toChair);
}
