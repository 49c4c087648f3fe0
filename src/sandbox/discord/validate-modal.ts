import { ComponentType, TextInputStyle } from 'discord-api-types/v10';
import { z } from 'zod';
import type { FormIssue } from './api-error.ts';
import { flag, list, text } from './form.ts';
import { customId, selects, textDisplay } from './component-forms.ts';
import { duplicateIssues, selectIssues } from './validate-components.ts';

const id = z.int().min(0).nullish();

const textInput = z.strictObject({
  type: z.literal(ComponentType.TextInput),
  id,
  custom_id: customId,
  style: z.literal([TextInputStyle.Short, TextInputStyle.Paragraph]),
  label: text({ min: 1, max: 45 }).nullish(),
  value: text({ max: 4000 }).nullish(),
  placeholder: text({ max: 100 }).nullish(),
  required: flag,
  min_length: z.int().min(0).max(4000).nullish(),
  max_length: z.int().min(1).max(4000).nullish(),
});

const option = z.strictObject({
  label: text({ min: 1, max: 100 }),
  value: text({ min: 1, max: 100 }),
  description: text({ max: 100 }).nullish(),
  default: flag,
});

const radioGroup = z.strictObject({
  type: z.literal(ComponentType.RadioGroup),
  id,
  custom_id: customId,
  required: flag,
  options: list(option, { min: 2, max: 10 }),
});

const checkboxGroup = z.strictObject({
  type: z.literal(ComponentType.CheckboxGroup),
  id,
  custom_id: customId,
  required: flag,
  min_values: z.int().min(0).max(10).nullish(),
  max_values: z.int().min(1).max(10).nullish(),
  options: list(option, { min: 1, max: 10 }),
});

const checkbox = z.strictObject({
  type: z.literal(ComponentType.Checkbox),
  id,
  custom_id: customId,
  default: flag,
});

const label = z.strictObject({
  type: z.literal(ComponentType.Label),
  id,
  label: text({ min: 1, max: 45 }),
  description: text({ min: 1, max: 100 }).nullish(),
  component: z.discriminatedUnion('type', [
    textInput,
    ...selects,
    radioGroup,
    checkboxGroup,
    checkbox,
  ]),
});

const row = z.strictObject({
  type: z.literal(ComponentType.ActionRow),
  id,
  components: list(z.discriminatedUnion('type', [textInput]), { min: 1, max: 1 }),
});

export const modalForm = z.strictObject({
  custom_id: customId,
  title: text({ min: 1, max: 45 }),
  components: list(z.discriminatedUnion('type', [label, row, textDisplay]), { min: 1, max: 5 }),
});

export type ModalForm = z.infer<typeof modalForm>;
export type ModalLabel = z.infer<typeof label>;
export type ModalField = ModalLabel['component'];

interface PlacedField {
  path: (string | number)[];
  field: ModalField;
  inRow: boolean;
}

/** What Discord asks of a modal beyond the shapes of its fields. */
export function modalIssues(form: ModalForm): FormIssue[] {
  const fields = placeFields(form);
  return [
    ...duplicateIssues(fields.map(({ path, field }) => ({ path, component: field }))),
    ...fields.flatMap(fieldIssues),
  ];
}

/** The fields a person fills in, each with the words above it. */
export function modalFields(
  form: ModalForm,
): { field: ModalField; label: ModalLabel | undefined }[] {
  return form.components.flatMap(
    (component): { field: ModalField; label: ModalLabel | undefined }[] => {
      switch (component.type) {
        case ComponentType.Label:
          return [{ field: component.component, label: component }];
        case ComponentType.ActionRow:
          return component.components.map((field) => ({ field, label: undefined }));
        case ComponentType.TextDisplay:
          return [];
      }
    },
  );
}

function placeFields(form: ModalForm): PlacedField[] {
  return form.components.flatMap((component, index): PlacedField[] => {
    const path = ['components', index];
    if (component.type === ComponentType.Label)
      return [{ path: [...path, 'component'], field: component.component, inRow: false }];
    if (component.type === ComponentType.ActionRow)
      return component.components.map((field, place) => ({
        path: [...path, 'components', place],
        field,
        inRow: true,
      }));
    return [];
  });
}

function fieldIssues({ path, field, inRow }: PlacedField): FormIssue[] {
  if (field.type === ComponentType.TextInput) return textInputIssues(field, path, inRow);
  if (field.type === ComponentType.Checkbox || field.type === ComponentType.RadioGroup) return [];
  return selectIssues(field as Parameters<typeof selectIssues>[0], path);
}

function textInputIssues(
  field: Extract<ModalField, { type: ComponentType.TextInput }>,
  path: (string | number)[],
  inRow: boolean,
): FormIssue[] {
  const issues: FormIssue[] = [];
  if (inRow && !field.label)
    issues.push({
      path: [...path, 'label'],
      code: 'BASE_TYPE_REQUIRED',
      message: 'This field is required',
    });
  if (!inRow && field.label)
    issues.push({
      path: [...path, 'label'],
      code: 'COMPONENT_LABEL_INSIDE_LABEL',
      message: 'A text input inside a label has no label of its own.',
    });
  if ((field.min_length ?? 0) > (field.max_length ?? 4000))
    issues.push({
      path: [...path, 'min_length'],
      code: 'TEXT_INPUT_COMPONENT_MIN_LENGTH_TOO_LARGE',
      message: 'min_length must not exceed max_length',
    });
  const chars = [...(field.value ?? '')].length;
  if (field.value && (chars > (field.max_length ?? 4000) || chars < (field.min_length ?? 0)))
    issues.push({
      path: [...path, 'value'],
      code: 'BASE_TYPE_BAD_LENGTH',
      message: `Must be between ${field.min_length ?? 0} and ${field.max_length ?? 4000} in length.`,
    });
  return issues;
}
