import { commandLimits } from '../../../app/command-schema.ts';
import { requiredText, type ChatCommand } from '../chat-command.ts';

export const meZone: ChatCommand = {
  path: ['me', 'zone'],
  description: 'Say where you live, so that calls and confirmations name your hour too.',
  options: [
    {
      type: 'text',
      name: 'zone',
      description: 'Your time zone, by its city: Europe/London, America/New_York, Asia/Tokyo.',
      required: true,
      maxChars: commandLimits.timeChars,
    },
  ],
  audience: 'writer',
  toCommand: (values) => ({ name: 'zone', zone: requiredText(values, 'zone') }),
};
