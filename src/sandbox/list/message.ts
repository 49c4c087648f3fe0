/** A message as bytes, split into its header fields and its body; both hold one byte a character (latin1). */
export interface RawMessage {
  fields: Field[];
  body: string;
}

export interface Field {
  name: string;
  /** As sent, folded lines and all, without the last line break. */
  value: string;
}

/** Splits a message. Line ends become CRLF; no other byte changes. */
export function parseRaw(raw: Buffer): RawMessage {
  const text = raw.toString('latin1').replace(/\r?\n/gu, '\r\n');
  if (text.startsWith('\r\n')) return { fields: [], body: text.slice(2) };
  const end = text.indexOf('\r\n\r\n');
  const head = end < 0 ? text.replace(/(?:\r\n)+$/u, '') : text.slice(0, end);
  const fields: Field[] = [];
  for (const line of head.split('\r\n')) {
    const last = fields.at(-1);
    const colon = line.indexOf(':');
    if (/^[ \t]/u.test(line) && last) last.value += `\r\n${line}`;
    else if (colon > 0)
      fields.push({
        name: line.slice(0, colon).trimEnd(),
        value: line.slice(colon + 1).trimStart(),
      });
  }
  return { fields, body: end < 0 ? '' : text.slice(end + 4) };
}

export function formatRaw(message: RawMessage): Buffer {
  const head = message.fields.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return Buffer.from(`${head}\r\n${message.body}`, 'latin1');
}

/** The first field of that name, unfolded, its encoded words left as they are. */
export function fieldValue(message: Pick<RawMessage, 'fields'>, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return message.fields
    .find((field) => field.name.toLowerCase() === wanted)
    ?.value.replace(/\r\n(?=[ \t])/gu, '')
    .trim();
}

export function without(message: RawMessage, ...names: string[]): RawMessage {
  const unwanted = new Set(names.map((name) => name.toLowerCase()));
  return {
    ...message,
    fields: message.fields.filter((field) => !unwanted.has(field.name.toLowerCase())),
  };
}

/** Replaces the field where it stands, or adds it at the end. */
export function withField(message: RawMessage, name: string, value: string): RawMessage {
  const wanted = name.toLowerCase();
  const index = message.fields.findIndex((field) => field.name.toLowerCase() === wanted);
  const fields = message.fields.filter(
    (field, n) => n === index || field.name.toLowerCase() !== wanted,
  );
  if (index < 0) return { ...message, fields: [...fields, { name, value }] };
  return { ...message, fields: fields.with(index, { name, value }) };
}

/** Puts trace fields on top, as every server on the way does. */
export function withTrace(message: RawMessage, ...fields: Field[]): RawMessage {
  return { ...message, fields: [...fields, ...message.fields] };
}

/** RFC 5322 date, in UTC. */
export function mailDate(at: Temporal.Instant): string {
  return new Date(at.epochMilliseconds).toUTCString().replace('GMT', '+0000');
}
