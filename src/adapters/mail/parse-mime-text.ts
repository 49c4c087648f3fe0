/** Undoes a Content-Transfer-Encoding. */
export function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    default:
      return body;
  }
}

const equals = 61;

/** RFC 2045 §6.7. An escape that is none stays as it is. */
function decodeQuotedPrintable(body: Buffer): Buffer {
  const text = body
    .toString('latin1')
    .replace(/[ \t]+(?=\r?\n)/gu, '')
    .replace(/=\r?\n/gu, '');
  const bytes = Buffer.alloc(text.length);
  let length = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    const value = code === equals ? hexAt(text, at + 1) : -1;
    bytes[length++] = value < 0 ? code : value;
    if (value >= 0) at += 2;
  }
  return bytes.subarray(0, length);
}

function hexAt(text: string, at: number): number {
  const pair = text.slice(at, at + 2);
  return /^[0-9a-f]{2}$/iu.test(pair) ? Number.parseInt(pair, 16) : -1;
}

/** Names that mail uses and the WHATWG list of encodings does not know. */
const aliases: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  'utf-8n': 'utf-8',
  unicode: 'utf-8',
  'unicode-1-1-utf-8': 'utf-8',
  '': 'us-ascii',
  ascii: 'us-ascii',
  'ansi_x3.4-1968': 'us-ascii',
  'unknown-8bit': 'us-ascii',
  'x-unknown': 'us-ascii',
  default: 'us-ascii',
  'iso-8859-8-e': 'iso-8859-8',
  cp932: 'shift_jis',
  ms932: 'shift_jis',
  cp51932: 'euc-jp',
  eucjp: 'euc-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  jis: 'iso-2022-jp',
  cp936: 'gbk',
  cp949: 'euc-kr',
  'x-windows-949': 'euc-kr',
  uhc: 'euc-kr',
  cp950: 'big5',
  'x-gbk': 'gbk',
  'gb18030-2000': 'gb18030',
  koi8r: 'koi8-r',
  'win-1251': 'windows-1251',
  'x-mac-roman': 'macintosh',
  latin1: 'iso-8859-1',
  'iso8859-1': 'iso-8859-1',
  'iso8859-2': 'iso-8859-2',
  'iso8859-15': 'iso-8859-15',
};

const multiByte =
  /^(?:shift_jis|euc-jp|iso-2022-jp|gb18030|gbk|gb2312|big5|big5-hkscs|euc-kr|ks_c_5601-1987|utf-16|utf-16le|utf-16be)/u;

/** Turns bytes into text by the charset named, unless the bytes say plainly that the name is wrong. */
export function decodeCharset(bytes: Buffer, named: string): string {
  const lower = named
    .trim()
    .toLowerCase()
    .replace(/^["']|["']$/gu, '');
  const charset = aliases[lower] ?? lower;
  return tidied(
    charset === 'utf-7' ? decodeUtf7(bytes.toString('latin1')) : decode(bytes, charset),
  );
}

function decode(bytes: Buffer, charset: string): string {
  const eightBit = bytes.some((byte) => byte >= 0x80);
  if (!eightBit && !charset.startsWith('utf-16')) {
    const japanese = charset === 'iso-2022-jp' || bytes.includes('\u001b$');
    return japanese ? strictly(bytes, 'iso-2022-jp', false)! : bytes.toString('latin1');
  }
  const utf8 = charset.startsWith('utf-16') ? undefined : strictly(bytes, 'utf-8', true);
  if (!multiByte.test(charset)) return utf8 ?? singleByte(bytes, charset);
  const text = strictly(bytes, charset, false);
  return text === undefined || (text.includes('\ufffd') && utf8 !== undefined)
    ? (utf8 ?? singleByte(bytes, ''))
    : text;
}

/** Text in ISO-8859-1 is almost never UTF-8 by chance; text called UTF-8 that is not is most often windows-1252. */
function singleByte(bytes: Buffer, charset: string): string {
  if (charset === 'utf-8') {
    const lenient = bytes.toString('utf8');
    const broken = lenient.split('\ufffd').length - 1;
    const whole = [...lenient.matchAll(/[^\u0000-\u007f\ufffd]/gu)].length;
    return whole > broken ? lenient : strictly(bytes, 'windows-1252', false)!;
  }
  return strictly(bytes, charset, false) ?? strictly(bytes, 'windows-1252', false)!;
}

function strictly(bytes: Buffer, charset: string, fatal: boolean): string | undefined {
  try {
    return new TextDecoder(charset, { fatal }).decode(bytes);
  } catch {
    // The charset is unknown, or the bytes are not in it; the caller has another one to try.
    return undefined;
  }
}

/** RFC 2152: old Outlooks sent it. */
function decodeUtf7(text: string): string {
  return text.replace(/\+([A-Za-z0-9+/]*)-?/gu, (_, encoded: string) => {
    if (encoded === '') return '+';
    const bytes = Buffer.from(encoded, 'base64');
    return bytes
      .subarray(0, bytes.length & ~1)
      .swap16()
      .toString('utf16le');
  });
}

/** One kind of line end; no NUL, which Postgres can't hold. */
function tidied(text: string): string {
  return text.replace(/\r\n?/gu, '\n').replaceAll('\0', '');
}
