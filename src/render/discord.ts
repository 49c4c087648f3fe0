import { safeUrl, subjectLine } from './clean-text.ts';
import { escapeDiscord } from './discord-inline.ts';
import type { Inline, Rendered } from './document.ts';
import { discordLimits, toDiscord } from './to-discord.ts';

/** A message as Discord's API takes it; nobody is pinged by what it says. */
export interface DiscordPost {
  content?: string;
  embeds?: DiscordEmbed[];
  allowed_mentions: { parse: [] };
}

export interface DiscordEmbed {
  title?: string;
  description: string;
  url?: string;
  color?: number;
}

/** Nobody reads more at once, and one person alone must not be able to flood a channel. */
const mostPosts = 10;

/** The rendered message as one or more posts, in order; the first bears the title, the last may say that there is more. */
export function toDiscordPosts(rendered: Rendered, url?: string): DiscordPost[] {
  const all = toDiscord(rendered.document, discordLimits.description);
  const title = subjectLine(rendered.headline ?? rendered.subject, discordLimits.title / 2);
  const link = url === undefined ? undefined : safeUrl(url);
  const descriptions =
    all.length <= mostPosts
      ? all
      : [...all.slice(0, mostPosts - 1), ...restOf(all.slice(mostPosts - 1), link)];
  return descriptions.map((description, index) => ({
    embeds: [
      {
        ...(index === 0
          ? { title: escapeDiscord(title), ...(link === undefined ? {} : { url: link }) }
          : {}),
        description,
        color: accent,
      },
    ],
    allowed_mentions: { parse: [] },
  }));
}

/** What is said in place of what isn't shown. */
function restOf(left: readonly string[], url: string | undefined): string[] {
  const items = left.join('\n').match(/^(?:\*\*\d+\.\*\*|-) /gmu)?.length ?? 0;
  const what = items === 0 ? 'There is more' : `${items} more ${items === 1 ? 'item' : 'items'}`;
  const page: Inline[] =
    url === undefined ? [] : [': ', { kind: 'link', url, children: ['all of it is here'] }];
  return toDiscord({
    blocks: [{ kind: 'paragraph', children: [`${what}, too many to post`, ...page, '.'] }],
  });
}

const accent = 0x2f6f8f;
