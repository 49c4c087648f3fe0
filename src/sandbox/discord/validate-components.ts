import { ButtonStyle, ComponentType } from 'discord-api-types/v10';
import type { FormIssue } from './api-error.ts';
import type { ActionRow, Button, MessageComponents } from './component-forms.ts';

type Path = readonly (string | number)[];

/** Any component as the rules see it: its place, and itself. */
interface Placed {
  path: Path;
  component: {
    type: ComponentType;
    custom_id?: string | null | undefined;
    id?: number | null | undefined;
  };
}

/** What Discord asks of a message's components beyond their shapes. */
export function componentIssues(components: MessageComponents, isV2: boolean): FormIssue[] {
  const placed = placeAll(components);
  return [
    ...(isV2 ? sizeIssues(components, placed) : legacyIssues(components)),
    ...duplicateIssues(placed),
    ...placed.flatMap(({ path, component }) => {
      if (component.type === ComponentType.Button) return buttonIssues(component as Button, path);
      if (component.type === ComponentType.ActionRow)
        return rowIssues(component as ActionRow, path);
      return isSelect(component.type) ? selectIssues(component as SelectLike, path) : [];
    }),
  ];
}

function placeAll(nodes: readonly unknown[], at: Path = ['components']): Placed[] {
  return nodes.flatMap((node, index) => placeOne(node, [...at, index]));
}

function placeOne(node: unknown, path: Path): Placed[] {
  const component = node as Placed['component'] & { components?: unknown[]; accessory?: unknown };
  return [
    { path, component },
    ...(component.components ? placeAll(component.components, [...path, 'components']) : []),
    ...(component.accessory ? placeOne(component.accessory, [...path, 'accessory']) : []),
  ];
}

/** Without the v2 flag a message holds at most five rows and nothing else. */
function legacyIssues(components: MessageComponents): FormIssue[] {
  const strangers = components.flatMap((component, index) =>
    component.type === ComponentType.ActionRow
      ? []
      : [
          {
            path: ['components', index, 'type'],
            code: 'UNION_TYPE_CHOICES',
            message: 'Value of field "type" must be one of (1,).',
          },
        ],
  );
  if (components.length <= 5) return strangers;
  const issue = {
    path: ['components'],
    code: 'BASE_TYPE_BAD_LENGTH',
    message: 'Must be between 1 and 5 in length.',
  };
  return [...strangers, issue];
}

function sizeIssues(components: MessageComponents, placed: Placed[]): FormIssue[] {
  const chars = placed.reduce((sum, { component }) => sum + textLength(component), 0);
  return [
    ...(placed.length > 40
      ? [
          {
            path: ['components'],
            code: 'COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
            message: 'The maximum number of components is 40.',
          },
        ]
      : []),
    ...(chars > 4000
      ? [
          {
            path: ['components'],
            code: 'COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
            message: 'Displayable text size exceeds the maximum of 4000.',
          },
        ]
      : []),
    ...(components.length === 0
      ? [{ path: ['components'], code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }]
      : []),
  ];
}

function textLength(component: object): number {
  return 'content' in component ? [...String(component.content)].length : 0;
}

export function duplicateIssues(placed: Placed[]): FormIssue[] {
  const customIds = new Set<string>();
  const ids = new Set<number>();
  return placed.flatMap(({ path, component }): FormIssue[] => {
    const { custom_id: name, id: number } = component;
    const issues: FormIssue[] = [];
    if (name != null && customIds.has(name))
      issues.push({
        path: [...path, 'custom_id'],
        code: 'COMPONENT_CUSTOM_ID_DUPLICATED',
        message: 'Component custom id cannot be duplicated',
      });
    // Zero asks Discord to number the component, as leaving it out does.
    if (number != null && number !== 0 && ids.has(number))
      issues.push({
        path: [...path, 'id'],
        code: 'COMPONENT_ID_DUPLICATED',
        message: 'Component id cannot be duplicated',
      });
    if (name != null) customIds.add(name);
    if (number != null) ids.add(number);
    return issues;
  });
}

function buttonIssues(component: Button, path: Path): FormIssue[] {
  const at = (field: string, code: string, message: string) => [
    { path: [...path, field], code, message },
  ];
  if (component.style === ButtonStyle.Premium)
    return component.sku_id == null
      ? at('sku_id', 'BASE_TYPE_REQUIRED', 'This field is required')
      : [];
  const issues =
    component.label || component.emoji
      ? []
      : at('label', 'BASE_TYPE_REQUIRED', 'This field is required');
  const wantsUrl = component.style === ButtonStyle.Link;
  if (wantsUrl && !component.url)
    issues.push(...at('url', 'BUTTON_COMPONENT_URL_REQUIRED', 'A url is required'));
  if (wantsUrl && component.url && [...component.url].length > 512)
    issues.push(...at('url', 'BASE_TYPE_MAX_LENGTH', 'Must be 512 or fewer in length.'));
  if (!wantsUrl && !component.custom_id)
    issues.push(
      ...at('custom_id', 'BUTTON_COMPONENT_CUSTOM_ID_REQUIRED', 'A custom id is required'),
    );
  if (component.url && component.custom_id)
    issues.push(
      ...at(
        'custom_id',
        'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
        'A custom id and url cannot both be specified',
      ),
    );
  return issues;
}

function rowIssues(row: ActionRow, path: Path): FormIssue[] {
  const selectCount = row.components.filter((each) => each.type !== ComponentType.Button).length;
  const fits = selectCount === 0 || row.components.length === 1;
  return fits
    ? []
    : [
        {
          path: [...path, 'components'],
          code: 'COMPONENT_LAYOUT_WIDTH_EXCEEDED',
          message: 'The specified component exceeds the maximum width',
        },
      ];
}

function isSelect(type: ComponentType): boolean {
  return (
    type === ComponentType.StringSelect ||
    (type >= ComponentType.UserSelect && type <= ComponentType.ChannelSelect)
  );
}

interface SelectLike {
  min_values?: number | null;
  max_values?: number | null;
  options?: { value: string; default?: boolean | null }[];
}

export function selectIssues(select: SelectLike, path: Path): FormIssue[] {
  const { min_values: min, max_values: max, options = [] } = select;
  const issues: FormIssue[] = [];
  if ((min ?? 1) > (max ?? Math.max(1, min ?? 1)))
    issues.push({
      path: [...path, 'min_values'],
      code: 'SELECT_COMPONENT_MIN_VALUES_TOO_LARGE',
      message: 'min_values must not exceed max_values',
    });
  const seen = new Set<string>();
  for (const [index, option] of options.entries()) {
    if (seen.has(option.value))
      issues.push({
        path: [...path, 'options', index, 'value'],
        code: 'SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
        message: 'The specified option value is already used',
      });
    seen.add(option.value);
  }
  if (options.filter((option) => option.default).length > (max ?? 1))
    issues.push({
      path: [...path, 'options'],
      code: 'SELECT_COMPONENT_MAX_DEFAULT_OPTIONS_EXCEEDED',
      message: 'More options are selected by default than max_values allows',
    });
  return issues;
}
