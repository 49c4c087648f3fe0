/*
 * What no output may carry: control characters (a CR LF in a subject begins a header of its own), marks that turn
 * the direction of the text after them (they make a reader see another address than the one behind it), and halves
 * of surrogate pairs and code points that are no characters.
 */
const controls =
  /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]/gu;
const spaces = /[\t\n\v\f\r \u0085\u2028\u2029]+/gu;
const lineEnds = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;

/** Text on one line: each run of white space is a space. */
export function cleanLine(text: string): string {
  return text.toWellFormed().replace(controls, '').replace(spaces, ' ');
}

/** Text whose lines are kept, ended by `\n`. */
export function cleanLines(text: string): string {
  return text.toWellFormed().replace(lineEnds, '\n').replace(controls, '');
}

/** A mail subject: one line, at most as long as people will ever see. */
export function subjectLine(text: string, maxChars = 200): string {
  const chars = [...cleanLine(text).trim()];
  return chars.length <= maxChars ? chars.join('') : `${chars.slice(0, maxChars - 3).join('')}...`;
}

/**
 * The address in its normal form, or undefined if a reader should not be led there by a click: anything but the web
 * and mail, and addresses whose user name poses as a host (`https://bank.example@evil.example`).
 */
export function safeUrl(address: string): string | undefined {
  const url = URL.parse(cleanLine(address).trim());
  if (url === null || !['http:', 'https:', 'mailto:'].includes(url.protocol)) return undefined;
  return url.username === '' && url.password === '' ? url.href : undefined;
}
