import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { sourceMessage } from './answer-interaction.ts';
import { ClientRefusal } from './client-refusal.ts';
import type { Answer } from './interaction.ts';
import { openInteraction } from './open-interaction.ts';
import { checkSelection } from './people-components.ts';
import { Resolved } from './resolved.ts';
import { type ModalField, type ModalForm, modalFields } from './validate-modal.ts';
import type { World } from './world.ts';

/** What a person fills in, by custom id: text, chosen values, or a tick. */
export type ModalValues = Record<string, string | string[] | boolean>;

interface Surroundings {
  resolved: Resolved;
  userId: string;
}

/** Fills in the modal that an interaction opened, and sends it. Throws what the client would say of a field. */
export function submitModal(
  world: World,
  submission: { userId: string; interactionId: string; values: ModalValues },
): Promise<Answer> {
  const { userId, interactionId, values } = submission;
  const opener = world.interactions.get(interactionId);
  if (opener?.userId !== userId || opener.answer?.kind !== 'modal')
    throw new ClientRefusal('No such form is open.');
  const { modal } = opener.answer;
  const names = modalFields(modal).map(({ field }) => field.custom_id);
  const stranger = Object.keys(values).find((name) => !names.includes(name));
  if (stranger !== undefined) throw new ClientRefusal(`The form has no field "${stranger}".`);
  const channel = world.channel(opener.channelId);
  const resolved = new Resolved(world, channel);
  const components = filledIn(modal, values, { resolved, userId });
  const message = sourceMessage(world, opener);
  return openInteraction(world, {
    type: InteractionType.ModalSubmit,
    userId,
    channel,
    label: modal.title,
    data: { custom_id: modal.custom_id, components, ...resolved.field },
    triggerId: opener.id,
    ...(message ? { message } : {}),
  });
}

/** The form's own layout, with what was filled in where the fields were. */
function filledIn(modal: ModalForm, values: ModalValues, surroundings: Surroundings): object[] {
  let id = 0;
  const nextId = () => (id += 1);
  return modal.components.map((component) => {
    const outer = { type: component.type, id: component.id ?? nextId() };
    const fill = (field: ModalField) => ({
      type: field.type,
      id: field.id ?? nextId(),
      custom_id: field.custom_id,
      ...fieldValue(field, values[field.custom_id], surroundings),
    });
    switch (component.type) {
      case ComponentType.Label:
        return { ...outer, component: fill(component.component) };
      case ComponentType.ActionRow:
        return { ...outer, components: component.components.map(fill) };
      case ComponentType.TextDisplay:
        return outer;
    }
  });
}

function fieldValue(
  field: ModalField,
  given: string | string[] | boolean | undefined,
  surroundings: Surroundings,
): object {
  switch (field.type) {
    case ComponentType.TextInput:
      return { value: checkedText(field, given) };
    case ComponentType.Checkbox:
      return { value: given === undefined ? (field.default ?? false) : given === true };
    case ComponentType.RadioGroup:
      return { value: checkedRadio(field, given) };
    default:
      return { values: checkedChoice(field, given, surroundings) };
  }
}

type TextField = Extract<ModalField, { type: ComponentType.TextInput }>;
type RadioField = Extract<ModalField, { type: ComponentType.RadioGroup }>;

function checkedText(field: TextField, given: unknown): string {
  const value = typeof given === 'string' ? given : (field.value ?? '');
  const chars = [...value].length;
  const name = field.label ?? field.custom_id;
  if (chars === 0 && (field.required ?? true)) throw new ClientRefusal(`"${name}" is required.`);
  if (chars > (field.max_length ?? 4000))
    throw new ClientRefusal(`"${name}" takes ${field.max_length ?? 4000} characters at most.`);
  if (chars > 0 && chars < (field.min_length ?? 0))
    throw new ClientRefusal(`"${name}" needs ${field.min_length} characters at least.`);
  return value;
}

function checkedRadio(field: RadioField, given: unknown): string | null {
  const value = typeof given === 'string' ? given : preset(field.options)[0];
  if (value === undefined && (field.required ?? true))
    throw new ClientRefusal(`"${field.custom_id}" is required.`);
  if (value !== undefined && !field.options.some((option) => option.value === value))
    throw new ClientRefusal(`"${value}" is not among the options.`);
  return value ?? null;
}

type ChoiceField = Exclude<ModalField, TextField | RadioField | { type: ComponentType.Checkbox }>;

function checkedChoice(field: ChoiceField, given: unknown, surroundings: Surroundings): string[] {
  const values = Array.isArray(given)
    ? given.map(String)
    : 'options' in field
      ? preset(field.options)
      : [];
  const isRequired = field.required ?? true;
  if (values.length === 0 && !isRequired) return [];
  const options = 'options' in field ? { options: field.options } : {};
  const kinds =
    'channel_types' in field && field.channel_types ? { channel_types: field.channel_types } : {};
  checkSelection(
    {
      type: field.type,
      min_values: Math.max(field.min_values ?? 1, isRequired ? 1 : 0),
      max_values: field.max_values ?? 1,
      ...options,
      ...kinds,
    },
    values,
    surroundings,
  );
  return values;
}

function preset(
  options: readonly { value: string; default?: boolean | null | undefined }[],
): string[] {
  return options.filter((option) => option.default).map((option) => option.value);
}
