import { itemLimits } from '../../../domain/item.ts';
import { requiredWhole, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const agendaMove: ChatCommand = {
  path: ['agenda', 'move'],
  description: 'Give an item another place in the order. Its number stays the same.',
  options: [
    itemNumber('Its number on the agenda.', { required: true }),
    {
      type: 'whole',
      name: 'to',
      description: 'The place it should have: 1 is the first.',
      required: true,
      min: 1,
      max: itemLimits.itemsPerMeeting,
    },
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'move',
    item: requiredWhole(values, 'item'),
    to: requiredWhole(values, 'to'),
  }),
};
