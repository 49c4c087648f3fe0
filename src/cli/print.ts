/** One JSON document; instants and dates print themselves. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}

export function printLine(text: string): void {
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`);
}

/** An answer written for a chat, with its times in words. */
export function printAnswer(text: string, zone = Temporal.Now.timeZoneId()): void {
  printLine(withTimes(text, zone));
}

/** Discord's `<t:1403622000:F>`, which a terminal doesn't know, as `2014-06-24 16:00 (Europe/London)`. */
function withTimes(text: string, zone: string): string {
  return text.replace(/<t:(\d+)(?::\w)?>/gu, (_, seconds: string) => {
    const at = Temporal.Instant.fromEpochMilliseconds(Number(seconds) * 1000);
    const local = at.toZonedDateTimeISO(zone).toPlainDateTime();
    return `${local.toString({ smallestUnit: 'minute' }).replace('T', ' ')} (${zone})`;
  });
}
