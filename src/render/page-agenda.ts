import type { Sheet } from '../domain/sheet.ts';
import { itemFacts, linksBeside, sumWords } from './agenda-blocks.ts';
import { agendaOf, type Agenda, type AgendaEntry } from './agenda-entries.ts';
import { bullets, link, strong } from './document.ts';
import { blocksHtml, element, section } from './page-frame.ts';
import { zoneOf } from './phrases.ts';
import { prose, words } from './prose.ts';
import { escapeHtml, inlineHtml } from './to-html.ts';

/** The agenda, the item under discussion marked. */
export function agendaHtml(sheet: Sheet): string {
  const agenda = agendaOf(sheet);
  const { status } = sheet.meeting;
  if (agenda.entries.length === 0)
    return status === 'cancelled' || sheet.items.length > 0
      ? ''
      : section('Agenda', element('p', 'empty', 'There is nothing on the agenda yet.'));
  const entries = agenda.entries.map((entry) => entryHtml(entry, sheet)).join('\n');
  return section('Agenda', `<ol class="agenda" role="list">\n${entries}\n</ol>${sumHtml(agenda)}`);
}

function entryHtml({ item, startsAt }: AgendaEntry, sheet: Sheet): string {
  const isNow = sheet.meeting.status === 'open' && item.id === sheet.meeting.currentItemId;
  const classes = [isNow ? 'now' : '', item.status === 'discussed' && !isNow ? 'done' : '']
    .filter((name) => name !== '')
    .join(' ');
  const facts = itemFacts(item, startsAt, zoneOf(sheet));
  const links = linksBeside(item);
  return [
    `<li value="${item.number}" id="item-${item.number}"${classes === '' ? '' : ` class="${classes}"`}${isNow ? ' aria-current="true"' : ''}>`,
    // The style hides the list's own marker, which can't be aligned with the title.
    `<p class="title"><span class="number">${item.number}</span>${inlineHtml([strong(...words(item.title))])}</p>`,
    // Without the brackets that stand around them in a line of text.
    facts.length > 0 ? element('p', 'facts', inlineHtml(facts.slice(1, -1))) : '',
    blocksHtml(prose(item.details ?? '')),
    links.length > 0 ? blocksHtml([bullets(...links.map((url) => [link(url)]))]) : '',
    '</li>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function sumHtml(agenda: Agenda): string {
  const sum = sumWords(agenda);
  if (sum === undefined) return '';
  return `\n${element('p', agenda.overMinutes > 0 ? 'sum over' : 'sum', escapeHtml(sum))}`;
}
