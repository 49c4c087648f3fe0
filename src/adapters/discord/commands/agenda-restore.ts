import { requiredWhole, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const agendaRestore: ChatCommand = {
  path: ['agenda', 'restore'],
  description: 'Put an item back that was withdrawn, declined or deferred.',
  options: [itemNumber('The number that it had.', { required: true })],
  audience: 'channel',
  toCommand: (values) => ({ name: 'restore', item: requiredWhole(values, 'item') }),
};
