import { commandLimits } from '../../../app/command-schema.ts';
import { field, requiredWhole, textOf, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const agendaDecline: ChatCommand = {
  path: ['agenda', 'decline'],
  description: 'Refuse an item, for the chair. It stays in the history.',
  options: [
    itemNumber('Its number on the agenda.', { required: true }),
    {
      type: 'text',
      name: 'reason',
      description: 'Why; its proposer will read it.',
      maxChars: commandLimits.reasonChars,
    },
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'decline',
    item: requiredWhole(values, 'item'),
    ...field('reason', textOf(values, 'reason')),
  }),
};
