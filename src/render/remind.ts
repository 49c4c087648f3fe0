import { isOnAgenda, type Item } from '../domain/item.ts';
import type { Action, Sheet } from '../domain/sheet.ts';
import { itemFacts } from './agenda-blocks.ts';
import {
  bullets,
  code,
  heading,
  paragraph,
  strong,
  type Block,
  type Rendered,
} from './document.ts';
import { confirmationBlocks } from './confirmation-words.ts';
import { howToAdd, openActionBlocks, pageBlocks } from './letter-parts.ts';
import { actionWords, countOf, startWords, zoneOf } from './phrases.ts';
import { words } from './prose.ts';
import { replySubject, subject } from './subjects.ts';

/** A reminder for the channel; or for one person, of what they proposed and what they promised. */
export function renderRemind(
  sheet: Sheet,
  now: Temporal.Instant,
  person?: { id?: string; name: string },
): Rendered {
  const items = sheet.items.filter(isOnAgenda);
  return {
    subject: replySubject(sheet),
    headline: subject(sheet, 'Reminder: '),
    document: {
      blocks: [
        paragraph(
          `The next ${sheet.series.name} is on `,
          startWords(sheet),
          `. So far there ${items.length === 1 ? 'is' : 'are'} ${countOf(items.length, 'item')} on its agenda.`,
        ),
        ...(person ? ownBlocks(sheet, now, person) : titleBlocks(items)),
        ...confirmationBlocks(sheet, now),
        heading(2, 'Add to the agenda'),
        howToAdd(sheet),
        ...(person ? [] : openActionBlocks(sheet, now)),
        ...pageBlocks(sheet, 'The agenda as it grows'),
      ],
    },
  };
}

function titleBlocks(items: readonly Item[]): Block[] {
  if (items.length === 0) return [];
  return [
    {
      kind: 'list',
      items: items.map((item) => ({
        number: item.number,
        blocks: [paragraph(strong(...words(item.title)), ...itemFacts(item))],
      })),
    },
  ];
}

function ownBlocks(
  sheet: Sheet,
  now: Temporal.Instant,
  person: { id?: string; name: string },
): Block[] {
  const isOwn = ({ proposerId, proposer, lead }: Item) =>
    (person.id !== undefined && proposerId === person.id) || [proposer, lead].includes(person.name);
  const items = sheet.items.filter((item) => isOnAgenda(item) && isOwn(item));
  const actions = sheet.openActions.filter(({ owner }) => owner === person.name);
  return [...ownItems(items), ...ownActions(actions, sheet, now)];
}

function ownItems(items: readonly Item[]): Block[] {
  const [first] = items;
  if (first === undefined) return [];
  return [
    heading(2, 'Your items'),
    ...titleBlocks(items),
    paragraph(
      'Should one of them have settled itself, reply with a line such as ',
      code(`withdraw ${first.number}`),
      '; if it has to wait, with ',
      code(`defer ${first.number}`),
      '.',
    ),
  ];
}

function ownActions(actions: readonly Action[], sheet: Sheet, now: Temporal.Instant): Block[] {
  if (actions.length === 0) return [];
  const today = now.toZonedDateTimeISO(zoneOf(sheet)).toPlainDate();
  return [
    heading(2, 'What you took on'),
    bullets(...actions.map((action) => actionWords(action, today))),
  ];
}
