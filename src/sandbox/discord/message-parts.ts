import type { APIAttachment, APIEmbed, APIMessageTopLevelComponent } from 'discord-api-types/v10';
import type { MessageComponents } from './component-forms.ts';
import type { MessageForm } from './validate-message.ts';
import type { Channel, World } from './world.ts';

/** A file that came with a request. */
export interface Upload {
  /** `n` of the part `files[n]`. */
  index: number;
  filename: string;
  contentType: string;
  bytes: Uint8Array;
}

/** Embeds as Discord gives them back: with their type, and every field's `inline` written out. */
export function embedsOf(form: MessageForm): APIEmbed[] {
  return (form.embeds ?? []).map((embed) => {
    const { fields, ...rest } = withoutNulls(embed);
    return {
      type: 'rich',
      ...rest,
      ...(fields
        ? { fields: fields.map((field) => ({ ...field, inline: field.inline ?? false })) }
        : {}),
      content_scan_version: 0,
    } as APIEmbed;
  });
}

/** Stores the request's files and returns the attachments that the message will have, kept ones first. */
export function attachmentsOf(
  world: World,
  channel: Channel,
  form: MessageForm,
  uploads: Upload[],
  kept: APIAttachment[],
): APIAttachment[] {
  const described = new Map((form.attachments ?? []).map((each) => [String(each.id), each]));
  const staying = form.attachments ? kept.filter((each) => described.has(each.id)) : kept;
  const added = uploads.map((upload): APIAttachment => {
    const words = described.get(String(upload.index));
    const id = world.ids.next();
    const filename = (words?.filename ?? upload.filename).replace(/[^\w.-]/gu, '_');
    const path = `/attachments/${channel.id}/${id}/${filename}`;
    world.files.set(path, { bytes: upload.bytes, contentType: upload.contentType });
    return {
      id,
      filename,
      size: upload.bytes.length,
      url: `${world.origin}${path}`,
      proxy_url: `${world.origin}${path}`,
      content_type: upload.contentType,
      ...(words?.description ? { description: words.description } : {}),
      ...(words?.title ? { title: words.title } : {}),
    };
  });
  return [...staying, ...added];
}

/** Components as Discord gives them back: numbered, without nulls, their media resolved to addresses. */
export function componentsOf(
  world: World,
  form: MessageForm,
  attachments: APIAttachment[],
): APIMessageTopLevelComponent[] {
  const taken = new Set<number>();
  const collect = (node: unknown) => {
    if (typeof node !== 'object' || node === null) return;
    if ('type' in node && 'id' in node && typeof node.id === 'number') taken.add(node.id);
    for (const child of Object.values(node)) collect(child);
  };
  collect(form.components);
  let last = 0;
  const nextId = () => {
    do last += 1;
    while (taken.has(last));
    return last;
  };
  const resolve = (url: string) => resolveMedia(world, url, attachments);
  return (form.components ?? []).map(
    (component) => finish(component, nextId, resolve) as APIMessageTopLevelComponent,
  );
}

type Component = MessageComponents[number];

function finish(
  node: Component | object,
  nextId: () => number,
  resolve: (url: string) => object,
): object {
  const plain = withoutNulls(node) as Record<string, unknown>;
  if ('type' in plain && typeof plain['type'] === 'number' && !plain['id']) plain['id'] = nextId();
  for (const key of ['components', 'items'])
    if (Array.isArray(plain[key]))
      plain[key] = plain[key].map((child: object) => finish(child, nextId, resolve));
  if (isObject(plain['accessory']))
    plain['accessory'] = finish(plain['accessory'], nextId, resolve);
  for (const key of ['media', 'file']) {
    const media = plain[key];
    if (isObject(media) && 'url' in media) plain[key] = resolve(String(media.url));
  }
  return { ...componentDefaults(Number(plain['type'])), ...plain };
}

/** What Discord writes out though the sender left it away. */
function componentDefaults(type: number): object {
  if (type === 17) return { accent_color: null, spoiler: false };
  if (type === 13) return { spoiler: false };
  if (type === 14) return { divider: true, spacing: 1 };
  return {};
}

function resolveMedia(world: World, url: string, attachments: APIAttachment[]): object {
  const name = url.startsWith('attachment://') ? url.slice('attachment://'.length) : undefined;
  const attachment = attachments.find((each) => each.filename === name);
  const address = attachment?.url ?? url;
  return {
    id: world.ids.next(),
    url: address,
    proxy_url: address,
    width: 0,
    height: 0,
    content_type: attachment?.content_type ?? null,
    loading_state: 2,
    ...(attachment ? { attachment_id: attachment.id } : {}),
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

type WithoutNulls<T> = { [K in keyof T]: NonNullable<T[K]> };

function withoutNulls<T extends object>(node: T): WithoutNulls<T> {
  return Object.fromEntries(
    Object.entries(node)
      .filter(([, value]) => value !== null && value !== undefined)
      .map(([key, value]: [string, unknown]) => [
        key,
        isObject(value) && !Array.isArray(value) ? withoutNulls(value) : value,
      ]),
  ) as WithoutNulls<T>;
}

/** Every text that can ping: what is written, and what the components show. */
export function pingingTexts(form: MessageForm): string[] {
  const shown: string[] = [];
  const collect = (node: unknown) => {
    if (!isObject(node)) return;
    if ('content' in node && typeof node.content === 'string') shown.push(node.content);
    for (const child of Object.values(node)) collect(child);
  };
  collect(form.components);
  return [form.content ?? '', ...shown];
}

/** Names of `attachment://` files that no file of the message answers. */
export function missingFiles(
  form: MessageForm,
  attachments: readonly { filename: string }[],
): string[] {
  const names = new Set(attachments.map((each) => each.filename));
  const wanted = JSON.stringify([form.embeds ?? [], form.components ?? []]).matchAll(
    /"attachment:\/\/([^"]+)"/gu,
  );
  return [...wanted].flatMap(([, name]) => (name === undefined || names.has(name) ? [] : [name]));
}
