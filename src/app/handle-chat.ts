import type { Command } from '../domain/command.ts';
import type { ItemDraft } from '../domain/item.ts';
import { UserError } from '../domain/user-error.ts';
import { parseCommand } from './command-schema.ts';
import { findChatPlace } from './find-chat-place.ts';
import type { Answer, App, Person, SeriesRecord, Tx } from './ports.ts';
import { runCommand } from './run-command.ts';

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

/** How long whoever stored an input has to answer it, before another process does what it asks for. */
const answerWaitSeconds = 5;

/**
 * Stores what was said before anyone acts on it. Returns its id in the inbox. Should this process end before it has
 * acted on it, another one does: nothing said is lost.
 */
export async function storeChat(app: App, input: ChatInput): Promise<string> {
  const { raw, command, ...envelope } = input;
  return app.store.transaction(async (tx) => {
    const { id, fresh } = await tx.inbox.insert(
      {
        channel: 'discord',
        key: `discord:${input.id}`,
        raw: Buffer.from(JSON.stringify(raw)),
        envelope: { ...envelope, command },
      },
      app.clock.now(),
    );
    if (fresh) await tx.jobs.add({ name: 'answer-chat', inboxId: id }, answerWaitSeconds);
    return id;
  });
}

/** Does what a stored input asks for, if whoever stored it could not. Its author sees it on the agenda. */
export async function answerStoredChat(app: App, { inboxId }: { inboxId: string }): Promise<void> {
  const record = await app.store.transaction((tx) => tx.inbox.take(inboxId));
  if (record?.status !== 'received') return;
  const { command, ...place } = record.envelope as unknown as Omit<ChatInput, 'raw'>;
  app.log.warn({ inboxId, command: command.name }, 'a command is done late: its process had ended');
  await answerChat(app, inboxId, { ...place, command: parseCommand(command), raw: undefined });
}

/** Runs a stored input once; asked again, gives the same answer. A person's mistake is an answer too. */
export async function answerChat(app: App, inboxId: string, input: ChatInput): Promise<Answer> {
  try {
    return await app.store.transaction((tx) => answerOnce(app, tx, inboxId, input));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const answer: Answer = { audience: 'writer', refused: true, text: error.message };
    // What the command had begun is rolled back; that it was refused is kept.
    await app.store.transaction(async (tx) => {
      await tx.inbox.settle(inboxId, {
        status: 'done',
        at: app.clock.now(),
        reason: error.message,
        answer,
      });
    });
    return answer;
  }
}

async function answerOnce(app: App, tx: Tx, inboxId: string, input: ChatInput): Promise<Answer> {
  const record = await tx.inbox.take(inboxId);
  if (record?.answer) return record.answer;
  const { series, meetingId } = await findChatPlace(tx, input);
  const person = await findPerson(app, tx, series, input);
  const answer = await runCommand(app, tx, {
    command: input.command,
    actor: { personId: person.id, name: person.name, proof: 'discord' },
    meetingId,
    inboxId,
  });
  const at = app.clock.now();
  await tx.inbox.settle(inboxId, { status: 'done', at, answer, meetingId, personId: person.id });
  return answer;
}

/** An item as it stands, for a form that changes it; nothing when there is none by that number. */
export async function showItem(
  app: App,
  where: Pick<ChatInput, 'channelId' | 'series'> & { item: number },
): Promise<ItemDraft | undefined> {
  const { item: number, ...place } = where;
  return app.store.transaction(async (tx) => {
    try {
      const { meetingId } = await findChatPlace(tx, { ...place, command: { name: 'list' } });
      const { items } = await tx.meetings.sheet(meetingId);
      return items.find((item) => item.number === number);
    } catch (error) {
      // The form opens empty; the answer to it says what is wrong.
      if (error instanceof UserError) return undefined;
      throw error;
    }
  });
}

async function findPerson(
  app: App,
  tx: Tx,
  { communityId }: SeriesRecord,
  { userId, userName }: ChatInput,
): Promise<Person> {
  const known = await tx.people.byDiscordUser(communityId, userId);
  if (known) return known;
  return tx.people.insert({ communityId, name: userName, discordUserId: userId }, app.clock.now());
}
