import { requiredWhole, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const agendaWithdraw: ChatCommand = {
  path: ['agenda', 'withdraw'],
  description:
    'Take an item off the agenda: yours, or any if you chair. Its number is not used again.',
  options: [itemNumber('Its number on the agenda.', { required: true })],
  audience: 'channel',
  toCommand: (values) => ({ name: 'withdraw', item: requiredWhole(values, 'item') }),
};
