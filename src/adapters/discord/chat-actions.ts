import type { ChatAction } from './chat-command.ts';
import { heldAccept } from './actions/held-accept.ts';
import { heldDismiss } from './actions/held-dismiss.ts';
import { heldEdit } from './actions/held-edit.ts';

/** What the buttons under posts do. */
export const chatActions: readonly ChatAction[] = [heldAccept, heldEdit, heldDismiss];

export function chatActionAt(path: readonly string[]): ChatAction | undefined {
  return chatActions.find((action) => action.path.join('/') === path.join('/'));
}
