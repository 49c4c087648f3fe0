import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import { z } from 'zod';
import { flag, list, snowflake, text, webAddress } from './form.ts';

const id = z.int().min(0).nullish();
export const customId = text({ min: 1, max: 100 });
const emoji = z.strictObject({
  id: snowflake.nullish(),
  name: text({ max: 32 }).nullish(),
  animated: z.boolean().nullish(),
});

const button = z.strictObject({
  type: z.literal(ComponentType.Button),
  id,
  custom_id: customId.nullish(),
  style: z.literal([
    ButtonStyle.Primary,
    ButtonStyle.Secondary,
    ButtonStyle.Success,
    ButtonStyle.Danger,
    ButtonStyle.Link,
    ButtonStyle.Premium,
  ]),
  label: text({ max: 80 }).nullish(),
  disabled: flag,
  url: webAddress.nullish(),
  sku_id: snowflake.nullish(),
  emoji: emoji.nullish(),
});

const selectOption = z.strictObject({
  label: text({ min: 1, max: 100 }),
  value: text({ min: 1, max: 100 }),
  description: text({ max: 100 }).nullish(),
  default: flag,
  emoji: emoji.nullish(),
});

const selectFields = {
  id,
  custom_id: customId,
  placeholder: text({ max: 150 }).nullish(),
  min_values: z.int().min(0).max(25).nullish(),
  max_values: z.int().min(1).max(25).nullish(),
  disabled: flag,
  required: flag,
};

const defaultValue = (...kinds: ('user' | 'role' | 'channel')[]) =>
  list(z.strictObject({ type: z.literal(kinds), id: snowflake }), { max: 25 }).nullish();

export const selects = [
  z.strictObject({
    ...selectFields,
    type: z.literal(ComponentType.StringSelect),
    options: list(selectOption, { min: 1, max: 25 }),
  }),
  z.strictObject({
    ...selectFields,
    type: z.literal(ComponentType.UserSelect),
    default_values: defaultValue('user'),
  }),
  z.strictObject({
    ...selectFields,
    type: z.literal(ComponentType.RoleSelect),
    default_values: defaultValue('role'),
  }),
  z.strictObject({
    ...selectFields,
    type: z.literal(ComponentType.MentionableSelect),
    default_values: defaultValue('user', 'role'),
  }),
  z.strictObject({
    ...selectFields,
    type: z.literal(ComponentType.ChannelSelect),
    default_values: defaultValue('channel'),
    channel_types: z.array(z.int()).nullish(),
  }),
] as const;

const actionRow = z.strictObject({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: list(z.discriminatedUnion('type', [button, ...selects]), { min: 1, max: 5 }),
});

export const textDisplay = z.strictObject({
  type: z.literal(ComponentType.TextDisplay),
  id,
  content: text({ min: 1, max: 4000 }),
});

const media = z.strictObject({ url: webAddress });

const thumbnail = z.strictObject({
  type: z.literal(ComponentType.Thumbnail),
  id,
  media,
  description: text({ min: 1, max: 1024 }).nullish(),
  spoiler: flag,
});

const section = z.strictObject({
  type: z.literal(ComponentType.Section),
  id,
  components: list(z.discriminatedUnion('type', [textDisplay]), { min: 1, max: 3 }),
  accessory: z.discriminatedUnion('type', [button, thumbnail]),
});

const mediaGallery = z.strictObject({
  type: z.literal(ComponentType.MediaGallery),
  id,
  items: list(
    z.strictObject({
      media,
      description: text({ min: 1, max: 1024 }).nullish(),
      spoiler: flag,
    }),
    { min: 1, max: 10 },
  ),
});

const file = z.strictObject({
  type: z.literal(ComponentType.File),
  id,
  file: media,
  spoiler: flag,
});

const separator = z.strictObject({
  type: z.literal(ComponentType.Separator),
  id,
  divider: flag,
  spacing: z.literal([1, 2]).nullish(),
});

const withoutContainer = [actionRow, textDisplay, section, mediaGallery, file, separator] as const;

const container = z.strictObject({
  type: z.literal(ComponentType.Container),
  id,
  accent_color: z.int().min(0).max(0xffffff).nullish(),
  spoiler: flag,
  components: list(z.discriminatedUnion('type', [...withoutContainer]), { min: 1, max: 40 }),
});

export const messageComponents = z.array(
  z.discriminatedUnion('type', [...withoutContainer, container]),
);

export type MessageComponents = z.infer<typeof messageComponents>;
export type Button = z.infer<typeof button>;
export type ActionRow = z.infer<typeof actionRow>;
