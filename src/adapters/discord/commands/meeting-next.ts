import type { ChatCommand } from '../chat-command.ts';

export const meetingNext: ChatCommand = {
  path: ['meeting', 'next'],
  description:
    'When the next call is, how it stands, and what happens next. Only you see the answer.',
  options: [],
  audience: 'writer',
  toCommand: () => ({ name: 'next' }),
};
