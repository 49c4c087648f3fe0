import { commandLimits } from '../../../app/command-schema.ts';
import { field, requiredText, textOf, type ChatCommand } from '../chat-command.ts';

export const meetingSkip: ChatCommand = {
  path: ['meeting', 'skip'],
  description:
    'Leave out one date of the series, the next or a later one. Who heard of it is told.',
  options: [
    {
      type: 'text',
      name: 'reason',
      description: 'Why. Everyone who planned to come will read it.',
      required: true,
      maxChars: commandLimits.reasonChars,
    },
    {
      type: 'text',
      name: 'date',
      description: 'The date, such as 2026-06-30. Without it: the next one.',
      maxChars: commandLimits.timeChars,
    },
  ],
  audience: 'writer',
  toCommand: (values) => ({
    name: 'skip',
    reason: requiredText(values, 'reason'),
    ...field('date', textOf(values, 'date')),
  }),
};
