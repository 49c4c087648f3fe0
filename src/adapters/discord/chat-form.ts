import {
  ComponentType,
  TextInputStyle,
  type APIModalInteractionResponseCallbackData,
  type APIModalSubmission,
  type APITextInputComponent,
} from 'discord-api-types/v10';
import { UserError } from '../../domain/user-error.ts';
import { chatCommandAt } from './chat-commands.ts';
import { seriesOptionName } from './command-tree.ts';
import { chatActionAt } from './chat-actions.ts';
import type { ChatAction, ChatCommand, ChatField, ChatModal, ChatValues } from './chat-command.ts';

/** What a person has said so far of one command. */
export interface Asked {
  command: ChatCommand | ChatAction;
  values: ChatValues;
  series?: string;
}

/**
 * The form of a command as Discord shows it, filled with what is known. What was given and has no field
 * travels in the form's custom_id, so that nothing about an open form is kept here.
 */
export function formOf(
  { command, values, series }: Asked,
  modal: ChatModal,
  known: ChatValues = {},
): APIModalInteractionResponseCallbackData {
  const shown = { ...fitting(modal, known), ...values };
  return {
    custom_id: formId(
      { command, values, ...(series === undefined ? {} : { series }) },
      modal,
      shown,
    ),
    title: modal.title,
    components: modal.fields.map((field) => ({
      type: ComponentType.Label,
      label: field.label,
      ...(field.hint === undefined ? {} : { description: field.hint }),
      component: inputOf(field, shown[field.name]),
    })),
  };
}

/** What a button stands for. Throws a UserError when this version has no such button any more. */
export function readButton(customId: string): Asked {
  const [path = '', query = ''] = customId.split('?');
  const command = chatActionAt(path.split('/'));
  if (!command)
    throw new UserError(
      'This button is no longer in use. Use the commands that begin with /agenda.',
    );
  return { command, values: Object.fromEntries(new URLSearchParams(query)) };
}

/** What was filled in. Throws a UserError when the form is of a command that is no more. */
export function readForm(submission: APIModalSubmission): Asked {
  const [path = '', query = ''] = submission.custom_id.split('?');
  const names = path.split('/');
  const command = chatCommandAt(names) ?? chatActionAt(names);
  if (!command?.modal)
    throw new UserError('This form is out of date. Give the command again to get the present one.');
  const carried = new URLSearchParams(query);
  const wasFilled = carried.get(filledName) ?? '';
  const series = carried.get(seriesOptionName);
  carried.delete(filledName);
  carried.delete(seriesOptionName);
  const written = writtenIn(submission);
  const fields = command.modal.fields.flatMap(({ name }, index): [string, string][] => {
    const text = written.get(name)?.trim() ?? '';
    return text !== '' || wasFilled.includes(String(index)) ? [[name, text]] : [];
  });
  const values = Object.fromEntries([...carried, ...fields]);
  return { command, values, ...(series === null ? {} : { series }) };
}

/** Every text of a submission, as its author wrote it: given back when it could not be taken. */
export function wordsOf(submission: APIModalSubmission): string {
  return [...writtenIn(submission).values()].filter((text) => text.trim() !== '').join('\n');
}

/** Under this name the custom_id lists the fields that were filled for the person: emptied, they clear the value. */
const filledName = '_';

const formIdChars = 100;

function formId({ command, values, series }: Asked, modal: ChatModal, shown: ChatValues): string {
  const names = modal.fields.map(({ name }) => name);
  const carried = Object.entries(values).filter(([name]) => !names.includes(name));
  const query = new URLSearchParams(carried.map(([name, value]) => [name, String(value)]));
  if (series !== undefined) query.set(seriesOptionName, series);
  const filled = names.flatMap((name, index) => (shown[name] === undefined ? [] : [index]));
  if (modal.startsFromItem && filled.length > 0) query.set(filledName, filled.join(''));
  const id = `${command.path.join('/')}?${query.toString()}`;
  if (id.length > formIdChars)
    throw new UserError(
      'That series’ name is too long for a form. Give a title with the command instead.',
    );
  return id;
}

/** A value too long for its field is left out, and so stays as it is. */
function fitting(modal: ChatModal, known: ChatValues): ChatValues {
  const fits = ({ name, maxChars }: ChatField) => {
    const text = String(known[name] ?? '');
    return text !== '' && [...text].length <= maxChars;
  };
  return Object.fromEntries(modal.fields.filter(fits).map(({ name }) => [name, known[name] ?? '']));
}

function inputOf(field: ChatField, value: string | number | undefined): APITextInputComponent {
  return {
    type: ComponentType.TextInput,
    custom_id: field.name,
    style: field.lines === 'one' ? TextInputStyle.Short : TextInputStyle.Paragraph,
    required: field.required ?? false,
    max_length: field.maxChars,
    ...(value === undefined ? {} : { value: String(value).slice(0, field.maxChars) }),
  };
}

/** Texts by field, whether their inputs stand in labels or, as in older forms, in rows. */
function writtenIn({ components }: APIModalSubmission): Map<string, string> {
  const inputs = components.flatMap((component) => {
    if (component.type === ComponentType.Label) return [component.component];
    return component.type === ComponentType.ActionRow ? component.components : [];
  });
  return new Map(
    inputs.flatMap((input): [string, string][] =>
      input.type === ComponentType.TextInput ? [[input.custom_id, input.value]] : [],
    ),
  );
}
