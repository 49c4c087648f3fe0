/** A reply without what a program wrote, and what that was. */
export interface Spoken {
  /** The lines of the person; a blank line stands where the program's were. */
  words: string;
  /** The program's lines: of patches, traces and logs, with the fences around them. */
  machine: string[];
  /** The words are what a commit says of itself, as `git format-patch` sends it. */
  isCommit: boolean;
}

/** Parts a person's words from the patches, traces and logs among them. */
export function withoutMachineText(text: string): Spoken {
  const lines = text.split('\n');
  const isLog = lines.filter((line) => stamped.test(line)).length >= 3;
  const words: string[] = [];
  const machine: string[] = [];
  for (let at = 0; at < lines.length;) {
    const fence = endOfFence(lines, at);
    const end = fence ?? endOfMachineText(lines, at, isLog);
    const taken = lines.slice(at, Math.max(end, at + 1));
    const isMachine =
      end > at &&
      (fence === undefined || taken.some((_, n) => endOfMachineText(taken, n, isLog) > n));
    if (isMachine) machine.push(...taken);
    words.push(...(isMachine ? [''] : taken));
    at += taken.length;
  }
  const isPatch = machine.some((line) => patchHead.test(line));
  return {
    words: words.join('\n'),
    machine,
    isCommit: isPatch && words.some((line) => commitLine.test(line)),
  };
}

const patchHead =
  /^(?:diff --git a\/|@@ -\d+(?:,\d+)? \+\d+(?:,\d+)? @@|From [\da-f]{16,40} Mon Sep 17 00:00:00 2001$)/u;
const patchLine =
  /^(?:diff --git |index [\da-f]+\.\.|(?:new|deleted) file mode |(?:old|new) mode |(?:dis)?similarity index |(?:rename|copy) (?:from|to) |Binary files |--- (?:a\/|\/dev\/null)|\+\+\+ (?:b\/|\/dev\/null)|\\ No newline)/u;
const hunkHead = /^@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@/u;
const commitLine = /^(?:(?:signed-off|reviewed|acked|co-authored)-by: |---$)/iu;
const traceHead =
  /^(?:Traceback \(most recent call last\):|Exception in thread "|\s+at [\w$.<>]+\([\w$. ]+(?::\d+)?\)$)/u;
const kernelLine = /^\s*\[\s*\d+\.\d{6}\] /u;
const stamped = /^\s*(?:\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d|\w{3} [ \d]\d \d\d:\d\d:\d\d )/u;
const bullet = /^\s*(?:[-*+•–]|\d{1,3}[.)])\s/u;

/** The line after a fenced block that begins here; undefined where none does, or where it never ends. */
function endOfFence(lines: readonly string[], at: number): number | undefined {
  const isFence = (line: string) => /^\s{0,3}(?:```|~~~)/u.test(line);
  if (!isFence(lines[at]!)) return undefined;
  const close = lines.findIndex((line, n) => n > at && isFence(line));
  return close < 0 ? undefined : close + 1;
}

/** The line after what a program wrote from here on; the same line where a person did. */
function endOfMachineText(lines: readonly string[], at: number, isLog: boolean): number {
  const line = lines[at]!;
  if (line.startsWith('From ') && patchHead.test(line)) return lines.length;
  if (patchHead.test(line) || isFileHead(lines, at)) return endOfPatch(lines, at);
  if (traceHead.test(line)) return endOfTrace(lines, at);
  return kernelLine.test(line) || (isLog && stamped.test(line)) ? at + 1 : at;
}

function isFileHead(lines: readonly string[], at: number): boolean {
  return /^--- \S/u.test(lines[at]!) && /^\+\+\+ \S/u.test(lines[at + 1] ?? '');
}

function endOfPatch(lines: readonly string[], from: number): number {
  let at = from;
  while (at < lines.length) {
    const hunk = hunkHead.exec(lines[at]!);
    if (hunk) at = endOfHunk(lines, at + 1, { old: +(hunk[1] ?? 1), new: +(hunk[2] ?? 1) });
    else if (isFileHead(lines, at)) at += 2;
    else if (patchLine.test(lines[at]!)) at++;
    else break;
  }
  return at;
}

/** A hunk's head says how many lines follow, so that a list below is no part of it. Lines that mail wrapped aren't counted. */
function endOfHunk(
  lines: readonly string[],
  from: number,
  left: { old: number; new: number },
): number {
  let at = from;
  for (; at < lines.length && (left.old > 0 || left.new > 0); at++) {
    const sign = lines[at]!.trim() === '' ? ' ' : lines[at]![0]!;
    if ((sign === '-' && left.old <= 0) || (sign === '+' && left.new <= 0)) break;
    if (!'+- \t\\'.includes(sign) && lines[at - 1]!.trim() === '') break;
    if ('- \t'.includes(sign)) left.old--;
    if ('+ \t'.includes(sign)) left.new--;
  }
  return at;
}

/** A trace goes on while it is indented; Python's ends with a line that is not. */
function endOfTrace(lines: readonly string[], from: number): number {
  const isOpen = (at: number) =>
    at < lines.length && lines[at]!.trim() !== '' && !bullet.test(lines[at]!);
  let at = from + 1;
  while (isOpen(at) && /^(?:\s|Caused by: |\.\.\. \d+ more)/u.test(lines[at]!)) at++;
  return lines[from]!.startsWith('Traceback') && isOpen(at) ? at + 1 : at;
}
