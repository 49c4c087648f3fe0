import { z } from 'zod';
import type { FormIssue } from './api-error.ts';
import { flag, isoTime, list, text, webAddress } from './form.ts';

const picture = z.strictObject({
  url: webAddress.nullish(),
  width: z.int().nullish(),
  height: z.int().nullish(),
  proxy_url: z.string().nullish(),
  description: text({ max: 4096 }).nullish(),
});

const embed = z.strictObject({
  type: z.string().nullish(),
  title: text({ max: 256 }).nullish(),
  description: text({ max: 4096 }).nullish(),
  url: webAddress.nullish(),
  timestamp: isoTime.nullish(),
  color: z.int().min(0).max(0xffffff).nullish(),
  footer: z
    .strictObject({
      text: text({ max: 2048 }).nullish(),
      icon_url: webAddress.nullish(),
      proxy_icon_url: z.string().nullish(),
    })
    .nullish(),
  image: picture.nullish(),
  thumbnail: picture.nullish(),
  video: picture.nullish(),
  provider: z
    .strictObject({ name: text({ max: 256 }).nullish(), url: webAddress.nullish() })
    .nullish(),
  author: z
    .strictObject({
      name: text({ max: 256 }).nullish(),
      url: webAddress.nullish(),
      icon_url: webAddress.nullish(),
      proxy_icon_url: z.string().nullish(),
    })
    .nullish(),
  fields: list(
    z.strictObject({
      name: text({ min: 1, max: 256 }),
      value: text({ min: 1, max: 1024 }),
      inline: flag,
    }),
    { max: 25 },
  ).nullish(),
});

export const embeds = list(embed, { max: 10 });

type Embed = z.infer<typeof embed>;

/** All embeds of a message share 6,000 characters, and none may be blank. */
export function embedIssues(all: readonly Embed[]): FormIssue[] {
  const blank = all.flatMap((each, index) =>
    isBlank(each)
      ? [
          {
            path: ['embeds', index, 'description'],
            code: 'BASE_TYPE_REQUIRED',
            message: 'This field is required',
          },
        ]
      : [],
  );
  const chars = all.reduce((sum, each) => sum + embedLength(each), 0);
  if (chars <= 6000) return blank;
  const issue = {
    path: ['embeds'],
    code: 'MAX_EMBED_SIZE_EXCEEDED',
    message: 'Embed size exceeds maximum size of 6000',
  };
  return [...blank, issue];
}

function isBlank(each: Embed): boolean {
  return embedLength(each) === 0 && !each.image?.url && !each.thumbnail?.url;
}

function embedLength(each: Embed): number {
  const texts = [
    each.title,
    each.description,
    each.footer?.text,
    each.author?.name,
    ...(each.fields ?? []).flatMap((field) => [field.name, field.value]),
  ];
  return texts.reduce((sum, part) => sum + [...(part ?? '')].length, 0);
}
