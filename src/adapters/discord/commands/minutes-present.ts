import { namesOf, type ChatCommand } from '../chat-command.ts';

export const minutesPresent: ChatCommand = {
  path: ['minutes', 'present'],
  description: 'Say that you are here, or who else is. The minutes list everyone present.',
  options: [
    {
      type: 'text',
      name: 'names',
      description: 'Who is here, parted by commas. Without names: you.',
    },
  ],
  audience: 'channel',
  toCommand: (values) => ({ name: 'present', people: namesOf(values, 'names') }),
};
