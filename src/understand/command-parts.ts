import type { PlainCommand } from '../domain/command.ts';
import type { ItemChanges } from '../domain/item.ts';

/** Makes commands of a line that matched; nothing when it means something else after all. */
export type Reader = (match: RegExpExecArray) => PlainCommand[] | undefined;

export type Form = [pattern: RegExp, read: Reader];

const before = '(?:the |my |our |agenda |items? |numbers? |nos?\\.? ?|nr\\.? ?|point |topic )*';
const digits = '["\'“]?#?\\d{1,3}["\'”]?';
const between = '(?:\\s*(?:,\\s*and|,|&|\\+|[-–])\\s*|\\s+(?:and|to|through)\\s+|\\s+)';

/** One number of an item. */
export const item = `${before}["'“]?#?(\\d{1,3})["'”]?`;

/** Several: "2 and 3", "2, 3 and 5", "2-4". */
export const items = `${before}(${digits}(?:${between}(?:items? )?${digits})*)`;

const day =
  '(?:today|tomorrow|(?:this|next) week|monday|tuesday|wednesday|thursday|friday|saturday|sunday)';
/** "the call", "this week's meeting". */
export const call = `(?:(?:(?:the|our|this|next) ){0,2}(?:${day}['’]?s )?(?:call|meeting))`;

/** What parts a command from its reason. */
export const because =
  '(?:\\s*[:,;–—]\\s*|\\s+-\\s*|\\s*(?=\\()|\\s+(?=because of )|\\s+(?:because|since|as|due to|reason:?)\\s+)';

/** For a whole line. */
export function form(pattern: string, read: Reader): Form {
  return [new RegExp(`^(?:${pattern})$`, 'iu'), read];
}

/** A form that gives the same command for each of its numbers, with its reason where it has any. */
export function forEach(
  pattern: string,
  command: (item: number, reason: string | undefined) => PlainCommand,
): Form {
  return form(pattern, ([, numbers, said]) => {
    const reason = said === undefined ? undefined : reasonOf(said);
    if (said !== undefined && reason === undefined) return undefined;
    return numbersOf(numbers!)?.map((number) => command(number, reason));
  });
}

const condition =
  /^(?:soon|long|far) as\b|^(?:but |and |or |only |except )|^(?:if|unless|when|once|in case|should|provided|maybe|perhaps|depending|assuming)\b|\?$/iu;
/** What is said against it where its reason should stand. */
const refusal =
  /^(?:please )?(?:do not|don['’]?t)(?: do (?:it|that|this))?(?: yet)?[\s.!]*$|^not (?:yet|now)\b|^(?:no,? )?(?:please )?(?:wait|hold on)\b|^no[\s.!]*$/iu;
/** A second command on the line, which would be lost. */
const another =
  /^(?:then )?(?:edit|withdraw|remove|delete|drop|restore|move|put|defer|postpone|accept|approve|decline|reject|lead|add|confirm|cancel)\b.*\d|\bfor #?\d{1,3}$/iu;

/** Nothing when it is a condition, asks or refuses: "only if it rains" is no reason to do it now. */
export function reasonOf(text: string): string | undefined {
  const reason = text.replace(/^\((.*)\)$/u, '$1').trim();
  const isNone = [/^$/u, condition, refusal, another].some((other) => other.test(reason));
  return isNone ? undefined : reason;
}

/** More at once is a slip of the finger: "2-200". */
const mostInRange = 50;

function numbersOf(text: string): number[] | undefined {
  const numbers: number[] = [];
  for (const [, join = '', digit] of text.matchAll(/(\D*)(\d{1,3})/gu)) {
    const number = Number(digit);
    const from = numbers.at(-1);
    if (from !== undefined && /[-–]|\bto\b|\bthrough\b/iu.test(join)) {
      if (number <= from || number - from > mostInRange) return undefined;
      for (let next = from + 1; next < number; next++) numbers.push(next);
    }
    numbers.push(number);
  }
  return [...new Set(numbers)];
}

export function changed(number: string, changes: ItemChanges): PlainCommand[] {
  return [{ name: 'edit', item: Number(number), changes }];
}
