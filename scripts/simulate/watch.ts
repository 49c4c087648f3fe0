import { lookUp, type MeetingFact, type OutboxFact } from './facts.ts';
import { answerDraft } from './hour.ts';
import { planPeople } from './life.ts';
import { momentAt } from './moment.ts';
import { Calendars } from './promises/calendar.ts';
import { checkMinutes } from './promises/minutes.ts';
import { Arrivals } from './promises/once.ts';
import { checkMeeting } from './promises/state.ts';
import { checkTimes } from './promises/time.ts';
import { answerAutomatically } from './trouble.ts';
import type { World } from './world.ts';

/** Looks at what the service has done since the last look, holds it to its promises, and lets people answer. */
export class Watch {
  readonly #world: World;
  readonly #arrivals: Arrivals;
  readonly #calendars = new Calendars();
  #position = 0;

  constructor(world: World) {
    this.#world = world;
    this.#arrivals = new Arrivals(world);
  }

  async look(): Promise<void> {
    const world = this.#world;
    const unsettled = [...world.outbox.values()].filter(isUnsettled).map(({ id }) => id);
    const facts = await lookUp(world.town.database, {
      position: this.#position,
      unsettled,
      now: world.now,
    });
    for (const row of facts.outbox) this.#hear(row);
    for (const meeting of facts.meetings) this.#meet(meeting);
    const letters = world.town.post
      .arrived()
      .filter((one) => this.#arrivals.mail(one) !== undefined);
    this.#arrivals.checkStrays();
    for (const letter of letters) keepLetter(world, letter);
    for (const row of facts.outbox) await this.#check(row);
    for (const letter of letters) answerAutomatically(world, letter);
    if (world.town.house.size === 0) return;
    const { court } = world;
    const reasons = world.town.log.slice(-3);
    court.expect('kept', facts.unread === 0, 'messages are left unread', { reasons });
    for (const { meeting, step, dueAt, status } of facts.overdue)
      court.expect('time', false, `the step ${step} of ${meeting} is ${status} past its time`, {
        dueAt: new Date(dueAt),
      });
    court.expect('time', facts.overdue.length === 0, 'steps are past their time');
  }

  #hear(row: OutboxFact): void {
    const { outbox, byMessageId } = this.#world;
    this.#position = Math.max(this.#position, row.position);
    outbox.set(row.id, row);
    byMessageId.set(row.messageId, row);
  }

  #meet(meeting: MeetingFact): void {
    const world = this.#world;
    const before = world.meetings.get(meeting.id);
    world.meetings.set(meeting.id, meeting);
    if (before && before.startsAt !== meeting.startsAt)
      world.formerStarts.set(meeting.id, [
        ...(world.formerStarts.get(meeting.id) ?? []),
        before.startsAt,
      ]);
    checkMeeting(world, meeting, before);
    const wasCalled = before?.status === 'called' && before.revivals === meeting.revivals;
    if (meeting.status === 'called' && !wasCalled) planPeople(world, meeting);
  }

  async #check(row: OutboxFact): Promise<void> {
    const world = this.#world;
    if (row.status === 'sent') this.#arrivals.checkSent(row);
    if (row.status === 'failed') checkFailed(world, row);
    if (!world.isFresh(row)) return;
    await checkTimes(world, row);
    this.#calendars.check(world, row);
    if (row.kind !== 'draft' || row.channel !== 'mail') return;
    await checkMinutes(world, row);
    planAnswers(world, row);
  }
}

function isUnsettled({ status }: OutboxFact): boolean {
  return status === 'pending' || status === 'sending' || status === 'unknown';
}

/** Only what nobody takes can fail. */
function checkFailed(world: World, { key, recipient }: OutboxFact): void {
  const isExcused = world.town.post.gone.has(recipient.toLowerCase());
  world.court.expect('kept', isExcused, `${key} could not be sent`);
}

function keepLetter(
  world: World,
  { memberId, stored, message }: Parameters<Arrivals['mail']>[0],
): void {
  const id = message.fields.find(({ name }) => /^message-id$/iu.test(name))?.value.trim() ?? '';
  const outbox = world.byMessageId.get(id);
  if (!outbox) return;
  const isPersonal = !world.town.subscribers.has(outbox.recipient);
  const letters = world.letters.get(memberId) ?? [];
  letters.push({ stored, outbox, isPersonal });
  world.letters.set(memberId, letters.slice(-60));
}

function planAnswers(world: World, { meetingId, messageId }: OutboxFact): void {
  const series = world.meetings.get(meetingId ?? '')?.series;
  if (meetingId === null || series === undefined) return;
  const dice = world.dice('draft', messageId);
  const from = world.now.epochMilliseconds;
  for (const person of dice.some(
    world.plan(series).people.filter(({ mail }) => mail),
    dice.below(3),
  ))
    world.diary.note(
      momentAt({ from, until: from + 90_000_000 }, dice.below(1000) / 1000),
      `${person.name} answers the draft`,
      () => answerDraft(world, person, meetingId, dice),
    );
}
