import type { RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

export interface MarkdownFile {
  /** The fields of a YAML front matter that are one line each. */
  front: Map<string, string>;
  /** Top-level blocks; HTML and its comments left out. */
  nodes: RootContent[];
}

export function readMarkdown(markdown: string): MarkdownFile {
  const text = markdown.replace(/^\ufeff/u, '').replaceAll('\r\n', '\n');
  const found = /^---\n(?<front>[\s\S]*?)\n---(?:\n|$)/u.exec(text);
  const body = found ? text.slice(found[0].length) : text;
  const tree = fromMarkdown(body, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
  return {
    front: frontFields(found?.groups?.['front'] ?? ''),
    nodes: tree.children.filter(({ type }) => type !== 'html' && type !== 'definition'),
  };
}

function frontFields(front: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of front.split('\n')) {
    const [, name, value] = /^(\w+):\s+(.+)$/u.exec(line) ?? [];
    if (name && value) fields.set(name, value.trim().replace(/^(['"])(.*)\1$/u, '$2'));
  }
  return fields;
}
