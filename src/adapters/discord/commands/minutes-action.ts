import { commandLimits } from '../../../app/command-schema.ts';
import { field, requiredText, textOf, wholeOf, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const minutesAction: ChatCommand = {
  path: ['minutes', 'action'],
  description:
    'Keep a promise in the minutes: who does what until when. Open ones come back next time.',
  options: [
    {
      type: 'text',
      name: 'text',
      description: 'What is to be done.',
      required: true,
      maxChars: commandLimits.noteChars,
    },
    {
      type: 'text',
      name: 'owner',
      description: 'Who does it, by name.',
      maxChars: commandLimits.nameChars,
    },
    {
      type: 'text',
      name: 'due',
      description: 'Until when, as year-month-day, such as 2026-06-30.',
      maxChars: 10,
    },
    itemNumber('The item it belongs to. Without a number: the one being talked about.'),
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'action',
    text: requiredText(values, 'text'),
    ...field('owner', textOf(values, 'owner')),
    ...field('due', textOf(values, 'due')),
    ...field('item', wholeOf(values, 'item')),
  }),
};
