import type { CommandShape, OptionShape } from '../shapes.ts';
import { post } from './api.ts';
import type { Actor } from './actor.ts';
import { attempt, h, options } from './dom.ts';

/** Discord's numbers for the kinds of options. */
const kinds = { integer: 4, boolean: 5, user: 6, channel: 7, role: 8, mentionable: 9, number: 10 };
const suggestMs = 150;

interface CommandFormOptions {
  command: CommandShape;
  actor: Actor;
  onDone: () => void;
}

/** A command with its options to fill in. Enter runs it, Escape goes back to plain words. */
export function commandForm({ command, actor, onDone }: CommandFormOptions): HTMLFormElement {
  const fields = command.options.map((option) => optionField(option, { command, actor, read }));
  const run = h('button', { type: 'submit', class: 'primary' }, 'Run');
  const form = h(
    'form',
    { class: 'command', 'aria-label': `/${command.name}`, onsubmit: submit, onkeydown: press },
    h(
      'div',
      { class: 'command-head' },
      h('strong', {}, `/${command.name}`),
      h('span', { class: 'quiet' }, command.description),
    ),
    fields.length > 0 &&
      h(
        'div',
        { class: 'command-fields' },
        fields.map((field) => field.element),
      ),
    h(
      'div',
      { class: 'command-tools' },
      h('button', { type: 'button', onclick: onDone }, 'Back'),
      run,
    ),
  );

  function press(event: Event): void {
    if ((event as KeyboardEvent).key === 'Escape') onDone();
  }

  function read(): Record<string, string | number | boolean> {
    return Object.fromEntries(
      fields.flatMap(({ name, value }) => {
        const given = value();
        return given === undefined ? [] : [[name, given]];
      }),
    );
  }

  function submit(event: Event): void {
    event.preventDefault();
    const body = { command: command.name, options: read() };
    void attempt(run, () => actor.act('command', body)).then((isDone) => {
      if (isDone) onDone();
    });
  }

  return form;
}

interface Field {
  name: string;
  element: HTMLElement;
  value: () => string | number | boolean | undefined;
}

interface FieldContext {
  command: CommandShape;
  actor: Actor;
  read: () => Record<string, string | number | boolean>;
}

function optionField(option: OptionShape, context: FieldContext): Field {
  const id = `option-${option.name}`;
  const choices = choicesOf(option, context.actor);
  const control = choices
    ? h(
        'select',
        { id, required: option.required ?? false },
        options([{ value: '', label: '—' }, ...choices]),
      )
    : input(option, { id, ...context });
  const element = h(
    'div',
    { class: 'command-field', title: option.description },
    h(
      'label',
      { for: id },
      option.name,
      option.required !== true && h('span', { class: 'quiet' }, ' optional'),
    ),
    control,
    option.autocomplete === true && h('datalist', { id: `${id}-choices` }),
  );
  return { name: option.name, element, value: () => valueOf(option, control.value) };
}

function choicesOf(
  option: OptionShape,
  actor: Actor,
): { value: string; label: string }[] | undefined {
  const { users, channels, roles } = actor.guild;
  const named = (list: { id: string; name: string }[]) =>
    list.map(({ id, name }) => ({ value: id, label: name }));
  if (option.choices)
    return option.choices.map(({ name, value }) => ({ value: String(value), label: name }));
  switch (option.type) {
    case kinds.boolean:
      return [
        { value: 'true', label: 'yes' },
        { value: 'false', label: 'no' },
      ];
    case kinds.user:
      return named(users);
    case kinds.channel:
      return named(channels);
    case kinds.role:
      return named(roles);
    case kinds.mentionable:
      return [...named(users), ...named(roles)];
    default:
      return undefined;
  }
}

function input(option: OptionShape, context: FieldContext & { id: string }): HTMLInputElement {
  const isNumber = option.type === kinds.integer || option.type === kinds.number;
  const element = h('input', {
    id: context.id,
    type: isNumber && option.autocomplete !== true ? 'number' : 'text',
    step: option.type === kinds.number ? 'any' : undefined,
    min: option.min_value,
    max: option.max_value,
    minlength: option.min_length,
    maxlength: option.max_length,
    required: option.required ?? false,
    placeholder: option.description,
    autocomplete: 'off',
    list: option.autocomplete === true ? `${context.id}-choices` : undefined,
  });
  if (option.autocomplete === true) suggest(element, option, context);
  return element;
}

/** Asks the bot for suggestions while the member types. */
function suggest(element: HTMLInputElement, option: OptionShape, context: FieldContext): void {
  const { actor, command, read } = context;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const ask = async () => {
    const typed = element.value;
    const choices = await post<{ name: string; value: string | number }[]>('discord/autocomplete', {
      as: actor.userId,
      channel: actor.channelId,
      command: command.name,
      options: { ...read(), [option.name]: typed },
      focused: option.name,
    });
    if (element.value !== typed) return;
    document
      .getElementById(`${element.id}-choices`)
      ?.replaceChildren(
        ...choices.map(({ name, value }) => h('option', { value: String(value) }, name)),
      );
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void attempt(undefined, ask), suggestMs);
  };
  element.addEventListener('input', later);
  element.addEventListener('focus', later, { once: true });
}

function valueOf(option: OptionShape, text: string): string | number | boolean | undefined {
  if (text === '') return undefined;
  if (option.type === kinds.boolean) return text === 'true';
  if (option.type === kinds.integer || option.type === kinds.number) return Number(text);
  return text;
}
