import { commandLimits } from '../../../app/command-schema.ts';
import { field, requiredWhole, textOf, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const agendaDefer: ChatCommand = {
  path: ['agenda', 'defer'],
  description: 'Move an item to the call after this one. Its details and its history go with it.',
  options: [
    itemNumber('Its number on the agenda.', { required: true }),
    {
      type: 'text',
      name: 'reason',
      description: 'Why not this time.',
      maxChars: commandLimits.reasonChars,
    },
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'defer',
    item: requiredWhole(values, 'item'),
    ...field('reason', textOf(values, 'reason')),
  }),
};
