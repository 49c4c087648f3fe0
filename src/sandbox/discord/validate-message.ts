import { MessageFlags } from 'discord-api-types/v10';
import { z } from 'zod';
import type { FormIssue } from './api-error.ts';
import { messageComponents } from './component-forms.ts';
import { flag, list, snowflake, text } from './form.ts';
import { componentIssues } from './validate-components.ts';
import { embedIssues, embeds } from './validate-embeds.ts';

const allowedMentions = z.strictObject({
  parse: z.array(z.literal(['users', 'roles', 'everyone'])).nullish(),
  users: list(snowflake, { max: 100 }).nullish(),
  roles: list(snowflake, { max: 100 }).nullish(),
  replied_user: flag,
});

export type AllowedMentions = z.infer<typeof allowedMentions>;

const attachment = z.strictObject({
  id: z.union([z.int().min(0), z.string().regex(/^\d+$/u)]),
  filename: text({ min: 1, max: 1024 }).nullish(),
  description: text({ max: 1024 }).nullish(),
  title: text({ max: 1024 }).nullish(),
  duration_secs: z.number().nullish(),
  waveform: z.string().nullish(),
  is_spoiler: flag,
  is_remix: flag,
});

const content = text({ max: 2000 });

const common = {
  content: content.nullish(),
  embeds: embeds.nullish(),
  components: messageComponents.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: list(attachment, { max: 10 }).nullish(),
  flags: z.int().min(0).nullish(),
  tts: flag,
};

/** A message's body: what a new one and an edited one share. */
export const messageForm = z.strictObject(common);
export type MessageForm = z.infer<typeof messageForm>;

export const newMessageForm = z.strictObject({
  ...common,
  nonce: z.union([z.int(), text({ max: 25 })]).nullish(),
  enforce_nonce: flag,
  sticker_ids: list(snowflake, { max: 3 }).nullish(),
  message_reference: z
    .strictObject({
      type: z.literal(0).nullish(),
      message_id: snowflake,
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: flag,
    })
    .nullish(),
});
export type NewMessageForm = z.infer<typeof newMessageForm>;

/** A deferral has nothing to say yet: only whether the answer will be for one person. */
export const deferralForm = z.strictObject({ flags: z.int().min(0).nullish() });

/** Flags that a sender may set, by where the message goes. */
export const settableFlags = {
  channel:
    MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2,
  edit: MessageFlags.SuppressEmbeds | MessageFlags.IsComponentsV2,
  interaction:
    MessageFlags.SuppressEmbeds |
    MessageFlags.Ephemeral |
    MessageFlags.SuppressNotifications |
    MessageFlags.IsComponentsV2,
} as const;

export interface MessageContext {
  fileCount: number;
  settable: number;
  /** The flags the message has already, when it is edited. */
  flags?: number;
}

/** What Discord asks of a message beyond the shapes of its fields. */
export function messageIssues(form: MessageForm, context: MessageContext): FormIssue[] {
  const flags = (form.flags ?? 0) | (context.flags ?? 0);
  const isV2 = (flags & MessageFlags.IsComponentsV2) !== 0;
  return [
    ...flagIssues(form.flags ?? 0, context),
    ...(isV2 ? legacyFieldIssues(form) : []),
    ...(form.components ? componentIssues(form.components, isV2) : []),
    ...(form.embeds ? embedIssues(form.embeds) : []),
    ...mentionIssues(form.allowed_mentions ?? {}),
    ...(form.attachments ? attachmentIssues(form.attachments, context) : []),
  ];
}

/** Discord passes over a flag that means nothing here; "only you can see this" must not become public that way. */
function flagIssues(flags: number, { settable, flags: present = 0 }: MessageContext): FormIssue[] {
  const strangers = flags & ~settable & ~present;
  if (strangers === 0) return [];
  const message = `Flags ${strangers} can't be set on this message.`;
  return [{ path: ['flags'], code: 'SANDBOX_FLAG_WITHOUT_EFFECT', message }];
}

function legacyFieldIssues(form: MessageForm): FormIssue[] {
  const used = [
    ...(form.content ? ['content'] : []),
    ...(form.embeds && form.embeds.length > 0 ? ['embeds'] : []),
  ];
  return used.map((field) => ({
    path: [field],
    code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
    message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
  }));
}

function mentionIssues(allowed: AllowedMentions): FormIssue[] {
  return (['users', 'roles'] as const)
    .filter((kind) => allowed.parse?.includes(kind) && (allowed[kind]?.length ?? 0) > 0)
    .map((kind) => ({
      path: ['allowed_mentions'],
      code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
      message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
    }));
}

/** Small ids stand for the files of this request; large ones for attachments that the message has already. */
function attachmentIssues(
  attachments: NonNullable<MessageForm['attachments']>,
  { fileCount }: MessageContext,
): FormIssue[] {
  return attachments.flatMap(({ id }, index) =>
    String(id).length > 4 || Number(id) < fileCount
      ? []
      : [
          {
            path: ['attachments', index, 'id'],
            code: 'ATTACHMENT_NOT_FOUND',
            message: `Unable to find a file for attachment ${id}.`,
          },
        ],
  );
}

/** Nothing that anyone could see. */
export function isEmpty(form: MessageForm, fileCount: number): boolean {
  const says = (form.content ?? '').trim() !== '';
  const shows = (form.embeds?.length ?? 0) + (form.components?.length ?? 0) + fileCount > 0;
  const keeps = (form.attachments ?? []).some(({ id }) => String(id).length > 4);
  return !says && !shows && !keeps;
}
