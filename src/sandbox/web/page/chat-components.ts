import type { ComponentShape, MessageShape } from '../shapes.ts';
import type { Actor } from './actor.ts';
import { attempt, h, linkTo } from './dom.ts';
import { markdownView } from './markdown-view.ts';

/** Discord's numbers for what stands in a message. */
const kinds = {
  row: 1,
  button: 2,
  select: 3,
  userSelect: 5,
  roleSelect: 6,
  mentionableSelect: 7,
  channelSelect: 8,
  section: 9,
  text: 10,
  separator: 14,
  container: 17,
};
const buttonStyles = ['', 'primary', 'secondary', 'success', 'danger', 'link'];

interface Place {
  message: MessageShape;
  actor: Actor;
}

export function componentsView(message: MessageShape, actor: Actor): HTMLElement {
  const place = { message, actor };
  return h('div', { class: 'components' }, inside(message.components, place));
}

/** What may be chosen in a menu, whatever its kind. */
function choicesOf(
  component: ComponentShape,
  actor: Actor,
): { label: string; value: string; description?: string; default?: boolean }[] {
  const { users, roles, channels } = actor.guild;
  const named = (list: { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  switch (component.type) {
    case kinds.userSelect:
      return named(users);
    case kinds.roleSelect:
      return named(roles);
    case kinds.mentionableSelect:
      return [...named(users), ...named(roles)];
    case kinds.channelSelect:
      return named(channels);
    default:
      return component.options ?? [];
  }
}

function inside(components: ComponentShape[] | undefined, place: Place): (HTMLElement | false)[] {
  return (components ?? []).map((component) => view(component, place));
}

function view(component: ComponentShape, place: Place): HTMLElement | false {
  switch (component.type) {
    case kinds.row:
      return h('div', { class: 'row' }, inside(component.components, place));
    case kinds.button:
      return button(component, place);
    case kinds.select:
    case kinds.userSelect:
    case kinds.roleSelect:
    case kinds.mentionableSelect:
    case kinds.channelSelect:
      return menu(component, place);
    case kinds.section:
      return h(
        'div',
        { class: 'section' },
        h('div', {}, inside(component.components, place)),
        component.accessory && view(component.accessory, place),
      );
    case kinds.text:
      return h(
        'div',
        { class: 'words' },
        markdownView(component.content ?? '', place.actor.reader),
      );
    case kinds.separator:
      return component.divider === false ? h('div', { class: 'gap' }) : h('hr');
    case kinds.container:
      return container(component, place);
    default:
      return false;
  }
}

function container(component: ComponentShape, place: Place): HTMLElement {
  const element = h('div', { class: 'embed' }, inside(component.components, place));
  if (component.accent_color)
    element.style.borderLeftColor = `#${component.accent_color.toString(16).padStart(6, '0')}`;
  return element;
}

function button(component: ComponentShape, { message, actor }: Place): HTMLElement {
  const label = [component.emoji?.name, component.label].filter(Boolean).join(' ');
  if (component.url !== undefined) {
    const link = linkTo(component.url, label);
    link.classList.add('button');
    return link;
  }
  const element = h(
    'button',
    {
      type: 'button',
      class: `chat-button ${buttonStyles[component.style ?? 2] ?? ''}`,
      disabled: component.disabled ?? false,
      onclick: () =>
        void attempt(element, () =>
          actor.act('press', { message: message.id, component: component.custom_id }),
        ),
    },
    label,
  );
  return element;
}

function menu(component: ComponentShape, { message, actor }: Place): HTMLElement {
  const isMany = (component.max_values ?? 1) > 1;
  const placeholder = component.placeholder ?? 'Make a selection';
  const select = h(
    'select',
    {
      'aria-label': placeholder,
      multiple: isMany,
      disabled: component.disabled ?? false,
      onchange: () => !isMany && choose(),
    },
    !isMany && h('option', { value: '' }, placeholder),
    choicesOf(component, actor).map((choice) =>
      h(
        'option',
        { value: choice.value, selected: choice.default ?? false },
        choice.description ? `${choice.label} — ${choice.description}` : choice.label,
      ),
    ),
  );
  function choose(): void {
    const values = [...select.selectedOptions].map((option) => option.value).filter(Boolean);
    if (values.length === 0) return;
    void attempt(undefined, () =>
      actor.act('select', { message: message.id, component: component.custom_id, values }),
    );
  }
  if (!isMany) return select;
  return h(
    'span',
    { class: 'row' },
    select,
    h('button', { type: 'button', onclick: choose }, 'Choose these'),
  );
}
