import { requiredText, type ChatAction } from '../chat-command.ts';

/** Leaves a held message alone; it stays in the inbox. */
export const heldDismiss: ChatAction = {
  path: ['held', 'dismiss'],
  audience: 'channel',
  toCommand: (values) => ({ name: 'settle', held: requiredText(values, 'held'), how: 'dismiss' }),
};
