import { cleanLine, safeUrl } from './clean-text.ts';
import type { Block } from './document.ts';
import { escapeHtml, toHtml } from './to-html.ts';

export interface PageOptions {
  /** Where `pageCss` is served; a strict policy allows no style in the page itself. */
  stylesheet?: string;
  /** Loads the page again so often, without a script. */
  refreshSeconds?: number;
}

export interface Page {
  title: string;
  /** HTML, escaped. */
  body: string;
}

/** A whole page without scripts and inline styles: `default-src 'none'; style-src 'self'` is enough for it. */
export function framePage({ title, body }: Page, options: PageOptions = {}): string {
  const { stylesheet = '/convoke.css', refreshSeconds } = options;
  const refresh =
    refreshSeconds === undefined
      ? ''
      : `\n<meta http-equiv="refresh" content="${Math.max(1, Math.round(refreshSeconds))}">`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">${refresh}
<title>${escapeHtml(cleanLine(title))}</title>
<link rel="stylesheet" href="${escapeHtml(stylesheet)}">
</head>
<body>
<main>
${body}
</main>
</body>
</html>
`;
}

/** A part of a page under a heading, both given as HTML. */
export function section(heading: string, body: string): string {
  return `<section>\n<h2>${heading}</h2>\n${body}\n</section>`;
}

export function element(name: 'p' | 'span', className: string, body: string): string {
  return `<${name} class="${className}">${body}</${name}>`;
}

/** A link of the page's own: to a path of this site, or anywhere that is safe. The label is HTML. */
export function anchor(url: string, label: string): string {
  const address = /^\/(?!\/)/u.test(url) ? cleanLine(url) : safeUrl(url);
  return address === undefined ? label : `<a href="${escapeHtml(address)}">${label}</a>`;
}

/** A document's blocks within a section of a page. */
export function blocksHtml(blocks: readonly Block[]): string {
  return toHtml({ blocks: [...blocks] }, { inlineStyles: false, headingOffset: 1 });
}
