import { requiredText, type ChatCommand } from '../chat-command.ts';

export const meConfirm: ChatCommand = {
  path: ['me', 'confirm'],
  description: 'Give the code that was sent to your mail address.',
  options: [
    {
      type: 'text',
      name: 'code',
      description: 'The code from the mail, such as ABCD-2345.',
      required: true,
      maxChars: 40,
    },
  ],
  audience: 'writer',
  toCommand: (values) => ({ name: 'verify', code: requiredText(values, 'code') }),
};
