import type { ChatCommand } from '../chat-command.ts';

export const agendaList: ChatCommand = {
  path: ['agenda', 'list'],
  description: 'Show the agenda of the next call as it stands. Only you see the answer.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'list' }),
};
