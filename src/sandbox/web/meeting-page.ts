import type { SeenMessage } from '../discord/seen.ts';
import type { SandboxDiscord } from '../discord/start-discord.ts';

/** The page of the meeting that Convoke spoke of last, as anybody in the channel would follow it; else its front page. */
export function meetingPage(discord: SandboxDiscord, pages: string): string {
  const { world, applicationId, people } = discord;
  const newest = [...world.channels.values()]
    .filter((channel) => channel.guildId !== undefined && channel.messages.size > 0)
    .flatMap((channel) => people.messages(channel.id, applicationId))
    .filter((message) => message.author.isBot && !message.isEphemeral)
    .sort((one, other) => (BigInt(other.id) > BigInt(one.id) ? 1 : -1));
  for (const message of newest) {
    const page = linksOf(message).find((link) => isMeeting(link, pages));
    if (page !== undefined) return page;
  }
  return pages;
}

/** Where a message's heading leads counts before what its words mention. */
function linksOf({ embeds, content }: SeenMessage): string[] {
  const headings = embeds.flatMap(({ url }) => url ?? []);
  const words = [content, ...embeds.map(({ description }) => description ?? '')].join('\n');
  return [...headings, ...(words.match(/https?:\/\/[^\s<>()]+/gu) ?? []).reverse()];
}

function isMeeting(link: string, pages: string): boolean {
  return link.startsWith(`${pages}/`) && /\/\d{4}-\d{2}-\d{2}$/u.test(link);
}
