import { fullName } from '../app/find-meeting.ts';
import type { SeriesRecord } from '../app/ports.ts';
import type { Change, OtherSlot } from '../domain/exceptions.ts';
import { ruleLines } from '../domain/schedule-times.ts';
import { policyWords } from './policy-words.ts';
import { printJson, printLine } from './print.ts';

export function printSeries(series: SeriesRecord, json: boolean): void {
  if (json) {
    printJson(series);
    return;
  }
  printLine(oneLine(series));
  const rows: [string, string | undefined][] = [
    ['community', `${series.community.name} (${series.community.slug})`],
    ['rule', ruleLines(series.rrule).join(', ') || 'ad hoc'],
    ...(series.slots ?? []).map((slot): [string, string] => [
      slot.instead ? 'instead' : 'and',
      slotWords(slot),
    ]),
    ...exceptionRows(series),
    ...holidayRows(series),
    ['start', `${series.start.toString({ smallestUnit: 'minute' })} ${series.zone}`],
    ['duration', `${series.durationMinutes} min`],
    ['list', series.listAddress],
    ['list id', series.listId],
    ['channel', series.discordChannelId],
    ['voice', series.discordVoiceChannelId],
    ['event', series.discordEvent ? undefined : 'none on Discord'],
    ['chairs', series.chairs.map(({ name }) => name).join(', ') || undefined],
    ['scribes', series.scribes.map(({ name }) => name).join(', ') || undefined],
    ['standing', series.standingItems.map(({ title }) => title).join('; ') || undefined],
    ['policy', policyWords(series.policy)],
  ];
  for (const [term, value] of rows)
    if (value !== undefined) printLine(`  ${term.padEnd(10)} ${value}`);
}

function slotWords({ rrule, start, zone }: OtherSlot | Change): string {
  const rule = ruleLines(rrule).join(', ') || 'ad hoc';
  return `${rule} from ${start.toString({ smallestUnit: 'minute' })} ${zone}`;
}

function exceptionRows({ exceptions = {} }: SeriesRecord): [string, string][] {
  const { skips = [], extras = [], moves = [], changes = [] } = exceptions;
  const local = (at: Temporal.PlainDateTime) => at.toString({ smallestUnit: 'minute' });
  return [
    ...changes.map((change): [string, string] => [String(change.from), slotWords(change)]),
    ...skips.map(({ occurrence, reason }): [string, string] => [
      'skipped',
      `${local(occurrence)}${reason === undefined ? '' : `: ${reason}`}`,
    ]),
    ...moves.map(({ occurrence, to }): [string, string] => [
      'moved',
      `${local(occurrence)} to ${local(to)}`,
    ]),
    ...extras.map((at): [string, string] => ['extra', local(at)]),
  ];
}

function holidayRows(series: SeriesRecord): [string, string][] {
  if ((series.holidays ?? []).length === 0) return [];
  return [['holidays', holidaySourceWords(series)]];
}

/** Whose holidays a series minds, and how far they are known. */
export function holidaySourceWords({ holidays = [], holidaySource }: SeriesRecord): string {
  const own = holidays.filter(({ fromLibrary }) => !fromLibrary);
  const theirs = holidays.length - own.length;
  const words = [
    ...(holidaySource
      ? [
          `${theirs} of ${holidaySource.places.join(', ')} (${holidaySource.types.join(', ')}; kept up to date)`,
        ]
      : []),
    ...(own.length > 0 ? [`${own.length} of a calendar file`] : []),
  ];
  return `${words.join(' and ')}, the last on ${String(holidays.at(-1)?.date)}`;
}

export function oneLine(series: SeriesRecord): string {
  const { name, rrule, zone, paused } = series;
  return `${fullName(series)}  ${name}  ${rrule?.replaceAll('\n', ', ') ?? 'ad hoc'}  ${zone}${paused ? '  (paused)' : ''}`;
}
