import { createHash } from 'node:crypto';
import { fieldValue, withField, without, type RawMessage } from './message.ts';

/**
 * Adds a list's footer as Mailman does: as text where the whole message is one plain text, as one more
 * part where it already is multipart/mixed, otherwise in a new multipart/mixed around what was sent.
 */
export function addFooter(message: RawMessage, footer: string): RawMessage {
  const type = fieldValue(message, 'Content-Type') ?? 'text/plain; charset=us-ascii';
  const disposition = fieldValue(message, 'Content-Disposition') ?? 'inline';
  const mediaType = type.split(';')[0]?.trim().toLowerCase();
  if (mediaType === 'text/plain' && isAsciiBased(type) && /^inline/iu.test(disposition))
    return { ...message, body: appendText(message, footer) };
  const boundary = parameter(type, 'boundary');
  if (mediaType === 'multipart/mixed' && boundary) {
    const body = appendPart(message.body, boundary, footer);
    if (body !== undefined) return { ...message, body };
  }
  return wrap(message, footer);
}

/** Every footer is ASCII, so that it can stand in any of these. */
function isAsciiBased(contentType: string): boolean {
  const charset = parameter(contentType, 'charset') ?? 'us-ascii';
  return /^(?:us-ascii|ascii|utf-?8|iso-8859-\d+|windows-125\d|koi8-[ru]|gb18030|gbk|gb2312|big5|euc-[a-z]+|shift_jis)$/iu.test(
    charset,
  );
}

function appendText(message: RawMessage, footer: string): string {
  const encoding = (fieldValue(message, 'Content-Transfer-Encoding') ?? '7bit').toLowerCase();
  const lines = footer.replaceAll('\n', '\r\n');
  if (encoding === 'base64') {
    const text = Buffer.from(message.body, 'base64').toString('latin1');
    return `${wrapBase64(Buffer.from(`${endLine(text)}${lines}`, 'latin1'))}\r\n`;
  }
  const safe = encoding === 'quoted-printable' ? lines.replaceAll('=', '=3D') : lines;
  return `${endLine(message.body)}${safe}`;
}

function appendPart(body: string, boundary: string, footer: string): string | undefined {
  const close = body.lastIndexOf(`\r\n--${boundary}--`);
  if (close < 0) return undefined;
  return `${body.slice(0, close)}${footerPart(boundary, footer)}${body.slice(close)}`;
}

function wrap(message: RawMessage, footer: string): RawMessage {
  const isContent = (name: string) => /^content-/iu.test(name);
  const inner = message.fields.filter((field) => isContent(field.name));
  const hash = createHash('sha256').update(message.body).digest('hex').slice(0, 24);
  const boundary = `===============${hash}==`;
  const head = inner.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  const body =
    `--${boundary}\r\n${head}\r\n${message.body}` +
    `${footerPart(boundary, footer)}\r\n--${boundary}--\r\n`;
  const outer = without(message, ...inner.map((field) => field.name));
  return withField(
    withField({ ...outer, body }, 'MIME-Version', '1.0'),
    'Content-Type',
    `multipart/mixed; boundary="${boundary}"`,
  );
}

function footerPart(boundary: string, footer: string): string {
  return [
    '',
    `--${boundary}`,
    'Content-Type: text/plain; charset="us-ascii"',
    'MIME-Version: 1.0',
    'Content-Transfer-Encoding: 7bit',
    'Content-Disposition: inline',
    '',
    footer.replaceAll('\n', '\r\n'),
  ].join('\r\n');
}

function parameter(contentType: string, name: string): string | undefined {
  const match = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'iu').exec(contentType);
  return match?.[1] ?? match?.[2];
}

function endLine(text: string): string {
  return text === '' || text.endsWith('\r\n') ? text : `${text}\r\n`;
}

function wrapBase64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}(?=.)/gu, '$&\r\n');
}
