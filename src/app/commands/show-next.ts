import { plain, when } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Says when the meeting is, how it stands, and what happens next. */
export const showNext: CommandHandler<'next'> = async ({ tx, sheet, series }) => {
  const { meeting } = sheet;
  const steps = await tx.steps.ofMeeting(meeting.id);
  const coming = steps.find(({ status }) => status === 'pending');
  const next = coming ? ` Next: ${coming.step} ${when(sheet, coming.dueAt)}.` : '';
  const reason = meeting.cancelReason === undefined ? '' : `: ${plain(meeting.cancelReason)}`;
  return {
    audience: 'writer',
    text: `**${plain(series.name)}** ${when(sheet, meeting.startsAt)} is ${meeting.status}${reason}.${next}`,
  };
};
