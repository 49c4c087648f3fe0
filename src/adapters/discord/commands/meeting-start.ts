import type { ChatCommand } from '../chat-command.ts';

export const meetingStart: ChatCommand = {
  path: ['meeting', 'start'],
  description: 'Open the call now. At its hour it opens by itself.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'start' }),
};
