import { Option } from 'commander';

export type Flags = Record<string, string | string[] | undefined>;

export const collect = (value: string, all: string[] = []) => [...all, value];

/** Every field of a series as a flag: create and edit share them. */
export const seriesFields = (): Option[] => [
  new Option('--name <text>', 'name as people read it'),
  new Option(
    '--rrule <rule>',
    'RFC 5545 recurrence rule, e.g. "FREQ=WEEKLY;INTERVAL=2"; repeat for more; left out or "none": ad hoc',
  ).argParser(collect),
  new Option('--start <local>', 'first meeting, local time: 2014-06-24T16:00'),
  new Option('--tz <zone>', 'IANA time zone, e.g. Europe/London'),
  new Option(
    '--slot <rule>',
    'another hour beside the usual one: "FREQ=WEEKLY;INTERVAL=4 from 2014-07-08T21:00 ZONE"; "instead:" before it replaces the usual one; repeat for more; "none": no other',
  ).argParser(collect),
  new Option('--duration <minutes>', 'planned length in minutes (60)'),
  new Option('--list <address>', 'address of the mailing list; "none": no list'),
  new Option(
    '--list-id <id>',
    'List-Id of the list, when it is not its address with a dot for the @; "none": it is',
  ),
  new Option('--channel <id>', 'Discord channel id; "none": no channel'),
  new Option('--voice-channel <id>', 'Discord voice channel id; "none": no voice channel'),
  new Option(
    '--discord-event <yes|no>',
    'each meeting is one of the Discord server’s events (yes, where the community has a server)',
  ),
  new Option(
    '--chair <person>',
    '"Name <address> discord:ID", address or account may be left out; repeat for a rota; "none": nobody',
  ).argParser(collect),
  new Option('--scribe <person>', 'like --chair').argParser(collect),
  new Option(
    '--standing <title>',
    'an item of every meeting; repeat for more; "none": no such item',
  ).argParser(collect),
  new Option(
    '--call <when>',
    'call for agenda: days before and local hour (1 09:00); 2w 09:00 counts working days',
  ),
  new Option('--remind <when>', 'reminder (1 17:00)'),
  new Option('--confirm <when>', 'confirmation (0 09:00)'),
  new Option('--agenda-before <minutes>', 'final agenda, minutes before the start (30)'),
  new Option('--close-after <minutes>', 'close by itself, minutes after the planned end (60)'),
  new Option('--draft-after <minutes>', 'draft minutes, minutes after the close (10)'),
  new Option('--chase-after <days>', 'remind the chair of the draft, days after it (2)'),
  new Option('--publish-after <days>', 'publish by silence, days after the draft (3)'),
  new Option('--min-items <n>', 'fewer items than this and the call is off (1)'),
  new Option(
    '--min-people <n>',
    'fewer people who say that they come and the call is off; "none": nobody is counted',
  ),
  new Option(
    '--items-until <when>',
    'items after this are late, and not counted: "1 17:00"; "none": until the confirmation',
  ),
  new Option('--needs-chair <yes|no>', 'no meeting without the chair’s word; "none": no'),
  new Option(
    '--when-silent <what>',
    'if the minimum is not met and the chair is silent: "cancel", "confirm", "hold", "ask until 0 12:00 then confirm"; "none": cancel',
  ),
  new Option(
    '--quorum <n>',
    'people who must be there; the minutes say whether they were; "none": no such rule',
  ),
  new Option(
    '--on-holiday <what>',
    'a meeting on a holiday: "skip", "warn", "move later", "move earlier 3", "none"',
  ),
];

/** What the program calls a field of a series, and what the command line calls it. */
const fieldFlags: Record<string, string> = {
  name: 'name',
  rrule: 'rrule',
  start: 'start',
  zone: 'tz',
  slots: 'slot',
  durationMinutes: 'duration',
  listAddress: 'list',
  listId: 'listId',
  discordChannelId: 'channel',
  discordVoiceChannelId: 'voiceChannel',
  discordEvent: 'discordEvent',
  chairs: 'chair',
  scribes: 'scribe',
  standingItems: 'standing',
};

const policyFlags: Record<string, string> = {
  call: 'call',
  remind: 'remind',
  confirm: 'confirm',
  agendaMinutesBefore: 'agendaBefore',
  closeMinutesAfterEnd: 'closeAfter',
  draftMinutesAfterClose: 'draftAfter',
  chaseDaysAfterDraft: 'chaseAfter',
  publishDaysAfterDraft: 'publishAfter',
  minimumItems: 'minItems',
  minimumPeople: 'minPeople',
  itemsUntil: 'itemsUntil',
  needsChair: 'needsChair',
  whenSilent: 'whenSilent',
  quorum: 'quorum',
  onHoliday: 'onHoliday',
};

const communityFlags: Record<string, string> = {
  slug: 'community',
  name: 'communityName',
  discordGuildId: 'guild',
};

export const readFields = (flags: Flags): object => read(flags, fieldFlags);
export const readPolicy = (flags: Flags): object => read(flags, policyFlags);
export const readCommunity = (flags: Flags): object => read(flags, communityFlags);

/** `--call` of `policy.call`; a field that has no flag, such as the slug, stays as it is. */
export function flagOf(field: string): string {
  const [group, member = ''] = field.split('.');
  const flag =
    group === 'policy'
      ? policyFlags[member]
      : group === 'community'
        ? communityFlags[member]
        : (fieldFlags[field] ?? (field === 'from' ? field : undefined));
  return flag === undefined
    ? field
    : `--${flag.replace(/[A-Z]/gu, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** The fields that were named on the command line. */
function read(flags: Flags, names: Record<string, string>): object {
  return Object.fromEntries(
    Object.entries(names).flatMap(([field, flag]) =>
      flags[flag] === undefined ? [] : [[field, flags[flag]]],
    ),
  );
}
