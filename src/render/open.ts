import { isOnAgenda } from '../domain/item.ts';
import type { Sheet } from '../domain/sheet.ts';
import { itemFacts } from './agenda-blocks.ts';
import { bullets, code, paragraph, strong, type Block, type Rendered } from './document.ts';
import { pageBlocks, rolesBlocks } from './letter-parts.ts';
import { words } from './prose.ts';
import { replySubject, subject } from './subjects.ts';

/** The meeting has begun: what comes first, and how what is said gets into the minutes. */
export function renderOpen(sheet: Sheet, _now: Temporal.Instant): Rendered {
  return {
    subject: replySubject(sheet),
    headline: subject(sheet, 'Open: '),
    document: {
      blocks: [
        paragraph(`The ${sheet.series.name} has begun. From now on its minutes are taken.`),
        ...rolesBlocks(sheet),
        ...firstItem(sheet),
        ...(sheet.hasChannel ? [commands()] : []),
        ...pageBlocks(sheet, 'Agenda and minutes as they grow'),
      ],
    },
  };
}

function firstItem({ items, meeting }: Sheet): Block[] {
  const onAgenda = items.filter(isOnAgenda);
  const item = onAgenda.find(({ id }) => id === meeting.currentItemId) ?? onAgenda[0];
  if (item === undefined) return [paragraph('There is nothing on the agenda.')];
  return [
    paragraph(
      `First on the agenda, number ${item.number}: `,
      strong(...words(item.title)),
      ...itemFacts(item),
    ),
  ];
}

function commands(): Block {
  return bullets(
    [code('/minutes present'), ' says that you are here.'],
    [
      code('/minutes note'),
      ', ',
      code('/minutes decision'),
      ' and ',
      code('/minutes action'),
      ' keep what is said, decided and promised.',
    ],
    [
      'The chair goes on with ',
      code('/meeting topic'),
      ' and closes with ',
      code('/meeting end'),
      '.',
    ],
  );
}
