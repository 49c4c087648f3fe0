const maxLooks = 20;
const maxLineChars = 600;

/**
 * Where an attribution begins in the midst of a line: "reply On Wed, Jun 25, 2014 at 3:59 PM, Alice wrote:". Programs that
 * flatten HTML leave it so. Only with the date at its head and a quote below, since people write "on … wrote" too.
 */
export function inlineAttributions(body: string): number[] {
  const found: number[] = [];
  let at = body.indexOf('wrote:');
  for (let looks = 0; at >= 0 && looks < maxLooks; looks++) {
    const start = Math.max(body.lastIndexOf('\n', at) + 1, at - maxLineChars);
    const head =
      /(?<=[\p{L}\p{N}].*)[ \t]?(?:-{2,}[ \t]?)?\bOn (?:\p{L}{3,9}\.?,? )?(?:\p{L}{3,9}\.? \d|\d).{0,200}$/u.exec(
        body.slice(start, at),
      );
    if (head && /^[ \t]*\r?\n\s*>/u.test(body.slice(at + 'wrote:'.length, at + 40)))
      found.push(start + head.index);
    at = body.indexOf('wrote:', at + 1);
  }
  return found;
}
