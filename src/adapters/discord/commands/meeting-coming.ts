import { namesOf, type ChatCommand } from '../chat-command.ts';

export const meetingComing: ChatCommand = {
  path: ['meeting', 'coming'],
  description: 'Say that you come to the next call, or who else does.',
  options: [
    {
      type: 'text',
      name: 'names',
      description: 'Who comes, parted by commas. Without names: you.',
    },
  ],
  audience: 'channel',
  toCommand: (values) => ({ name: 'coming', people: namesOf(values, 'names') }),
};
