import { encode as encodeQuotedPrintable, wrap } from 'nodemailer/lib/qp';
import type { Field } from '../list/message.ts';

/** A part of a message. Its parameters stay exactly as the program writes them. */
export type Part =
  | { type: string; text: string; encoding: '7bit' | '8bit' | 'quoted-printable' | 'base64' }
  | { type: 'multipart/alternative'; parts: Part[] };

/** The part as header fields and body (latin1, CRLF). `unique` makes its boundary. */
export function encodePart(part: Part, unique: string): { fields: Field[]; body: string } {
  if ('parts' in part) {
    const boundary = `_${unique}_`;
    const parts = part.parts.map((one) => {
      const { fields, body } = encodePart(one, unique);
      const head = fields.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
      return `--${boundary}\r\n${head}\r\n${body}\r\n`;
    });
    return {
      fields: [{ name: 'Content-Type', value: `${part.type};\r\n boundary="${boundary}"` }],
      body: `${parts.join('')}--${boundary}--\r\n`,
    };
  }
  const isAscii = /^[\x09\x0a\x0d\x20-\x7e]*$/u.test(part.text);
  const encoding = part.encoding === '7bit' && !isAscii ? 'quoted-printable' : part.encoding;
  return {
    fields: [
      { name: 'Content-Type', value: isAscii ? part.type : part.type.replace('us-ascii', 'utf-8') },
      { name: 'Content-Transfer-Encoding', value: encoding },
    ],
    body: encode(part.text.replace(/\r?\n/gu, '\r\n'), encoding),
  };
}

function encode(text: string, encoding: string): string {
  const bytes = Buffer.from(text, 'utf8');
  switch (encoding) {
    case 'base64':
      return bytes.toString('base64').replace(/.{76}(?=.)/gu, '$&\r\n');
    case 'quoted-printable':
      return wrap(encodeQuotedPrintable(bytes).replace(/\r?\n/gu, '\r\n'), 76);
    default:
      return bytes.toString('latin1');
  }
}
