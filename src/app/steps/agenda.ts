import { renderAgenda } from '../../render/agenda.ts';
import { postInChannel } from '../announce.ts';
import { meetingDate } from '../links.ts';
import type { StepRunner } from '../step-runner.ts';

/** Posts the final agenda, pinned, with a thread for the meeting. */
export const runAgenda: StepRunner = async (context) => {
  const { now, sheet, series } = context;
  if (sheet.meeting.status !== 'confirmed') return `the meeting is ${sheet.meeting.status}`;
  await postInChannel(
    context,
    { what: 'agenda', kind: 'agenda', rendered: renderAgenda(sheet, now) },
    {
      pin: true,
      thread: `${series.name} ${meetingDate(series, sheet.meeting.startsAt)}`.slice(-100),
    },
  );
  return undefined;
};
