import type { Table, TableCell, TableRow } from 'mdast';
import { readTitle, type AgendaItemRead } from './agenda-entry.ts';
import { minutesOf } from './item-fields.ts';
import { linksIn, plainText } from './markdown-text.ts';

/** The rows of a table that has a column for the topic; other tables hold no items. */
export function tableItems(table: Table): AgendaItemRead[] {
  const [head, ...rows] = table.children;
  const columns = columnsOf(head?.children.map(({ children }) => plainText(children)) ?? []);
  if (columns.title === -1) return [];
  return rows.flatMap((row) => rowItem(row, columns) ?? []);
}

/** Which column holds what; -1 where none does. */
export interface Columns {
  title: number;
  minutes: number;
  lead: number;
}

export function columnsOf(head: readonly string[]): Columns {
  const names = head.map((name) => name.trim().toLowerCase());
  return {
    title: names.findIndex((name) =>
      /^(?:(?:agenda )?(?:topic|item|subject|title|issue|point)s?|agenda|proposal|what|thema|punkt|sujet|tema|punto|onderwerp|ämne|temat|тема|議題|议题|안건)$/u.test(
        name,
      ),
    ),
    minutes: names.findIndex((name) =>
      /^(?:time ?box|time|duration|length|min(?:ute)?s?|minuten|estimate|dauer|zeit|durée|duración|durata|tijd|tid|czas|время|時間|时间|시간)(?!\p{L})/u.test(
        name,
      ),
    ),
    lead: names.findIndex((name) =>
      /^(?:lead|leader|presenter|owner|who|champion|speaker|facilitator|host|name|leitung|wer|responsable|relatore|担当|負責人|负责人)(?!\p{L})/u.test(
        name,
      ),
    ),
  };
}

function rowItem(row: TableRow, columns: Columns): AgendaItemRead | undefined {
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
