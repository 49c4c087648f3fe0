import type { ChatCommand } from '../chat-command.ts';

export const meetingEnd: ChatCommand = {
  path: ['meeting', 'end'],
  description: 'Close the call. What was not reached goes to the next one; draft minutes follow.',
  options: [],
  audience: 'channel',
  toCommand: () => ({ name: 'end' }),
};
