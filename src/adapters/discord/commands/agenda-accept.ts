import { requiredWhole, type ChatCommand } from '../chat-command.ts';
import { itemNumber } from '../item-options.ts';

export const agendaAccept: ChatCommand = {
  path: ['agenda', 'accept'],
  description: 'Take a proposed item onto the agenda, for the chair.',
  options: [itemNumber('Its number on the agenda.', { required: true })],
  audience: 'channel',
  toCommand: (values) => ({ name: 'accept', item: requiredWhole(values, 'item') }),
};
