import type { APIEmbed } from 'discord-api-types/v10';
import { h, linkTo } from './dom.ts';
import { inlineView, markdownView, type Reader } from './markdown-view.ts';
import { inStyle } from './times.ts';

export function embedView(embed: APIEmbed, reader: Reader): HTMLElement {
  const { title, url, description, color, author, fields = [], footer, timestamp } = embed;
  const heading = title === undefined ? [] : inlineView(title, reader);
  const element = h(
    'div',
    { class: 'embed' },
    author &&
      h(
        'div',
        { class: 'embed-author' },
        author.url ? linkTo(author.url, author.name) : author.name,
      ),
    heading.length > 0 &&
      h('div', { class: 'embed-title' }, url === undefined ? heading : linkTo(url, heading)),
    description !== undefined && h('div', { class: 'words' }, markdownView(description, reader)),
    fields.length > 0 &&
      h(
        'div',
        { class: 'fields' },
        fields.map((field) =>
          h(
            'div',
            { class: field.inline ? 'field inline' : 'field' },
            h('div', { class: 'field-name' }, inlineView(field.name, reader)),
            h('div', { class: 'words' }, markdownView(field.value, reader)),
          ),
        ),
      ),
    (footer ?? timestamp) !== undefined &&
      h(
        'div',
        { class: 'quiet' },
        [
          footer?.text,
          timestamp &&
            inStyle(Date.parse(timestamp), 'f', { zone: reader.zone, now: reader.now() }),
        ]
          .filter(Boolean)
          .join(' • '),
      ),
  );
  if (color) element.style.borderLeftColor = `#${color.toString(16).padStart(6, '0')}`;
  return element;
}
