import { namesOf, type ChatCommand } from '../chat-command.ts';

export const meetingRegrets: ChatCommand = {
  path: ['meeting', 'regrets'],
  description: 'Say that you can’t come to the next call, or who else can’t.',
  options: [
    {
      type: 'text',
      name: 'names',
      description: 'Who can’t come, parted by commas. Without names: you.',
    },
  ],
  audience: 'channel',
  toCommand: (values) => ({ name: 'regrets', people: namesOf(values, 'names') }),
};
