import { can } from './permissions.ts';
import type { AllowedMentions } from './validate-message.ts';
import type { Channel, Mentions, Message, World } from './world.ts';

interface Mentioning {
  world: World;
  channel: Channel;
  authorId: string;
  /** Everything in the message that can ping: content and text components, never embeds. */
  texts: readonly string[];
  allowed: AllowedMentions | null | undefined;
  repliedTo: Message | undefined;
}

/** Whom a message mentions once `allowed_mentions` and the author's permissions have had their say. */
export function findMentions(mentioning: Mentioning): Mentions {
  const { world, channel, authorId, allowed, repliedTo } = mentioning;
  const text = mentioning.texts.map(withoutCode).join('\n');
  const mayPingAll = can(world, authorId, channel, 'MentionEveryone');
  const guild = channel.guildId === undefined ? undefined : world.guild(channel.guildId);
  const users = idsIn(text, /<@!?(\d{17,20})>/gu).filter(
    (id) => world.users.has(id) && isAllowed('users', id, allowed),
  );
  const roles = idsIn(text, /<@&(\d{17,20})>/gu)
    .filter((id) => isAllowed('roles', id, allowed))
    .filter(
      (id) =>
        guild?.roles.get(id)?.mentionable === true || (guild?.roles.has(id) === true && mayPingAll),
    );
  const replied = repliedTo && pingsAuthor(allowed) ? [repliedTo.authorId] : [];
  return {
    everyone: mayPingAll && /@(everyone|here)\b/u.test(text) && isParsed('everyone', allowed),
    users: [...new Set([...users, ...replied])],
    roles,
  };
}

/** Nobody. */
export function noMentions(): Mentions {
  return { everyone: false, users: [], roles: [] };
}

/** A mention inside a code span or block is only text. */
function withoutCode(text: string): string {
  return text.replace(/```[\s\S]*?```|`[^`\n]*`/gu, ' ');
}

function idsIn(text: string, pattern: RegExp): string[] {
  return [
    ...new Set([...text.matchAll(pattern)].flatMap(([, id]) => (id === undefined ? [] : [id]))),
  ];
}

function isParsed(
  kind: 'users' | 'roles' | 'everyone',
  allowed: AllowedMentions | null | undefined,
): boolean {
  return allowed == null || allowed.parse?.includes(kind) === true;
}

function isAllowed(
  kind: 'users' | 'roles',
  id: string,
  allowed: AllowedMentions | null | undefined,
): boolean {
  return isParsed(kind, allowed) || allowed?.[kind]?.includes(id) === true;
}

/** A reply pings its author's target unless the sender named what may ping and left that out. */
function pingsAuthor(allowed: AllowedMentions | null | undefined): boolean {
  return allowed == null || allowed.replied_user === true;
}
