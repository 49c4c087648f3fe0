import type { AnswerShape, ComponentShape } from '../shapes.ts';
import { choicesOf } from './chat-components.ts';
import type { Actor } from './chat-pane.ts';
import { attempt, h } from './dom.ts';
import { markdownView } from './markdown-view.ts';

interface Field {
  id: string;
  element: HTMLElement;
  value: () => string | string[] | boolean;
}

const kinds = {
  row: 1,
  textInput: 4,
  text: 10,
  label: 18,
  radios: 21,
  checkboxes: 22,
  checkbox: 23,
};
const paragraph = 2;
let count = 0;

/** The form that a bot asks a member to fill in. */
export function openModal(
  { interaction, modal }: Extract<AnswerShape, { kind: 'modal' }>,
  actor: Actor,
): void {
  const fields: Field[] = [];
  const parts = modal.components.flatMap((component) => part(component, { fields, actor }));
  const submit = h('button', { type: 'submit', class: 'primary' }, 'Submit');
  const dialog = h(
    'dialog',
    { class: 'modal', 'aria-label': modal.title, onclose: () => dialog.remove() },
    h(
      'form',
      { method: 'dialog', onsubmit: send },
      h('h2', {}, modal.title),
      parts,
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
    const values = Object.fromEntries(fields.map((field) => [field.id, field.value()]));
    void attempt(submit, () => actor.act('modal', { interaction, values })).then((isDone) => {
      if (isDone) dialog.close();
    });
  }

  document.body.append(dialog);
  dialog.showModal();
}

interface Form {
  fields: Field[];
  actor: Actor;
}

function part(component: ComponentShape, form: Form): HTMLElement[] {
  switch (component.type) {
    case kinds.text:
      return [
        h('div', { class: 'words' }, markdownView(component.content ?? '', form.actor.reader)),
      ];
    case kinds.row:
      return (component.components ?? []).map((inner) => labelled(inner, { ...inner }, form));
    case kinds.label:
      return component.component ? [labelled(component.component, component, form)] : [];
    default:
      return [];
  }
}

function labelled(
  component: ComponentShape,
  words: { label?: string; description?: string },
  form: Form,
): HTMLElement {
  count += 1;
  const id = `modal-${count}`;
  const field = fieldOf(component, { id, actor: form.actor });
  form.fields.push(field);
  const isGroup = component.type === kinds.radios || component.type === kinds.checkboxes;
  return h(
    isGroup ? 'fieldset' : 'div',
    { class: 'modal-field' },
    isGroup
      ? h('legend', {}, words.label ?? '')
      : h(
          'label',
          { for: id },
          words.label ?? '',
          component.required === false && h('span', { class: 'quiet' }, ' optional'),
        ),
    words.description !== undefined && h('div', { class: 'quiet' }, words.description),
    field.element,
  );
}

function fieldOf(component: ComponentShape, { id, actor }: { id: string; actor: Actor }): Field {
  const customId = component.custom_id ?? '';
  const required = component.required ?? component.type !== kinds.checkbox;
  switch (component.type) {
    case kinds.textInput: {
      const input = textInput(component, id, required);
      return { id: customId, element: input, value: () => input.value };
    }
    case kinds.radios:
    case kinds.checkboxes:
      return choiceGroup(component, { id, required });
    case kinds.checkbox: {
      const box = h('input', { id, type: 'checkbox' });
      return { id: customId, element: box, value: () => box.checked };
    }
    default: {
      const isMany = (component.max_values ?? 1) > 1;
      const select = h(
        'select',
        { id, required, multiple: isMany },
        !isMany && h('option', { value: '' }, component.placeholder ?? 'Make a selection'),
        choicesOf(component, actor).map((choice) =>
          h('option', { value: choice.value, selected: choice.default ?? false }, choice.label),
        ),
      );
      const value = () => [...select.selectedOptions].map((one) => one.value).filter(Boolean);
      return { id: customId, element: select, value };
    }
  }
}

function textInput(
  component: ComponentShape,
  id: string,
  required: boolean,
): HTMLInputElement | HTMLTextAreaElement {
  const attributes = {
    id,
    required,
    placeholder: component.placeholder,
    minlength: component.min_length,
    maxlength: component.max_length ?? 4000,
  };
  const input =
    component.style === paragraph
      ? h('textarea', { ...attributes, rows: 4 })
      : h('input', { ...attributes, type: 'text', autocomplete: 'off' });
  input.value = component.value ?? '';
  return input;
}

function choiceGroup(
  component: ComponentShape,
  { id, required }: { id: string; required: boolean },
): Field {
  const isRadio = component.type === kinds.radios;
  const inputs = (component.options ?? []).map((option) =>
    h('input', {
      type: isRadio ? 'radio' : 'checkbox',
      name: id,
      value: option.value,
      checked: option.default ?? false,
      required: isRadio && required,
    }),
  );
  const element = h(
    'div',
    {},
    inputs.map((input, n) =>
      h('label', { class: 'choice-line' }, input, component.options?.[n]?.label ?? ''),
    ),
  );
  const chosen = () => inputs.filter((input) => input.checked).map((input) => input.value);
  return {
    id: component.custom_id ?? '',
    element,
    value: () => (isRadio ? (chosen()[0] ?? '') : chosen()),
  };
}
