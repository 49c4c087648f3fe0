import type { Sheet } from '../domain/sheet.ts';
import { agendaOf } from './agenda-entries.ts';
import { cleanLine } from './clean-text.ts';
import { escapeDiscord } from './discord-inline.ts';

const nameChars = 100;
const descriptionChars = 1000;

/**
 * What Discord's event says of a meeting.
 *
 * @param marker the last line of its description, by which it is found again
 */
export function renderDiscordEvent(
  sheet: Sheet,
  marker: string,
): { name: string; description: string } {
  const room = descriptionChars - marker.length - 2;
  return {
    name: cut(cleanLine(sheet.series.name).trim(), nameChars),
    description: `${cut(descriptionLines(sheet).join('\n'), room)}\n\n${marker}`,
  };
}

function descriptionLines(sheet: Sheet): string[] {
  const { community, chair, url } = sheet;
  const confirmed = sheet.meeting.status !== 'called';
  const { entries } = agendaOf(sheet);
  return [
    `${escapeDiscord(community.name)}${chair === undefined ? '' : `, chaired by ${escapeDiscord(chair)}`}`,
    ...(url === undefined ? [] : [`Agenda and minutes: ${url}`]),
    ...(!confirmed && sheet.hasChannel ? ['Add to the agenda with /agenda add'] : []),
    ...(confirmed ? entries.map(({ item }) => `${item.number}. ${escapeDiscord(item.title)}`) : []),
  ];
}

function cut(text: string, maxChars: number): string {
  if (text.length <= maxChars) return text;
  return `${text.slice(0, maxChars - 1).toWellFormed()}…`;
}
