import { minutesJson, minutesMarkdown } from '../../render/minutes.ts';
import { renderPublished } from '../../render/published.ts';
import { announce } from '../announce.ts';
import { reload } from '../context.ts';
import type { StepRunner } from '../step-runner.ts';

/** Publishes the minutes: nobody objected. */
export const runPublish: StepRunner = async (context) => {
  const { tx, now, sheet } = context;
  const { meeting } = sheet;
  if (meeting.status !== 'closed') return `the meeting is ${meeting.status}`;
  await tx.meetings.update(meeting.id, { status: 'published', publishedAt: now });
  await tx.minutes.addRevision({
    meetingId: meeting.id,
    status: 'published',
    markdown: minutesMarkdown(sheet, 'published'),
    content: minutesJson(sheet),
    at: now,
  });
  const published = await reload(context);
  await announce(published, {
    what: 'publish',
    kind: 'publish',
    rendered: renderPublished(published.sheet, now),
  });
  return undefined;
};
