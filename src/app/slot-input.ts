import { z } from 'zod';
import type { OtherSlot } from '../domain/exceptions.ts';
import { readLocalTime } from '../domain/local-time.ts';
import { UserError } from '../domain/user-error.ts';

/** Without a zone it is on the series' own clock. */
export type SlotInput = Omit<OtherSlot, 'zone'> & { zone?: string };

/**
 * `FREQ=WEEKLY;INTERVAL=4 from 2014-07-08T21:00 Europe/London`: a rule, its first date, and a zone where it isn't the
 * series' own; `instead:` before it puts it in the place of the usual hour.
 */
export const otherSlot = z
  .string()
  .trim()
  .transform((text, context): SlotInput => {
    const match = /^(instead:)?\s*(\S+)\s+from\s+(\S+)(?:\s+(\S+))?$/iu.exec(text);
    const [, instead, rrule = '', start = '', zone] = match ?? [];
    const local = readStart(start);
    if (match && local)
      return {
        rrule,
        start: local,
        ...(zone === undefined ? {} : { zone }),
        ...(instead === undefined ? {} : { instead: true }),
      };
    context.addIssue({
      code: 'custom',
      message: `"${text}": write a rule, "from" and its first date: "FREQ=WEEKLY;INTERVAL=4 from 2014-07-08T21:00", a zone after it if it is another, "instead:" before it to replace the usual hour`,
    });
    return z.NEVER;
  });

function readStart(text: string): Temporal.PlainDateTime | undefined {
  try {
    return readLocalTime(text);
  } catch (error) {
    // The caller says what the whole should look like.
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
