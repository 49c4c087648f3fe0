import type { Table, TableCell, TableRow } from 'mdast';
import { readTitle, type AgendaItemRead } from './agenda-entry.ts';
import { minutesOf } from './item-fields.ts';
import { linksIn, plainText } from './markdown-text.ts';

/** The rows of a table that has a column for the topic; other tables hold no items. */
export function tableItems(table: Table): AgendaItemRead[] {
  const [head, ...rows] = table.children;
  const names =
    head?.children.map(({ children }) => plainText(children).trim().toLowerCase()) ?? [];
  const columns = {
    title: names.findIndex((name) =>
      /^(?:(?:agenda )?(?:topic|item|subject|title|issue)s?|agenda|proposal|what)$/u.test(name),
    ),
    minutes: names.findIndex((name) =>
      /^(?:time ?box|time|duration|length|min(?:ute)?s?|estimate)\b/u.test(name),
    ),
    lead: names.findIndex((name) =>
      /^(?:lead|leader|presenter|owner|who|champion|speaker|facilitator|host)\b/u.test(name),
    ),
  };
  if (columns.title === -1) return [];
  return rows.flatMap((row) => rowItem(row, columns) ?? []);
}

function rowItem(
  row: TableRow,
  columns: { title: number; minutes: number; lead: number },
): AgendaItemRead | undefined {
  const cell = (index: number): TableCell | undefined =>
    index === -1 ? undefined : row.children[index];
  const text = (index: number) => plainText(cell(index)?.children ?? []).trim();
  const titled = readTitle(cell(columns.title)?.children ?? []);
  if (titled.title === '') return undefined;
  const timeText = text(columns.minutes);
  // A bare number in a column of times is one of minutes.
  const minutes =
    minutesOf(/^\d+$/u.test(timeText) ? `${timeText} min` : timeText) ?? titled.minutes;
  const lead = text(columns.lead) || titled.lead;
  const links = [...new Set(row.children.flatMap(linksIn))];
  return {
    title: titled.title,
    ...(titled.more === '' ? {} : { details: titled.more }),
    ...(minutes === undefined ? {} : { minutes }),
    ...(lead === undefined ? {} : { lead }),
    ...(links.length > 0 ? { links } : {}),
  };
}
