import { amend, meddle } from './amend.ts';
import { planChair } from './chair.ts';
import type { Dice } from './dice.ts';
import type { Deed } from './diary.ts';
import type { MeetingFact } from './facts.ts';
import { planHour } from './hour.ts';
import { chat, intend } from './intend.ts';
import { momentAt } from './moment.ts';
import type { Person } from './people.ts';
import { propose } from './propose.ts';
import type { World } from './world.ts';

/** A meeting was called: now its people do something about it, each at their own time. */
export function planPeople(world: World, meeting: MeetingFact): void {
  const plan = world.plan(meeting.series);
  const dice = world.dice(
    'life',
    meeting.id === '' ? '' : meeting.series,
    meeting.occurrence,
    meeting.revivals,
  );
  const isLively = dice.chance(plan.liveliness);
  const from = world.now.epochMilliseconds;
  const times = { from, until: Math.max(from + 600_000, meeting.startsAt - 1_800_000) };
  const note = (what: string, deed: Deed, share = dice.below(1000) / 1000) =>
    world.diary.note(momentAt(times, share), `${meeting.series}: ${what}`, deed);
  const meetingId = meeting.id;
  for (const person of dice.some(plan.people, isLively ? 3 + dice.below(6) : dice.below(2))) {
    const share = dice.below(900) / 1000;
    note(
      `${person.name} proposes`,
      propose(world, { person, meetingId, dice, via: wayOf(person, plan.channel, dice) }),
      share,
    );
    if (dice.chance(45))
      note(
        `${person.name} amends`,
        amend(world, { person, meetingId, dice }),
        share + 0.02 + dice.below(80) / 1000,
      );
  }
  const present = dice.some(plan.people, isLively ? 8 : 2);
  for (const person of present)
    note(
      `${person.name} intends`,
      intend(world, { person, meetingId, dice, via: wayOf(person, plan.channel, dice) }),
    );
  for (const person of dice.some(
    plan.people.filter(({ mail }) => mail),
    isLively ? 2 : 1,
  ))
    note(`${person.name} chats`, chat(world, { person, meetingId, dice }));
  if (dice.chance(25)) {
    const outsiders = plan.people.filter(
      (one) => one.mail && !plan.chairs.includes(one) && !plan.scribes.includes(one),
    );
    if (outsiders.length > 0)
      note(
        'somebody meddles',
        meddle(world, { person: dice.pick(outsiders), meetingId, dice }),
        0.9,
      );
  }
  planChair(world, { meeting, dice, times });
  planHour(world, meeting, isLively);
}

function wayOf(person: Person, channel: string | undefined, dice: Dice): 'mail' | 'chat' {
  if (person.discord === undefined || channel === undefined) return 'mail';
  if (person.mail === undefined) return 'chat';
  return dice.chance(50) ? 'mail' : 'chat';
}
