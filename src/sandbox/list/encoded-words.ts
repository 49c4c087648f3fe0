const encodedWord = /=\?([^?\s]{1,40})\?([bq])\?([^?\s]*)\?=/giu;

/** Undoes RFC 2047 in a header value. A word that can't be decoded stays as it is. */
export function decodeWords(value: string): string {
  return value
    .replace(/(\?=)\s+(?==\?)/gu, '$1')
    .replace(encodedWord, (word, charset: string, encoding: string, text: string) => {
      const bytes = encoding.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : fromQ(text);
      try {
        return new TextDecoder(charset.split('*')[0]).decode(bytes);
      } catch {
        // A charset this machine has never heard of is the sender's business, not the list's.
        return word;
      }
    });
}

function fromQ(text: string): Buffer {
  const plain = text
    .replaceAll('_', ' ')
    .replace(/=([0-9a-f]{2})/giu, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(plain, 'latin1');
}

/** A display name for an address field: quoted, or as encoded words when it isn't ASCII. */
export function encodeName(name: string): string {
  return isAscii(name) ? `"${name.replace(/["\\]/gu, '\\$&')}"` : words(name);
}

/** A value without structure, such as a subject. */
export function encodeText(text: string): string {
  return isAscii(text) ? text : words(text);
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/u.test(text);
}

function words(text: string): string {
  const encoded: string[] = [];
  let word = '';
  // 45 bytes make 60 characters of base64; with the frame a word stays under RFC 2047's 75.
  for (const char of text) {
    if (Buffer.byteLength(word + char) > 45) {
      encoded.push(word);
      word = '';
    }
    word += char;
  }
  encoded.push(word);
  return encoded.map((one) => `=?utf-8?b?${Buffer.from(one).toString('base64')}?=`).join('\r\n ');
}
