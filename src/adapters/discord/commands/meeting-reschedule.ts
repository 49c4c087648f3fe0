import { commandLimits } from '../../../app/command-schema.ts';
import { requiredText, type ChatCommand } from '../chat-command.ts';

export const meetingReschedule: ChatCommand = {
  path: ['meeting', 'reschedule'],
  description: 'Hold the next call at another time, this once. Everyone who heard of it is told.',
  options: [
    {
      type: 'text',
      name: 'to',
      description: 'Date and hour in the zone of the series, such as 2026-06-25 16:00.',
      required: true,
      maxChars: commandLimits.timeChars,
    },
  ],
  audience: 'writer',
  toCommand: (values) => ({ name: 'reschedule', to: requiredText(values, 'to') }),
};
