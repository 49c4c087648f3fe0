import { renderAgenda } from '../../render/agenda.ts';
import { answerText } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Shows the agenda as it stands. */
export const listItems: CommandHandler<'list'> = async ({ sheet, now }) => {
  return Promise.resolve({
    audience: 'writer',
    text: answerText(renderAgenda(sheet, now).document),
  });
};
