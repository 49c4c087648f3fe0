import type { SegmentKind } from './reading.ts';

/** What an element says of the lines inside it, or of all lines after it begins. */
export interface Meaning {
  inside?: SegmentKind;
  /** From here on everything belongs to the message answered. */
  splits?: 'before' | 'after';
  hidden?: boolean;
  /** A blockquote that nothing marks as a mail program's. */
  plain?: boolean;
  /** A box whose lines are a header block when they look like one. */
  box?: boolean;
}

type Attributes = Readonly<Record<string, string>>;

/** Class names of the quotes of webmailers and programs that mark them. */
const quoteClasses = new Set([
  'gmail_quote_body',
  'yahoo_quoted',
  'protonmail_quote',
  'tutanota_quote',
  'zmail_extra',
  'mail-quote-collapse',
  'front-blockquote',
  'missive_quote',
  'iprotonmail',
  'ntes-mailmaster-quote',
  'sh-quoted-content',
  'outlookmessageheader',
  'freemail_quote',
  'quoted-text',
  'mailquote',
]);
const attributionClasses = new Set([
  'gmail_attr',
  'moz-cite-prefix',
  'moz-email-headers-table',
  'hey-attribution',
  'ox-attribution',
]);
const signatureClasses = new Set([
  'moz-signature',
  'gmail_signature',
  'applemailsignature',
  'protonmail_signature_block',
  'ms-outlook-mobile-signature',
  'signature',
  'mail-signature',
  'ox-signature',
]);
const signatureIds = new Set([
  'signature',
  'applemailsignature',
  'ms-outlook-mobile-signature',
  'composer_signature',
  'lineread-signature',
  'applemailsignature',
  'mail-app-signature',
]);
/** Ids of elements that begin the answered message. */
const headerIds = new Set(['divrplyfwdmsg', 'divtagdefaultwrapper_reply', 'replyheader']);
const splitIds = new Set([
  'appendonsend',
  'mail-editor-reference-message-container',
  'stopspelling',
  'zwchr',
  'olk_src_body_section',
  'isreplycontent',
  'isforwardcontent',
  'origbody',
  'original-content',
]);

const meansNothing: Meaning = {};

export function meaningOf(tag: string, attributes: Attributes): Meaning {
  if (Object.keys(attributes).length === 0)
    return tag === 'blockquote' ? { inside: 'quote', plain: true } : meansNothing;
  const style = (attributes['style'] ?? '').toLowerCase();
  if (/display\s*:\s*none|mso-hide\s*:\s*all/u.test(style) || attributes['hidden'] !== undefined)
    return { hidden: true };
  const id = bare(attributes['id']);
  if (headerIds.has(id)) return { inside: 'header-block', splits: 'after' };
  if (splitIds.has(id)) return { splits: 'before' };
  if (
    attributes['data-marker'] === '__QUOTED_TEXT__' ||
    attributes['data-marker'] === '__HEADERS__'
  )
    return { inside: 'quote' };
  if (attributes['name'] === 'messageReplySection' || attributes['name'] === 'quote')
    return { inside: 'quote' };
  if (id === 'reply-intro') return { inside: 'attribution' };
  if (
    signatureIds.has(id) ||
    attributes['data-signatureblock'] === 'true' ||
    attributes['data-smartmail'] === 'gmail_signature'
  )
    return { inside: 'signature' };
  for (const name of (attributes['class'] ?? '').split(/\s+/u)) {
    const found = meaningOfClass(bare(name));
    if (found) return found;
  }
  if (tag === 'blockquote') return meaningOfBlockquote(attributes, style);
  return tag === 'div' && isBorderTop(style) ? { box: true } : {};
}

function meaningOfBlockquote(attributes: Attributes, style: string): Meaning {
  if (isIndentation(style)) return {};
  const marked =
    attributes['type'] === 'cite' || attributes['cite'] !== undefined || /border-left/u.test(style);
  return marked || /quote/iu.test(attributes['class'] ?? '')
    ? { inside: 'quote' }
    : { inside: 'quote', plain: true };
}

function meaningOfClass(name: string): Meaning | undefined {
  if (attributionClasses.has(name)) return { inside: 'attribution' };
  if (signatureClasses.has(name)) return { inside: 'signature' };
  if (quoteClasses.has(name) || name.endsWith('yahoo_quoted')) return { inside: 'quote' };
  return undefined;
}

/** Outlook on the web puts "x_" before the names that other programs gave. */
function bare(name: string | undefined): string {
  return (name ?? '').toLowerCase().replace(/^(?:x_)+/u, '');
}

/** Gmail's "indent more" is a blockquote too. */
function isIndentation(style: string): boolean {
  return (
    /margin\s*:\s*0(?:px|pt)?\s+0(?:px|pt)?\s+0(?:px|pt)?\s+\d/u.test(style) &&
    /border(?:-left)?\s*:\s*(?:none|0)/u.test(style)
  );
}

/** Outlook and Windows Mail draw a line over the header of the message answered. */
function isBorderTop(style: string): boolean {
  if (/border-top(?:-style)?\s*:\s*[^;]*\bsolid/u.test(style)) return true;
  return /border\s*:\s*none/u.test(style) && /border-top\s*:/u.test(style);
}

export const blockTags = new Set(
  `address article aside blockquote body center dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5 h6 header hr html li main menu nav ol p pre section table tbody thead tfoot tr ul caption`.split(
    ' ',
  ),
);

/** Elements with space above and below, where no style sheet takes it away. */
export const spacedTags = new Set([
  'p',
  'ul',
  'ol',
  'pre',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'dl',
]);

export const unreadTags = new Set([
  'style',
  'script',
  'title',
  'template',
  'head',
  'xml',
  'object',
  'svg',
  'select',
  'textarea',
  'noframes',
]);
