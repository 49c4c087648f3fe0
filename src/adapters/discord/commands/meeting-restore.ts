import type { ChatCommand } from '../chat-command.ts';

export const meetingRestore: ChatCommand = {
  path: ['meeting', 'restore'],
  description: 'Take up the next call that was cancelled or skipped. Who heard of it is told.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'restore' }),
};
