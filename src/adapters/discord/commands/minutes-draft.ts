import type { ChatCommand } from '../chat-command.ts';

export const minutesDraft: ChatCommand = {
  path: ['minutes', 'draft'],
  description: 'Send the draft minutes to the list and the channel, now or once more.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'draft' }),
};
