import { itemLimits, type Outcome } from '../../domain/item.ts';
import type { ChatField, TextOption, WholeOption } from './chat-command.ts';

/** What can be said of an item beside its title, as options of a slash command. */
export const itemOptions: readonly (TextOption | WholeOption)[] = [
  {
    type: 'text',
    name: 'details',
    description: 'What people should know before the call: background, a question, a proposal.',
  },
  {
    type: 'text',
    name: 'lead',
    description: 'Who leads it, by name. Without one it is yours.',
    maxChars: itemLimits.leadChars,
  },
  {
    type: 'whole',
    name: 'minutes',
    description: 'How many minutes it should take.',
    min: 1,
    max: itemLimits.minutes,
  },
  {
    type: 'text',
    name: 'outcome',
    description: 'What you want from the call.',
    choices: [
      { name: 'a decision', value: 'decision' },
      { name: 'a discussion', value: 'discussion' },
      { name: 'to inform people', value: 'information' },
    ] satisfies { name: string; value: Outcome }[],
  },
  {
    type: 'text',
    name: 'link',
    description: 'An issue, a document, a thread. Several are parted by spaces.',
  },
];

/** The fields of an item's form. Discord shows at most five. */
export const itemFields: readonly ChatField[] = [
  {
    name: 'title',
    label: 'Title',
    hint: 'One line that says what it is about.',
    required: true,
    lines: 'one',
    maxChars: itemLimits.titleChars,
  },
  {
    name: 'details',
    label: 'Details',
    hint: 'What people should know before the call. May stay empty.',
    lines: 'many',
    maxChars: 4000,
  },
  {
    name: 'lead',
    label: 'Lead',
    hint: 'Who leads it. May stay empty.',
    lines: 'one',
    maxChars: itemLimits.leadChars,
  },
  {
    name: 'minutes',
    label: 'Minutes',
    hint: 'How many it should take, such as 10. May stay empty.',
    lines: 'one',
    maxChars: 10,
  },
  {
    name: 'link',
    label: 'Links',
    hint: 'One a line. May stay empty.',
    lines: 'many',
    maxChars: 4000,
  },
];

/** The option that names an item of the agenda. */
export function itemNumber(description: string, required?: { required: true }): WholeOption {
  return { type: 'whole', name: 'item', description, min: 1, max: 9_999, ...required };
}
