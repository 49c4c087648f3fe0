import type { GuildShape } from '../shapes.ts';
import type { Reader } from './markdown-view.ts';

/** Everything in the chat that acts on a member's behalf. */
export interface Actor {
  reader: Reader;
  /** The Discord id of the member who acts. */
  userId: string;
  channelId: string;
  guild: GuildShape;
  /** Sends what the member did, with who and where; shows what the bot answers. */
  act(path: string, body: object): Promise<void>;
  enter(channelId: string): void;
}
