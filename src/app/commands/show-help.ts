import { heading } from '../../render/document.ts';
import { helpBlocks } from '../../render/mail-help.ts';
import { answerText } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Says how to take part. */
export const showHelp: CommandHandler<'help'> = ({ sheet, series }) => {
  const blocks = [heading(1, `${series.name}: how to take part`), ...helpBlocks(sheet)];
  return Promise.resolve({ audience: 'writer', text: answerText({ blocks }) });
};
