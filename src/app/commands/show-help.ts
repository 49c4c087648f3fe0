import { plain } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';

/** Says how to take part. */
export const showHelp: CommandHandler<'help'> = async ({ sheet, series }) => {
  const byMail =
    sheet.replyTo === undefined
      ? []
      : [`By mail: reply to the call, one item a line, or write to ${plain(sheet.replyTo)}.`];
  const byChat = sheet.hasChannel
    ? ['In Discord: /agenda add, /agenda list, /agenda edit, /agenda withdraw.']
    : [];
  return Promise.resolve({
    audience: 'writer',
    text: [`**${plain(series.name)}**: how to take part.`, ...byMail, ...byChat].join('\n'),
  });
};
