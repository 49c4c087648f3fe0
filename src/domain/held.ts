/** What a chair answers about a held message. */
export type HeldAnswer = 'accept' | 'dismiss';

const words: Record<HeldAnswer, RegExp> = {
  accept: /^(?:please )?(?:accept|approve|take)(?: it| them| this| all)?$|^(?:yes|ok|okay)$/iu,
  dismiss:
    /^(?:please )?(?:dismiss|discard|drop|ignore|reject|decline)(?: it| them| this| all)?$|^no$/iu,
};

/** The answer in a chair's own words: a line of its own, the first that holds any. Nothing when it says something else. */
export function readHeldAnswer(reply: string): HeldAnswer | undefined {
  const line = reply
    .split('\n')
    .map((text) => text.replace(/^[\s>*-]+|[\s.!,]+$/gu, '').replace(/\s+/gu, ' '))
    .find((text) => text !== '');
  if (line === undefined) return undefined;
  return (['accept', 'dismiss'] as const).find((answer) => words[answer].test(line));
}
