/** The words a command line may begin with, and the command each stands for. */
const commandVerbs: Readonly<Record<string, string>> = {
  edit: 'edit',
  change: 'edit',
  rename: 'edit',
  retitle: 'edit',
  update: 'edit',
  set: 'edit',
  withdraw: 'withdraw',
  remove: 'withdraw',
  delete: 'withdraw',
  drop: 'withdraw',
  retract: 'withdraw',
  move: 'move',
  put: 'move',
  defer: 'defer',
  postpone: 'defer',
  accept: 'accept',
  approve: 'accept',
  decline: 'decline',
  reject: 'decline',
  refuse: 'decline',
  lead: 'lead',
  time: 'time',
  timebox: 'time',
  minutes: 'time',
  details: 'details',
  detail: 'details',
  outcome: 'outcome',
  link: 'link',
  links: 'link',
  cancel: 'cancel',
  confirm: 'confirm',
  reschedule: 'reschedule',
  regrets: 'regrets',
  present: 'present',
  stop: 'stop',
  unsubscribe: 'stop',
  help: 'help',
  list: 'list',
};

/** Verbs that need the number of an item; a line with one of them and a number can hardly mean anything else. */
const itemVerbs = new Set([
  'edit',
  'withdraw',
  'move',
  'defer',
  'accept',
  'decline',
  'lead',
  'time',
  'details',
  'outcome',
  'link',
]);

const fieldVerbs = new Set(['lead', 'time', 'details', 'outcome', 'link']);

const maxCommandWords = 12;
const aNumber = '(?:#?\\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten)';
const numbered = new RegExp(
  `^(?:the |my )?(?:item |number |no\\.? )?${aNumber}(?![\\p{L}\\d.])`,
  'iu',
);

/** Whether a line that is no command looks as if it was meant for one: "withdrw 2", "edit 3", "/agenda frobnicate". */
export function looksLikeCommand(line: string): boolean {
  if (/^[/!](?:agenda|meeting|minutes|convoke)\b/iu.test(line)) return true;
  if (line.split(/\s+/u).length > maxCommandWords || /[.?]$/u.test(line)) return false;
  const match = /^[/!]?([\p{L}]{3,12})\b\s*(:?)\s*(.*)$/u.exec(line);
  if (!match) return false;
  const word = match[1]!.toLowerCase();
  const rest = match[3]!;
  const verb = commandVerbs[word] ?? nearVerb(word);
  // "Time: 10 min" under an item says something of that item.
  if (verb === undefined || (match[2] === ':' && fieldVerbs.has(verb))) return false;
  if (itemVerbs.has(verb))
    return (
      numbered.test(rest) ||
      (rest === '' && commandVerbs[word] !== undefined && word !== 'time' && word !== 'minutes')
    );
  if (verb === 'cancel' || verb === 'confirm' || verb === 'reschedule')
    return rest === '' || /^(?:the |our |this |next )?(?:call|meeting)\b/iu.test(rest);
  return false;
}

/** A verb that one slip of the finger has spoilt. */
function nearVerb(word: string): string | undefined {
  if (word.length < 5) return undefined;
  const near = Object.keys(commandVerbs).find(
    (verb) => verb.length >= 5 && withinOneEdit(word, verb),
  );
  return near === undefined ? undefined : commandVerbs[near];
}

/** One letter more, less, other, or two exchanged. */
function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const left = a.length - start - end;
  const right = b.length - start - end;
  return (
    (left <= 1 && right <= 1) ||
    (left === 2 && right === 2 && a[start] === b[start + 1] && a[start + 1] === b[start])
  );
}
