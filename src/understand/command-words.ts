import { bareLine } from './command-line.ts';

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
  restore: 'restore',
  reinstate: 'restore',
  undo: 'restore',
  move: 'move',
  put: 'move',
  swap: 'move',
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
  skip: 'skip',
  start: 'hold',
  open: 'hold',
  begin: 'hold',
  end: 'hold',
  close: 'hold',
  coming: 'coming',
  call: 'cancel',
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
  'restore',
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
const callVerbs = new Set(['cancel', 'confirm', 'reschedule', 'skip', 'hold']);
/** Verbs that stand alone as an item's title now and then. */
const titleVerbs = new Set(['time', 'minutes', 'set', 'put', 'update', 'open', 'start', 'end']);

const maxCommandWords = 12;
const maxCommandChars = 300;
const word =
  '(?:one|two|three|four|five|six|seven|eight|nine|ten|(?:first|second|third|fourth|fifth|last) (?:item|one|point)|\\d+(?:st|nd|rd|th)(?: (?:item|one|point)|$))';
const aNumber = `(?:#?\\d{1,5}(?![\\p{L}\\d]|\\.\\d|-\\p{L})|${word}(?!\\p{L}))`;
const before = '(?:the |my |our )?(?:items? |numbers? |nos?\\.? ?|nr\\.? ?|point )?';
const numbered = new RegExp(`^${before}${aNumber}`, 'iu');
/** Digits and nothing more, however they are joined to their verb. */
const digitsOnly = /^[-–=:\s]*#?[\d.,\s-]*\d$/u;
const ending = '(?=$|[,.;:!?)]|\\s+(?:and|if|unless|when|because|but|or|until|once|in case)\\b)';
const within = new RegExp(
  `(?:^|[^\\p{L}])(?:edit|withdraw|remove|delete|drop|retract|restore|undo|move|defer|postpone|accept|decline|reject) ${before}${aNumber}${ending}`,
  'iu',
);
const fieldOf = new RegExp(
  `^(?:.{0,12}\\d.{0,12}|no \\p{L}+|(?:.{1,20} )?(?:min|minutes|hours?|time|lead|details|outcome|decision|discussion|links?)) (?:for|to|of) (?:items? )?${aNumber}$`,
  'iu',
);
const leadOf = new RegExp(
  `\\b(?:leads|(?:to|will|should|could|would) lead) ${before}${aNumber}[?.!]*$`,
  'iu',
);
const loneWords =
  /^(?:undo|restore|reinstate|revive|start|maybe(?: coming)?|tentative|here|declined|accepted|skip|pass|(?:accept|approve|decline|reject|withdraw|remove|delete|defer) (?:all|everything|it|them|this|(?:my|the|that|this) (?:item|point|topic)s?)|confirm it|(?:time ?)?zone (?:[a-z]{3,4}|(?:utc|gmt)\S*))$/iu;

const shortChars = 120;
const courtesies = new Set(['please', 'pls', 'kindly', 'can', 'could']);

/** Whether a line may be a command at all: a long one begins with its verb. Spares a long message the closer look. */
export function mayBeCommand(line: string): boolean {
  if (line.length <= shortChars) return true;
  const first = /[\p{L}\d]+/u.exec(line)?.[0].toLowerCase() ?? '';
  return first in commandVerbs || courtesies.has(first);
}

/** Whether a line that is no command looks as if it was meant for one: "withdrw 2", "edit 3", "/agenda frobnicate". */
export function looksLikeCommand(
  line: string,
  { alone = true }: { alone?: boolean } = {},
): boolean {
  if (/^[/!](?:agenda|meeting|minutes|convoke|me)\b/iu.test(line)) return true;
  if (line.startsWith('>')) return false;
  const isMarked = /^(?:[-*•+–]|\d{1,2}[.)])\s/u.test(line);
  if (line.length > maxCommandChars || line.split(/\s+/u).length > maxCommandWords) return false;
  const text = bareLine(line);
  if (!isMarked && alone && (within.test(text) || loneWords.test(text) || fieldOf.test(text)))
    return true;
  if (!isMarked && leadOf.test(text)) return true;
  const match = /^([\p{L}]{3,12})\b\s*(:?)\s*(.*)$/u.exec(text);
  if (!match) return false;
  const said = match[1]!.toLowerCase();
  const rest = match[3]!;
  const verb = commandVerbs[said] ?? nearVerb(said);
  // "Time: 10 min" under an item says something of that item.
  if (verb === undefined || (match[2] === ':' && fieldVerbs.has(verb))) return false;
  if (verb === 'move' && !isMarked && ofCall.test(rest)) return true;
  if (itemVerbs.has(verb)) return asksOfItem({ rest, isMarked, said });
  if (isMarked || !callVerbs.has(verb)) return false;
  return asksOfCall(verb, rest);
}

function asksOfItem({
  rest,
  isMarked,
  said,
}: {
  rest: string;
  isMarked: boolean;
  said: string;
}): boolean {
  if (digitsOnly.test(rest)) return true;
  // In a list "Move 3 repositories" is an item.
  if (isMarked) return false;
  if (rest === '') return said in commandVerbs && !titleVerbs.has(said);
  // A sentence: "Drop 2 of them."
  const isSentence = /[.?]$/u.test(rest) && !/^\S+ ?[,;:(–-]/u.test(rest);
  return numbered.test(rest) && !isSentence;
}

const ofCall = /^(?:the |our |this |next |today['’]?s |tomorrow['’]?s ){0,2}(?:call|meeting)\b/iu;

function asksOfCall(verb: string, rest: string): boolean {
  if (verb === 'hold') return ofCall.test(rest) && rest.split(' ').length <= 2;
  const isOfCall = rest === '' || ofCall.test(rest) || numbered.test(rest);
  return isOfCall && !/[.?]$/u.test(rest);
}

/** A verb that one slip of the finger has spoilt. */
function nearVerb(said: string): string | undefined {
  const near = Object.keys(commandVerbs).find((verb) =>
    said.length < 5 ? isTwisted(said, verb) : verb.length >= 5 && withinOneEdit(said, verb),
  );
  return near === undefined ? undefined : commandVerbs[near];
}

/** Two neighbours exchanged: "edti". */
function isTwisted(a: string, b: string): boolean {
  if (a.length !== b.length || a.length < 4) return false;
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  if (at < 0 || at + 1 >= a.length) return false;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}

/** One letter more, less, other, or two exchanged. */
function withinOneEdit(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return a === b;
  if (isTwisted(a, b)) return true;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < Math.min(a.length, b.length) - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  return a.length - start - end <= 1 && b.length - start - end <= 1;
}
