/** Lines that no person types and that no agenda has: heads of patches, of traces and of what a kernel says. */
const heads =
  /^(?:diff --git a\/|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|Traceback \(most recent call last\):|Exception in thread "|\s+at [\w$.<>]+\([\w$. ]+(?::\d+)?\)$|\[\s*\d+\.\d{6}\] |From [\da-f]{16,40} Mon Sep 17 00:00:00 2001$)/mu;
const stamped = /^(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\w{3} [ \d]\d \d\d:\d\d:\d\d )/u;
const maxLinesRead = 1500;

/** Whether a text is, in the main, a program's: a patch, a stack trace or a log. Read outside fences, which say so themselves. */
export function isMachineText(text: string): boolean {
  if (heads.test(text)) return true;
  const lines = text.split('\n', maxLinesRead);
  return lines.filter((line) => stamped.test(line)).length >= 3;
}
