import { itemLimits } from '../../../domain/item.ts';
import { UserError } from '../../../domain/user-error.ts';
import { field, textOf, wholeOf, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const meetingTopic: ChatCommand = {
  path: ['meeting', 'topic'],
  description:
    'Take up an item: the next on the agenda, one by its number, or a new one by its title.',
  options: [
    itemNumber('Its number on the agenda. Without number and title: the next one.'),
    {
      type: 'text',
      name: 'title',
      description: 'The title of something that is not on the agenda yet.',
      maxChars: itemLimits.titleChars,
    },
  ],
  audience: 'channel',
  toCommand: (values) => {
    const item = wholeOf(values, 'item');
    const title = textOf(values, 'title');
    if (item !== undefined && title !== undefined)
      throw new UserError('Name an item by its number or a new one by its title, not both.');
    return { name: 'topic', ...field('item', item), ...field('title', title) };
  },
};
