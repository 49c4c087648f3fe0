import { readCorrection } from '../../../understand/correction.ts';
import { requiredText, type ChatAction } from '../chat-command.ts';

/** Discord's own limit for a field of a form. */
const fieldChars = 4_000;

/** Accepts a held message as the chair has corrected it. */
export const heldEdit: ChatAction = {
  path: ['held', 'edit'],
  audience: 'channel',
  modal: {
    title: 'What this message is to become',
    fields: [
      {
        name: 'lines',
        label: 'Items',
        hint: 'One an item, each beginning with a dash: - Release plan (10 min, lead: Ann)',
        required: true,
        lines: 'many',
        maxChars: fieldChars,
      },
    ],
    opensFor: (values) => values['lines'] === undefined,
    startsFromHeld: true,
  },
  toCommand: (values) => ({
    name: 'settle',
    held: requiredText(values, 'held'),
    how: 'accept',
    commands: readCorrection(requiredText(values, 'lines')),
  }),
};
