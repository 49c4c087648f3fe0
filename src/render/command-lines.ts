import type { Command } from '../domain/command.ts';
import type { ItemChanges, ItemDraft } from '../domain/item.ts';
import { cleanLine, cleanLines } from './clean-text.ts';

/** A command as the lines of mail that say it. What can't be said by mail is told by its name. */
export function commandLines(command: Command): string[] {
  switch (command.name) {
    case 'add':
      return command.items.map(draftLines);
    case 'edit':
      return editLines(command.item, command.changes);
    case 'withdraw':
    case 'accept':
      return [`${command.name} ${command.item}`];
    case 'restore':
      return [command.item === undefined ? 'restore the call' : `restore ${command.item}`];
    case 'skip':
      return [`skip${after(' ', command.date)}: ${cleanLine(command.reason)}`];
    case 'pass':
      return [`pass my turn as ${command.role}`];
    case 'swap':
      return [`swap turns as ${command.role} with ${cleanLine(command.with)}`];
    case 'zone':
      return [`zone: ${cleanLine(command.zone)}`];
    case 'defer':
    case 'decline':
      return [`${command.name} ${command.item}${after(': ', command.reason)}`];
    case 'move':
      return [`move ${command.item} to ${command.to}`];
    case 'cancel':
      return [`cancel the call: ${cleanLine(command.reason)}`];
    case 'reschedule':
      return [`move the call to ${cleanLine(command.to)}`];
    case 'present':
    case 'regrets':
    case 'coming':
      return [`${command.name}${after(': ', command.people.join(', ') || undefined)}`];
    case 'settle':
      return [command.how];
    default:
      return [command.name];
  }
}

/** `- Release plan (10 min, lead: Ann)`, its details and links indented below. */
function draftLines({ title, details, lead, minutes, outcome, links }: ItemDraft): string {
  const facts = [
    ...(minutes === undefined ? [] : [`${minutes} min`]),
    ...(outcome === undefined ? [] : [outcome]),
    ...(lead === undefined ? [] : [`lead: ${cleanLine(lead)}`]),
  ];
  const first = `- ${cleanLine(title)}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
  const beside = (links ?? []).filter((link) => !`${title} ${details ?? ''}`.includes(link));
  // After a blank line: right below, a line would be taken for the rest of the title.
  const below = [
    ...(details === undefined ? [] : ['', ...cleanLines(details).split('\n')]),
    ...beside,
  ];
  return [first, ...below.map((line) => (line === '' ? '' : `  ${line}`))].join('\n');
}

function editLines(item: number, changes: ItemChanges): string[] {
  const { title, details, lead, minutes, outcome, links } = changes;
  const lines = [
    title === undefined ? undefined : `edit ${item}: ${cleanLine(title)}`,
    fieldLine('time', item, minutes === undefined || minutes === null ? minutes : `${minutes} min`),
    fieldLine('lead', item, lead),
    fieldLine('details', item, details),
    fieldLine('outcome', item, outcome),
    links === undefined ? undefined : `links ${item}: ${links.join(' ')}`,
  ];
  return lines.filter((line) => line !== undefined);
}

function fieldLine(what: string, item: number, value: string | null | undefined) {
  if (value === undefined) return undefined;
  return value === null ? `no ${what} for ${item}` : `${what} ${item}: ${cleanLine(value)}`;
}

function after(before: string, text: string | undefined): string {
  return text === undefined ? '' : `${before}${cleanLine(text)}`;
}
