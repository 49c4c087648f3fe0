import { commandLimits } from '../../../app/command-schema.ts';
import { requiredText, type ChatCommand } from '../chat-command.ts';
import { roleOf, roleOption } from '../role-option.ts';

export const meetingSwap: ChatCommand = {
  path: ['meeting', 'swap'],
  description: 'Exchange your next turn at chairing or taking minutes for someone else’s.',
  options: [
    {
      type: 'text',
      name: 'with',
      description: 'Whose turn you take; they take yours.',
      required: true,
      maxChars: commandLimits.nameChars,
    },
    roleOption,
  ],
  audience: 'channel',
  toCommand: (values) => ({
    name: 'swap',
    with: requiredText(values, 'with'),
    role: roleOf(values),
  }),
};
