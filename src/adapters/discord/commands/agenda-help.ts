import type { ChatCommand } from '../chat-command.ts';

export const agendaHelp: ChatCommand = {
  path: ['agenda', 'help'],
  description: 'How to take part, here and by mail. Only you see the answer.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'help' }),
};
