const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

const forms = [
  /\b(?<year>20\d\d)-(?<month>\d\d)-(?<day>\d\d)(?!\d)/gu,
  /\b(?<year>20\d\d)(?<month>\d\d)(?<day>\d\d)T\d/gu,
  /\b(?<day>\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?<month>\p{L}{3,9})\.?,?[ -](?<year>20\d\d)\b/giu,
  /\b(?<month>\p{L}{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?,? (?<year>20\d\d)\b/giu,
];

/** The first date written out in a text, in English or in digits from the year down: other orders are ambiguous. */
export function readDate(text: string): Temporal.PlainDate | undefined {
  const found = forms.flatMap((form) =>
    [...text.matchAll(form)].flatMap(({ index, groups = {} }) => {
      const date = dateOf(groups);
      return date ? [{ index, date }] : [];
    }),
  );
  return found.toSorted((left, right) => left.index - right.index)[0]?.date;
}

function dateOf(groups: Record<string, string | undefined>): Temporal.PlainDate | undefined {
  const written = groups['month'] ?? '';
  const month = /^\d/u.test(written)
    ? Number(written)
    : months.indexOf(written.slice(0, 3).toLowerCase()) + 1;
  const fields = { year: Number(groups['year']), month, day: Number(groups['day']) };
  if (fields.month < 1 || fields.month > 12 || fields.day < 1) return undefined;
  const date = Temporal.PlainDate.from(fields, { overflow: 'constrain' });
  return date.day === fields.day ? date : undefined;
}
