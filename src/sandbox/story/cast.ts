import type { SandboxMember } from '../member.ts';

/** Everyone in the story, as they were on the call of 24 June 2014; addresses are invented. */
export const cast = [
  { id: 'amir', name: 'Amir Chaudhry', mail: 'amir@mirage.example', discord: { userName: 'amir' } },
  {
    id: 'anil',
    name: 'Anil Madhavapeddy',
    mail: 'anil@mirage.example',
    discord: { userName: 'avsm' },
  },
  {
    id: 'hannes',
    name: 'Hannes Mehnert',
    mail: 'hannes@mirage.example',
    discord: { userName: 'hannes' },
  },
  { id: 'talex', name: 'Thomas Leonard', mail: 'talex@mirage.example' },
  { id: 'samoht', name: 'Thomas Gazagnaire', mail: 'samoht@mirage.example' },
  { id: 'dave', name: 'David Scott', mail: 'dave@mirage.example' },
  { id: 'balraj', name: 'Balraj Singh', mail: 'balraj@mirage.example' },
  { id: 'mindy', name: 'Mindy Preston', mail: 'mindy@mirage.example' },
  { id: 'jon', name: 'Jon Ludlam', mail: 'jon@mirage.example' },
  { id: 'jeremy', name: 'Jeremy Yallop', discord: { userName: 'jeremy' } },
] as const satisfies SandboxMember[];

export type CastId = (typeof cast)[number]['id'];

export const list = {
  name: 'mirageos-devel',
  address: 'mirageos-devel@lists.example',
  prefix: 'MirageOS-devel',
};
export const zone = 'Europe/London';
export const channelName = 'weekly-call';
export const seriesSlug = 'mirageos';
export const meetingDate = '2014-06-24';
export const nextDate = '2014-07-08';

/** Sunday evening: the next thing to happen is the call for agenda. */
export const beginning = '2014-06-22T18:00';

/** What the operator would type after `convoke series create mirageos`. */
export function seriesInput(ids: { guild: string; channel: string; chair: string }): object {
  return {
    slug: seriesSlug,
    name: 'MirageOS call',
    community: { slug: 'mirage', name: 'MirageOS', discordGuildId: ids.guild },
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    start: '2014-06-10T16:00',
    zone,
    durationMinutes: '60',
    listAddress: list.address,
    discordChannelId: ids.channel,
    chairs: [`Amir Chaudhry <amir@mirage.example> discord:${ids.chair}`],
    policy: {},
  };
}
