import { requiredText, type ChatCommand } from '../chat-command.ts';

export const meLink: ChatCommand = {
  path: ['me', 'link'],
  description: 'Join your mail address and this account: a code is sent to the address.',
  options: [
    {
      type: 'text',
      name: 'address',
      description: 'The mail address that you write to the list from.',
      required: true,
      maxChars: 254,
    },
  ],
  audience: 'writer',
  toCommand: (values) => ({ name: 'link', address: requiredText(values, 'address') }),
};
