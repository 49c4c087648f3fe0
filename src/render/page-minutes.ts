import type { Note, Sheet } from '../domain/sheet.ts';
import { formatTime } from './dates.ts';
import type { MinutesRecord, Topic } from './minutes-record.ts';
import { noteBlocks } from './minutes.ts';
import { blocksHtml, element, section } from './page-frame.ts';
import { zoneOf } from './phrases.ts';
import { words } from './prose.ts';
import { escapeHtml, inlineHtml, timeHtml } from './to-html.ts';

/** Who noted what, and when, is shown as long as it may be corrected. */
export function minutesHtml(sheet: Sheet, { topics }: MinutesRecord): string {
  const title = minutesTitle(sheet);
  if (title === undefined) return '';
  if (topics.length === 0) return section(title, element('p', 'empty', 'No notes yet.'));
  return section(title, topics.map((topic) => topicHtml(topic, sheet)).join('\n'));
}

function minutesTitle({ meeting, notes }: Sheet): string | undefined {
  switch (meeting.status) {
    case 'scheduled':
    case 'called':
    case 'confirmed':
    case 'cancelled':
      return notes.length === 0 ? undefined : 'Minutes';
    case 'open':
      return 'Minutes so far';
    case 'closed':
      return 'Draft minutes';
    case 'published':
      return 'Minutes';
  }
}

function topicHtml({ title, notes }: Topic, sheet: Sheet): string {
  const said = notes.map((note) => noteHtml(note, sheet)).join('\n');
  const empty = element('p', 'empty', 'No notes yet.');
  return `<h3>${inlineHtml(words(title))}</h3>\n${notes.length === 0 ? empty : said}`;
}

function noteHtml(note: Note, sheet: Sheet): string {
  const source =
    sheet.meeting.status === 'published'
      ? ''
      : `\n<p class="source">${escapeHtml(note.author)}, ${timeHtml(note.at, formatTime(note.at, zoneOf(sheet)))}</p>`;
  return `<div class="note ${note.kind}">\n${blocksHtml(noteBlocks(note))}${source}\n</div>`;
}
