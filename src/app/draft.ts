import { renderDraft } from '../render/draft.ts';
import { minutesJson, minutesMarkdown } from '../render/minutes.ts';
import { timeline } from '../domain/timeline.ts';
import { mailList, postInChannel, type Announcement } from './announce.ts';
import type { MeetingContext } from './context.ts';

/** Sends the draft minutes to the list and the thread; said again, it is the next revision. */
export async function sendDraft(context: MeetingContext): Promise<void> {
  const { tx, now, sheet, series } = context;
  const { meeting } = sheet;
  const revision = await tx.minutes.addRevision({
    meetingId: meeting.id,
    status: 'draft',
    markdown: minutesMarkdown(sheet, 'draft'),
    content: minutesJson(sheet),
    at: now,
  });
  if (meeting.draftedAt === undefined) await tx.meetings.update(meeting.id, { draftedAt: now });
  const times = timeline(series, { ...meeting, draftedAt: meeting.draftedAt ?? now });
  await tx.steps.retime(
    meeting.id,
    times.filter(({ step }) => step === 'chase' || step === 'publish'),
  );
  const publishAt = times.find(({ step }) => step === 'publish')?.at ?? now;
  const announcement: Announcement = {
    what: `draft-${revision}`,
    kind: 'draft',
    rendered: renderDraft(sheet, now, publishAt),
  };
  await mailList(context, announcement);
  await postInChannel(context, announcement, { inThread: true });
}
