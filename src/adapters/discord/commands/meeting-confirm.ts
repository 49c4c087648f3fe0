import type { ChatCommand } from '../chat-command.ts';

export const meetingConfirm: ChatCommand = {
  path: ['meeting', 'confirm'],
  description: 'Say that the call is on, now, and send everyone the agenda. For the chair.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'confirm' }),
};
