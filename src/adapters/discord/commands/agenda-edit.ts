import { itemLimits, type ItemChanges, type Outcome } from '../../../domain/item.ts';
import { field, linksOf, requiredWhole, textOf, wholeOf } from '../chat-command.ts';
import type { ChatCommand, ChatValues } from '../chat-command.ts';
import { itemFields, itemNumber, itemOptions } from '../item-options.ts';

export const agendaEdit: ChatCommand = {
  path: ['agenda', 'edit'],
  description: 'Change an item: yours, or any if you chair. With the number alone, a form opens.',
  options: [
    itemNumber('Its number on the agenda. Alone, it opens a form.', { required: true }),
    {
      type: 'text',
      name: 'title',
      description: 'The new title.',
      maxChars: itemLimits.titleChars,
    },
    ...itemOptions.map((option) => ({ ...option, description: newValue(option.name) })),
  ],
  audience: 'channel',
  modal: {
    title: 'Change an agenda item',
    // A title left empty stays as it is: Discord would otherwise insist on typing it again.
    fields: itemFields.map((itemField) => ({ ...itemField, required: false })),
    opensFor: (values) => Object.keys(values).every((name) => name === 'item'),
    startsFromItem: true,
  },
  toCommand: (values) => ({
    name: 'edit',
    item: requiredWhole(values, 'item'),
    changes: changesOf(values),
  }),
};

function newValue(name: string): string {
  const clearing = name === 'minutes' || name === 'outcome' ? '' : ' A lone - takes it away.';
  const plural = name === 'minutes' || name === 'link';
  return `The new ${name === 'link' ? 'links' : name}${plural ? ', instead of those before' : ''}.${clearing}`;
}

function changesOf(values: ChatValues): ItemChanges {
  const links = isCleared(values, 'link') ? [] : linksOf(values, 'link');
  return {
    ...field('title', textOf(values, 'title')?.trim() || undefined),
    ...field('details', cleared(values, 'details', textOf)),
    ...field('lead', cleared(values, 'lead', textOf)),
    ...field('minutes', cleared(values, 'minutes', wholeOf)),
    ...field('outcome', textOf(values, 'outcome') as Outcome | undefined),
    ...field('links', links),
  };
}

/** `null` takes a value away: the field of a filled form was emptied, or holds a lone dash. */
function cleared<Value>(
  values: ChatValues,
  name: string,
  read: (values: ChatValues, name: string) => Value | undefined,
): Value | null | undefined {
  return isCleared(values, name) ? null : read(values, name);
}

function isCleared(values: ChatValues, name: string): boolean {
  return /^[-–—]?$/u.test(textOf(values, name)?.trim() ?? 'absent');
}
