import { safeUrl, subjectLine } from './clean-text.ts';
import { escapeDiscord } from './discord-inline.ts';
import type { Rendered } from './document.ts';
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

/** The rendered message as one or more posts, in order; the first bears the title. */
export function toDiscordPosts(rendered: Rendered, url?: string): DiscordPost[] {
  const descriptions = toDiscord(rendered.document, discordLimits.description);
  const title = subjectLine(rendered.headline ?? rendered.subject, discordLimits.title / 2);
  const link = url === undefined ? undefined : safeUrl(url);
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

const accent = 0x2f6f8f;
