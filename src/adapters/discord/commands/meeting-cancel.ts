import { commandLimits } from '../../../app/command-schema.ts';
import { requiredText, type ChatCommand } from '../chat-command.ts';

export const meetingCancel: ChatCommand = {
  path: ['meeting', 'cancel'],
  description:
    'Call the next call off. Everyone who heard of it is told; its items go to the next one.',
  options: [
    {
      type: 'text',
      name: 'reason',
      description: 'Why. Everyone who planned to come will read it.',
      required: true,
      maxChars: commandLimits.reasonChars,
    },
  ],
  audience: 'writer',
  toCommand: (values) => ({ name: 'cancel', reason: requiredText(values, 'reason') }),
};
