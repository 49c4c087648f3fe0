import { commandLimits } from '../../../app/command-schema.ts';
import { field, requiredText, wholeOf, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const minutesDecision: ChatCommand = {
  path: ['minutes', 'decision'],
  description: 'Keep what was decided in the minutes.',
  options: [
    {
      type: 'text',
      name: 'text',
      description: 'What was decided, so that it can be read without the discussion.',
      required: true,
      maxChars: commandLimits.noteChars,
    },
    itemNumber('The item it belongs to. Without a number: the one being talked about.'),
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'decision',
    text: requiredText(values, 'text'),
    ...field('item', wholeOf(values, 'item')),
  }),
};
