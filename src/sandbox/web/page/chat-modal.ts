import type { AnswerShape, FieldShape } from '../shapes.ts';
import type { Actor } from './actor.ts';
import { attempt, h } from './dom.ts';

/** The form that a bot asks a member to fill in. */
export function openModal(
  { interaction, modal }: Extract<AnswerShape, { kind: 'modal' }>,
  actor: Actor,
): void {
  const fields = modal.fields.map((field, n) => formField(field, { id: `modal-${n}`, actor }));
  const submit = h('button', { type: 'submit', class: 'primary' }, 'Submit');
  const dialog = h(
    'dialog',
    { class: 'modal', 'aria-label': modal.title, onclose: () => dialog.remove() },
    h(
      'form',
      { method: 'dialog', onsubmit: send },
      h('h2', {}, modal.title),
      fields.map((field) => field.element),
      h(
        'div',
        { class: 'modal-tools' },
        h('button', { type: 'button', onclick: () => dialog.close() }, 'Cancel'),
        submit,
      ),
    ),
  );

  function send(event: Event): void {
    event.preventDefault();
    const values = Object.fromEntries(fields.map((field) => [field.name, field.value()]));
    void attempt(submit, () => actor.act('modal', { interaction, values })).then((isDone) => {
      if (isDone) dialog.close();
    });
  }

  document.body.append(dialog);
  dialog.showModal();
}

interface FormField {
  name: string;
  element: HTMLElement;
  value: () => string | string[] | boolean;
}

interface Context {
  id: string;
  actor: Actor;
}

function formField(field: FieldShape, context: Context): FormField {
  const isGroup = field.kind === 'radio' || field.kind === 'checkboxes';
  const { element, value } = isGroup ? group(field, context.id) : control(field, context);
  const optional = !field.isRequired && h('span', { class: 'quiet' }, ' optional');
  return {
    name: field.id,
    value,
    element: h(
      isGroup ? 'fieldset' : 'div',
      { class: 'modal-field' },
      isGroup
        ? h('legend', {}, field.label, optional)
        : h('label', { for: context.id }, field.label, optional),
      field.description !== undefined && h('div', { class: 'quiet' }, field.description),
      element,
    ),
  };
}

type Control = Pick<FormField, 'element' | 'value'>;

function control(field: FieldShape, { id, actor }: Context): Control {
  switch (field.kind) {
    case 'short':
    case 'paragraph':
      return textInput(field, id);
    case 'checkbox': {
      const box = h('input', { id, type: 'checkbox' });
      return { element: box, value: () => box.checked };
    }
    default:
      return menu(field, { id, actor });
  }
}

function textInput(field: FieldShape, id: string): Control {
  const attributes = {
    id,
    required: field.isRequired,
    placeholder: field.placeholder,
    minlength: field.minLength,
    maxlength: field.maxLength,
  };
  const input =
    field.kind === 'paragraph'
      ? h('textarea', { ...attributes, rows: 4 })
      : h('input', { ...attributes, type: 'text', autocomplete: 'off' });
  input.value = field.value ?? '';
  return { element: input, value: () => input.value };
}

function menu(field: FieldShape, { id, actor }: Context): Control {
  const { users, roles, channels } = actor.guild;
  const named = (list: { id: string; name: string }[]) =>
    list.map((one) => ({ value: one.id, label: one.name, default: false }));
  const choices: Partial<Record<FieldShape['kind'], FieldShape['options']>> = {
    users: named(users),
    roles: named(roles),
    mentionables: [...named(users), ...named(roles)],
    channels: named(channels),
  };
  const select = h(
    'select',
    { id, required: field.isRequired, multiple: field.isMany },
    !field.isMany && h('option', { value: '' }, field.placeholder ?? 'Make a selection'),
    (choices[field.kind] ?? field.options).map((choice) =>
      h('option', { value: choice.value, selected: choice.default }, choice.label),
    ),
  );
  const value = () => [...select.selectedOptions].map((one) => one.value).filter(Boolean);
  return { element: select, value };
}

function group(field: FieldShape, id: string): Control {
  const isRadio = field.kind === 'radio';
  const inputs = field.options.map((option) =>
    h('input', {
      type: isRadio ? 'radio' : 'checkbox',
      name: id,
      value: option.value,
      checked: option.default,
      required: isRadio && field.isRequired,
    }),
  );
  const lines = inputs.map((input, n) =>
    h('label', { class: 'choice-line' }, input, field.options[n]?.label ?? ''),
  );
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    element: h('div', {}, lines),
    value: () => (isRadio ? (chosen()[0] ?? '') : chosen()),
  };
}
