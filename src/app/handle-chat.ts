import type { Command } from '../domain/command.ts';
import type { Answer, App } from './ports.ts';

/** One interaction of a chat, free of the chat's own types. */
export interface ChatInput {
  /** The interaction's id: the same input twice is one input. */
  id: string;
  guildId: string;
  channelId: string;
  userId: string;
  /** As the channel shows them. */
  userName: string;
  /** Which series, where the channel has several. */
  series?: string;
  command: Command;
  /** The interaction as it came, for the inbox. */
  raw: unknown;
}

/** Stores what was said before anyone acts on it. */
export async function storeChat(app: App, input: ChatInput): Promise<string> {
  throw new Error(`not there yet ${app.identity.address} ${input.id}`);
}

/** Runs a stored input once; asked again, gives the same answer. A person's mistake is an answer too. */
export async function answerChat(app: App, inboxId: string, input: ChatInput): Promise<Answer> {
  throw new Error(`not there yet ${app.identity.address} ${input.id} ${inboxId}`);
}
