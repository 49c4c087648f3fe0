import { Option } from 'commander';

export type Flags = Record<string, string | string[] | undefined>;

export const collect = (value: string, all: string[] = []) => [...all, value];

/** Every field of a series as a flag: create and edit share them. */
export const seriesFields: readonly Option[] = [
  new Option('--name <text>', 'name as people read it'),
  new Option(
    '--rrule <rule>',
    'RFC 5545 recurrence rule, e.g. "FREQ=WEEKLY;INTERVAL=2"; repeat for more; left out: ad hoc',
  ).argParser(collect),
  new Option('--start <local>', 'first meeting, local time: 2014-06-24T16:00'),
  new Option('--tz <zone>', 'IANA time zone, e.g. Europe/London'),
  new Option(
    '--slot <rule>',
    'another hour beside the usual one: "FREQ=WEEKLY;INTERVAL=4 from 2014-07-08T21:00 ZONE"; "instead:" before it replaces the usual one; repeat for more',
  ).argParser(collect),
  new Option('--duration <minutes>', 'planned length in minutes (60)'),
  new Option('--list <address>', 'address of the mailing list'),
  new Option(
    '--list-id <id>',
    'List-Id of the list, when it is not its address with a dot for the @',
  ),
  new Option('--channel <id>', 'Discord channel id'),
  new Option('--voice-channel <id>', 'Discord voice channel id'),
  new Option(
    '--discord-event <yes|no>',
    'each meeting is one of the Discord server’s events (yes, where the community has a server)',
  ),
  new Option(
    '--chair <person>',
    '"Name <address> discord:ID", address or account may be left out; repeat for a rota',
  ).argParser(collect),
  new Option('--scribe <person>', 'like --chair').argParser(collect),
  new Option('--standing <title>', 'an item of every meeting; repeat for more').argParser(collect),
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
  new Option('--min-people <n>', 'fewer people who say that they come and the call is off (0)'),
  new Option(
    '--items-until <when>',
    'items after this are late, and not counted: "1 17:00"; "none": until the confirmation',
  ),
  new Option('--needs-chair <yes|no>', 'no meeting without the chair’s word (no)'),
  new Option(
    '--when-silent <what>',
    'if the minimum is not met and the chair is silent: "cancel", "confirm", "hold", "ask until 0 12:00 then confirm" (cancel)',
  ),
  new Option('--quorum <n>', 'people who must be there; the minutes say whether they were (0)'),
  new Option(
    '--on-holiday <what>',
    'a meeting on a holiday: "skip", "warn", "move later", "move earlier 3", "none" (none)',
  ),
];

export function readFields(flags: Flags): object {
  return defined({
    name: flags['name'],
    rrule: flags['rrule'],
    start: flags['start'],
    zone: flags['tz'],
    slots: flags['slot'],
    durationMinutes: flags['duration'],
    listAddress: flags['list'],
    listId: flags['listId'],
    discordChannelId: flags['channel'],
    discordVoiceChannelId: flags['voiceChannel'],
    discordEvent: flags['discordEvent'],
    chairs: flags['chair'],
    scribes: flags['scribe'],
    standingItems: flags['standing'],
  });
}

export function readPolicy(flags: Flags): object {
  return defined({
    call: flags['call'],
    remind: flags['remind'],
    confirm: flags['confirm'],
    agendaMinutesBefore: flags['agendaBefore'],
    closeMinutesAfterEnd: flags['closeAfter'],
    draftMinutesAfterClose: flags['draftAfter'],
    chaseDaysAfterDraft: flags['chaseAfter'],
    publishDaysAfterDraft: flags['publishAfter'],
    minimumItems: flags['minItems'],
    minimumPeople: flags['minPeople'],
    itemsUntil: flags['itemsUntil'],
    needsChair: flags['needsChair'],
    whenSilent: flags['whenSilent'],
    quorum: flags['quorum'],
    onHoliday: flags['onHoliday'],
  });
}

function defined(fieldsOrNot: object): object {
  return Object.fromEntries(Object.entries(fieldsOrNot).filter(([, value]) => value !== undefined));
}
