import { requiredText, type ChatAction } from '../chat-command.ts';

/** Does what a held message asks for. */
export const heldAccept: ChatAction = {
  path: ['held', 'accept'],
  audience: 'channel',
  toCommand: (values) => ({ name: 'settle', held: requiredText(values, 'held'), how: 'accept' }),
};
