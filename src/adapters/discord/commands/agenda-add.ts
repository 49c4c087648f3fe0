import type { ItemDraft, Outcome } from '../../../domain/item.ts';
import { itemLimits } from '../../../domain/item.ts';
import { field, linksOf, requiredText, textOf, wholeOf } from '../chat-command.ts';
import type { ChatCommand, ChatValues } from '../chat-command.ts';
import { itemFields, itemOptions } from '../item-options.ts';

export const agendaAdd: ChatCommand = {
  path: ['agenda', 'add'],
  description: 'Put an item on the agenda of the next call. Without a title, a form opens.',
  options: [
    {
      type: 'text',
      name: 'title',
      description: 'One line that says what it is about. Leave it out to fill in a form.',
      maxChars: itemLimits.titleChars,
    },
    ...itemOptions,
  ],
  audience: 'channel',
  modal: {
    title: 'A new agenda item',
    fields: itemFields,
    opensFor: (values) => textOf(values, 'title') === undefined,
  },
  toCommand: (values) => ({ name: 'add', items: [draftOf(values)] }),
};

function draftOf(values: ChatValues): ItemDraft {
  const links = linksOf(values, 'link');
  return {
    title: requiredText(values, 'title'),
    ...field('details', textOf(values, 'details')),
    ...field('lead', textOf(values, 'lead')),
    ...field('minutes', wholeOf(values, 'minutes')),
    ...field('outcome', textOf(values, 'outcome') as Outcome | undefined),
    ...field('links', links?.length ? links : undefined),
  };
}
