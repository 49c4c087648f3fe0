import type { APIAttachment } from 'discord-api-types/v10';
import { ClientRefusal } from './client-refusal.ts';
import { messagePayload } from './message-payload.ts';
import { channelPayload, memberWithoutUser } from './payloads.ts';
import { permissionsIn } from './permissions.ts';
import type { Channel, Guild, World } from './world.ts';

/** The people and things that an interaction's ids stand for, sent along so that the bot need not ask. */
export class Resolved {
  readonly #world: World;
  readonly #channel: Channel;
  readonly #found: Record<string, Record<string, object>> = {};

  constructor(world: World, channel: Channel) {
    this.#world = world;
    this.#channel = channel;
  }

  addUser(id: string): void {
    const user = this.#world.users.get(id);
    if (user === undefined) throw new ClientRefusal('There is no such person here.');
    this.#put('users', id, user);
    const member = this.#guild?.members.get(id);
    if (member === undefined) return;
    const { deaf, mute, ...partial } = memberWithoutUser(member);
    const permissions = String(permissionsIn(this.#world, id, this.#channel));
    this.#put('members', id, { ...partial, permissions });
  }

  addRole(id: string): void {
    const role = this.#guild?.roles.get(id);
    if (role === undefined) throw new ClientRefusal('There is no such role here.');
    this.#put('roles', id, role);
  }

  addMentionable(id: string): void {
    if (this.#guild?.roles.has(id) === true) this.addRole(id);
    else this.addUser(id);
  }

  /** Returns the channel's type, which an option may restrict. */
  addChannel(id: string, userId: string): number {
    const channel = this.#world.channels.get(id);
    if (channel === undefined || channel.guildId !== this.#channel.guildId)
      throw new ClientRefusal('There is no such channel here.');
    this.#put('channels', id, {
      ...channelPayload(this.#world, channel),
      permissions: String(permissionsIn(this.#world, userId, channel)),
    });
    return channel.type;
  }

  addMessage(id: string): void {
    const message = this.#channel.messages.get(id);
    if (message === undefined) throw new ClientRefusal('This message is gone.');
    this.#put('messages', id, messagePayload(this.#world, message));
  }

  addAttachment(file: { filename: string; contentType: string; bytes: Uint8Array }): string {
    const id = this.#world.ids.next();
    const path = `/attachments/${this.#channel.id}/${id}/${file.filename}`;
    this.#world.files.set(path, { bytes: file.bytes, contentType: file.contentType });
    const address = `${this.#world.origin}${path}`;
    const attachment: APIAttachment = {
      id,
      filename: file.filename,
      size: file.bytes.length,
      url: address,
      proxy_url: address,
      content_type: file.contentType,
      ephemeral: true,
    };
    this.#put('attachments', id, attachment);
    return id;
  }

  /** As a field of `data`, or nothing when there is nothing to say. */
  get field(): { resolved?: object } {
    return Object.keys(this.#found).length === 0 ? {} : { resolved: this.#found };
  }

  get #guild(): Guild | undefined {
    return this.#world.guilds.get(this.#channel.guildId ?? '');
  }

  #put(kind: string, id: string, thing: object): void {
    (this.#found[kind] ??= {})[id] = thing;
  }
}
