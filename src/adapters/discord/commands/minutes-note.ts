import { commandLimits } from '../../../app/command-schema.ts';
import { field, requiredText, wholeOf, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const minutesNote: ChatCommand = {
  path: ['minutes', 'note'],
  description: 'Keep what was said in the minutes, under your name.',
  options: [
    {
      type: 'text',
      name: 'text',
      description: 'What was said, in a sentence or two.',
      required: true,
      maxChars: commandLimits.noteChars,
    },
    itemNumber('The item it belongs to. Without a number: the one being talked about.'),
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'note',
    text: requiredText(values, 'text'),
    ...field('item', wholeOf(values, 'item')),
  }),
};
