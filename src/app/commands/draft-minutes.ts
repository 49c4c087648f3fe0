import { UserError } from '../../domain/user-error.ts';
import { sendDraft } from '../draft.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Sends the draft minutes now, or once more after changes. */
export const draftMinutes: CommandHandler<'draft'> = async (context) => {
  const { status } = context.sheet.meeting;
  if (status !== 'closed')
    throw new UserError(
      status === 'published'
        ? 'The minutes are already published.'
        : 'The meeting is not over; end it first with /meeting end.',
    );
  await sendDraft(context);
  return {
    audience: 'writer',
    text: 'The draft minutes are on their way to the list and the channel.',
  };
};
