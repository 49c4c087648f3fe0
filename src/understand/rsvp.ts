/** An answer to an invitation (RFC 5546 §3.2.3), as a calendar program mails it. */
export interface Rsvp {
  uid: string;
  /** Which date of a repeating entry: a moment, or a time on the clock of the invitation. */
  recurrence?: { at: Temporal.Instant } | { local: Temporal.PlainDateTime };
  /** Whose answer it says it is, in lower case. */
  attendee?: string;
  intention: 'coming' | 'maybe' | 'regrets';
  /** Of the invitation that it answers. */
  sequence: number;
}

const mostChars = 200_000;

/** The answer in one of a mail's calendar parts, if there is one that can be understood. */
export function readRsvp(calendars: readonly string[]): Rsvp | undefined {
  for (const text of calendars) {
    const rsvp = text.length > mostChars ? undefined : readOne(text);
    if (rsvp) return rsvp;
  }
  return undefined;
}

function readOne(text: string): Rsvp | undefined {
  const lines = contentLines(text);
  const method = lines.find(({ name }) => name === 'METHOD')?.value;
  if (method?.toUpperCase() !== 'REPLY') return undefined;
  const event = eventLines(lines);
  const value = (name: string) => event.find((line) => line.name === name)?.value;
  const attendee = event.find((line) => line.name === 'ATTENDEE');
  const intention = intentionOf(attendee?.parameters.get('PARTSTAT'));
  const uid = value('UID');
  if (uid === undefined || intention === undefined) return undefined;
  const address = /^mailto:(.+)$/iu.exec(attendee?.value ?? '')?.[1]?.toLowerCase();
  const recurrence = momentOf(event.find((line) => line.name === 'RECURRENCE-ID'));
  return {
    uid: uid.trim(),
    intention,
    sequence: Number(/^\d{1,9}$/u.exec(value('SEQUENCE') ?? '')?.[0] ?? 0),
    ...(address === undefined ? {} : { attendee: address }),
    ...(recurrence === undefined ? {} : { recurrence }),
  };
}

/** One who sends someone else doesn't come; who has not decided has said nothing. */
function intentionOf(status: string | undefined): Rsvp['intention'] | undefined {
  switch (status?.toUpperCase()) {
    case 'ACCEPTED':
      return 'coming';
    case 'TENTATIVE':
      return 'maybe';
    case 'DECLINED':
    case 'DELEGATED':
      return 'regrets';
    default:
      return undefined;
  }
}

interface ContentLine {
  name: string;
  parameters: Map<string, string>;
  value: string;
}

/** RFC 5545 §3.1: long lines are folded; a parameter's value may be quoted, and hold colons then. */
function contentLines(text: string): ContentLine[] {
  const unfolded = text.replace(/\r\n|\r/gu, '\n').replace(/\n[ \t]/gu, '');
  return unfolded.split('\n').flatMap((line) => {
    const name = /^[A-Za-z0-9-]+/u.exec(line)?.[0];
    if (name === undefined) return [];
    const parameters = new Map<string, string>();
    let rest = line.slice(name.length);
    for (;;) {
      const parameter = /^;([A-Za-z0-9-]+)=("[^"]*"|[^;:"]*)(?:,(?:"[^"]*"|[^;:",]*))*/u.exec(rest);
      if (!parameter) break;
      parameters.set(parameter[1]!.toUpperCase(), parameter[2]!.replace(/^"|"$/gu, ''));
      rest = rest.slice(parameter[0].length);
    }
    if (!rest.startsWith(':')) return [];
    return [{ name: name.toUpperCase(), parameters, value: rest.slice(1) }];
  });
}

/** The lines of the first event, without those of what lies within it. */
function eventLines(lines: readonly ContentLine[]): ContentLine[] {
  const within: string[] = [];
  const event: ContentLine[] = [];
  for (const line of lines) {
    if (line.name === 'END') {
      if (within.pop() === 'VEVENT') return event;
    } else if (line.name === 'BEGIN') within.push(line.value.trim().toUpperCase());
    else if (within.at(-1) === 'VEVENT') event.push(line);
  }
  return event;
}

function momentOf(line: ContentLine | undefined): Rsvp['recurrence'] {
  const [, date, time, utc] = /^(\d{8})(?:T(\d{6})(Z)?)?$/u.exec(line?.value.trim() ?? '') ?? [];
  if (date === undefined) return undefined;
  try {
    const local = Temporal.PlainDateTime.from(`${date}T${time ?? '000000'}`, {
      overflow: 'reject',
    });
    if (utc) return { at: local.toZonedDateTime('UTC').toInstant() };
    return { local };
  } catch {
    return undefined; // The only failure here is a date that no calendar has: the entry as a whole is meant then.
  }
}
