import { columnsOf } from './agenda-table.ts';
import type { Columns } from './agenda-table.ts';
import { minutesOf, outcomeOf } from './item-fields.ts';
import type { ItemLine } from './item-line.ts';

/** The cells of a row of a table in Markdown; undefined for any other line. */
export function cellsOf(line: string): string[] | undefined {
  const row = /^\|(.+)\|$/u.exec(line)?.[1];
  return row?.split('|').map((cell) => cell.trim());
}

export function isRuleRow(cells: readonly string[]): boolean {
  return cells.every((cell) => /^:?-*:?$/u.test(cell));
}

/** Writes each row of a table as the line a person would type, its head taken away and asked what the columns hold. */
export function withoutTables(lines: readonly ItemLine[]): ItemLine[] {
  let columns: Columns | undefined;
  return lines.flatMap((line, at) => {
    const { cells } = line;
    if (!cells) {
      columns = undefined;
      return [line];
    }
    if (!lines[at - 1]?.cells) {
      columns = columnsOf(cells);
      const isHead = columns.title >= 0 || lines[at + 1]?.kind === 'rule';
      if (isHead) return [{ ...line, kind: 'rule' as const }];
    }
    return line.kind === 'rule' ? [line] : rowLines(line, cells, columns);
  });
}

function rowLines(line: ItemLine, cells: readonly string[], columns?: Columns): ItemLine[] {
  const titleAt =
    columns && columns.title >= 0
      ? columns.title
      : cells.findIndex((cell) => cell !== '' && !/^#?\d{1,3}[.)]?$/u.test(cell));
  const title = cells[titleAt];
  if (title === undefined || title === '') return [];
  const facts: string[] = [];
  const rest: string[] = [];
  cells.forEach((cell, at) => {
    if (at === titleAt || cell === '' || (at < titleAt && /^#?\d{1,3}[.)]?$/u.test(cell))) return;
    const fact = factOf(cell, at, columns);
    if (fact === undefined) rest.push(cell);
    else facts.push(fact);
  });
  const text = facts.length > 0 ? `${title} (${facts.join(', ')})` : title;
  const details = rest.map((cell): ItemLine => ({
    ...line,
    kind: 'text',
    text: cell,
    mark: '',
    indent: line.indent + 9,
  }));
  return [{ ...line, text }, ...details];
}

/** A bare number in a column of times is one of minutes; without a head only what can be nothing else is a fact. */
function factOf(cell: string, at: number, columns?: Columns): string | undefined {
  if (at === columns?.minutes && /^\d{1,3}$/u.test(cell)) return `${cell} min`;
  if (at === columns?.lead) return `lead: ${cell}`;
  return minutesOf(cell) !== undefined || outcomeOf(cell) ? cell : undefined;
}
