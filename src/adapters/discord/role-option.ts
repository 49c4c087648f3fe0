import type { Role } from '../../domain/sheet.ts';
import { textOf, type ChatValues, type TextOption } from './chat-command.ts';

/** Which turn is meant; most often it is the chair's. */
export const roleOption: TextOption = {
  type: 'text',
  name: 'role',
  description: 'Which turn: the chair’s, if nothing is said, or the scribe’s.',
  choices: [
    { name: 'chair', value: 'chair' },
    { name: 'scribe', value: 'scribe' },
  ],
};

export function roleOf(values: ChatValues): Role {
  return textOf(values, 'role') === 'scribe' ? 'scribe' : 'chair';
}
