import { ButtonStyle, ComponentType, InteractionType } from 'discord-api-types/v10';
import { ClientRefusal } from './client-refusal.ts';
import type { Answer } from './interaction.ts';
import { openInteraction } from './open-interaction.ts';
import { can } from './permissions.ts';
import { Resolved } from './resolved.ts';
import type { Message, World } from './world.ts';

interface Press {
  userId: string;
  messageId: string;
  customId: string;
}

/** Any component with a custom id, as it stands in a message. */
interface Usable {
  type: ComponentType;
  id?: number;
  custom_id?: string;
  disabled?: boolean;
  style?: number;
  label?: string;
  placeholder?: string;
  options?: { value: string; label: string }[];
  min_values?: number;
  max_values?: number;
  channel_types?: number[];
}

export function pressButton(world: World, press: Press): Promise<Answer> {
  const { message, component } = locate(world, press);
  if (component.type !== ComponentType.Button) throw new ClientRefusal('This is no button.');
  if (component.style === ButtonStyle.Link)
    throw new ClientRefusal('This button only opens an address.');
  return openInteraction(world, {
    type: InteractionType.MessageComponent,
    userId: press.userId,
    channel: world.channel(message.channelId),
    label: component.label ?? press.customId,
    data: { id: component.id, custom_id: press.customId, component_type: component.type },
    message,
  });
}

/** Chooses in a menu: values of its options, or ids. */
export function chooseInMenu(world: World, press: Press & { values: string[] }): Promise<Answer> {
  const { message, component } = locate(world, press);
  const channel = world.channel(message.channelId);
  const resolved = new Resolved(world, channel);
  checkSelection(component, press.values, { resolved, userId: press.userId });
  return openInteraction(world, {
    type: InteractionType.MessageComponent,
    userId: press.userId,
    channel,
    label: component.placeholder ?? press.customId,
    data: {
      id: component.id,
      custom_id: press.customId,
      component_type: component.type,
      values: press.values,
      ...resolved.field,
    },
    message,
  });
}

/** Throws what the client would say of a choice; notes the people and things that were chosen. */
export function checkSelection(
  component: Pick<Usable, 'type' | 'options' | 'min_values' | 'max_values' | 'channel_types'>,
  values: readonly string[],
  { resolved, userId }: { resolved: Resolved; userId: string },
): void {
  const least = component.min_values ?? 1;
  const most = component.max_values ?? 1;
  if (values.length < least || values.length > most)
    throw new ClientRefusal(`Choose ${least === most ? least : `${least} to ${most}`}.`);
  for (const value of values) {
    switch (component.type) {
      case ComponentType.UserSelect:
        resolved.addUser(value);
        break;
      case ComponentType.RoleSelect:
        resolved.addRole(value);
        break;
      case ComponentType.MentionableSelect:
        resolved.addMentionable(value);
        break;
      case ComponentType.ChannelSelect:
        if (component.channel_types?.includes(resolved.addChannel(value, userId)) === false)
          throw new ClientRefusal("This kind of channel can't be chosen here.");
        break;
      default:
        if (!component.options?.some((option) => option.value === value))
          throw new ClientRefusal(`"${value}" is not among the options.`);
    }
  }
}

function locate(world: World, press: Press): { message: Message; component: Usable } {
  const message = visibleMessage(world, press.userId, press.messageId);
  const component = findComponent(message.components, press.customId);
  if (component === undefined)
    throw new ClientRefusal(`The message has no component "${press.customId}".`);
  if (component.disabled) throw new ClientRefusal('This is switched off.');
  return { message, component };
}

export function visibleMessage(world: World, userId: string, messageId: string): Message {
  for (const channel of world.channels.values()) {
    const message = channel.messages.get(messageId);
    const isForOther = message?.ephemeralFor !== undefined && message.ephemeralFor !== userId;
    if (message && !isForOther && can(world, userId, channel, 'ViewChannel')) return message;
  }
  throw new ClientRefusal('You see no such message.');
}

function findComponent(node: unknown, customId: string): Usable | undefined {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('custom_id' in node && node.custom_id === customId) return node as Usable;
  for (const child of Object.values(node)) {
    const found = findComponent(child, customId);
    if (found) return found;
  }
  return undefined;
}
