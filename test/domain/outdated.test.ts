import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MeetingStatus } from '../../src/domain/meeting.ts';
import { fateOf, statementKinds, type Saying } from '../../src/domain/outdated.ts';

const mail = (kind: string, sequence = 0): Saying => ({ channel: 'mail', kind, sequence });
const post = (kind: string, sequence = 0): Saying => ({ channel: 'discord', kind, sequence });
const meeting = (status: MeetingStatus, sequence = 0) => ({ status, sequence });

describe('a message that goes out later than it was written', () => {
  it.each<[string, MeetingStatus, 'send' | 'drop']>([
    ['call', 'scheduled', 'send'],
    ['call', 'called', 'send'],
    ['call', 'confirmed', 'drop'],
    ['remind', 'called', 'send'],
    ['remind', 'cancelled', 'drop'],
    ['undecided', 'called', 'send'],
    ['undecided', 'confirmed', 'drop'],
    ['confirm', 'open', 'send'],
    ['confirm', 'cancelled', 'drop'],
    ['confirm', 'published', 'drop'],
    ['agenda', 'closed', 'drop'],
    ['open', 'cancelled', 'drop'],
    ['cancel', 'cancelled', 'send'],
    ['draft', 'published', 'send'],
    ['note', 'cancelled', 'send'],
  ])('of the kind %s to a meeting that is %s: %s', (kind, status, fate) => {
    expect(fateOf(post(kind), meeting(status), false)).toBe(fate);
  });

  it.each(['note', 'chase', 'draft'])(
    'of the kind %s is sent though the meeting has another time: it says nothing of that',
    (kind) => {
      expect(fateOf(mail(kind, 0), meeting('called', 1), false)).toBe('send');
    },
  );

  it('is dropped when a later one says how the meeting stands', () => {
    expect(fateOf(mail('confirm'), meeting('confirmed', 1), true)).toBe('drop');
    expect(fateOf(mail('move', 1), meeting('confirmed', 1), true)).toBe('drop');
    expect(fateOf(mail('cancel', 1), meeting('scheduled', 2), true)).toBe('drop');
  });

  it('is replaced when nothing else tells its recipient how the meeting stands', () => {
    expect(fateOf(mail('call'), meeting('called', 1), false)).toBe('replace');
    expect(fateOf(mail('confirm'), meeting('cancelled', 1), false)).toBe('replace');
    expect(fateOf(mail('call'), meeting('confirmed'), false)).toBe('replace');
    expect(fateOf(mail('call'), meeting('closed'), false)).toBe('drop');
  });

  it('names no time that is not that of the meeting any more', () => {
    expect(fateOf(mail('remind'), meeting('called', 1), false)).toBe('drop');
  });

  it('keeps its place in a channel, where posts go out in their order', () => {
    expect(fateOf(post('confirm'), meeting('confirmed', 1), true)).toBe('send');
  });

  it('was written before sequences were kept: it is taken as it is', () => {
    expect(fateOf({ channel: 'mail', kind: 'confirm' }, meeting('confirmed', 3), false)).toBe(
      'send',
    );
  });
});

/*
 * One meeting, one mailing list, and a server that takes, defers or refuses: in any order in which things can happen,
 * people hear of changes in their order, and in the end of how the meeting stands.
 */

interface Mail {
  kind: string;
  sequence: number;
  status: MeetingStatus;
  fate: 'pending' | 'sent' | 'refused' | 'dropped';
}

const changes = ['call', 'move', 'confirm', 'cancel', 'revive'] as const;
type Happening =
  | { kind: (typeof changes)[number] }
  | { kind: 'attempt'; which: number; answer: 'sent' | 'deferred' | 'refused' };

const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ kind: fc.constantFrom(...changes) }),
  fc.record({
    kind: fc.constant('attempt' as const),
    which: fc.nat({ max: 5 }),
    answer: fc.constantFrom('sent', 'sent', 'deferred', 'deferred', 'refused'),
  }),
);

class Story {
  status: MeetingStatus = 'scheduled';
  sequence = 0;
  mails: Mail[] = [];
  heard: Mail[] = [];

  change(kind: (typeof changes)[number]): void {
    const takesPlace = ['scheduled', 'called', 'confirmed'].includes(this.status);
    switch (kind) {
      case 'call':
        if (this.status === 'scheduled') this.say(kind, 'called', 0);
        return;
      case 'confirm':
        if (this.status === 'called') this.say(kind, 'confirmed', 0);
        return;
      case 'move':
        if (takesPlace && this.mails.length > 0) this.say(kind, this.status, 1);
        return;
      case 'cancel':
        if (takesPlace && this.mails.length > 0) this.say(kind, 'cancelled', 1);
        return;
      case 'revive':
        if (this.status === 'cancelled') this.say('move', 'scheduled', 1);
    }
  }

  /** Any mail that waits may be the next that is due. */
  attempt(which: number, answer: 'sent' | 'deferred' | 'refused'): void {
    const waiting = this.mails.filter(({ fate }) => fate === 'pending');
    const next = waiting[which % Math.max(waiting.length, 1)];
    if (next === undefined) return;
    const overtaken = this.mails
      .slice(this.mails.indexOf(next) + 1)
      .some(({ kind, fate }) => isStatement(kind) && (fate === 'pending' || fate === 'sent'));
    switch (fateOf({ channel: 'mail', ...next }, this, overtaken)) {
      case 'send':
        if (answer === 'sent') this.heard.push(next);
        if (answer !== 'deferred') next.fate = answer;
        return;
      case 'drop':
        next.fate = 'dropped';
        return;
      case 'replace':
        next.fate = 'dropped';
        this.say(this.status === 'cancelled' ? 'cancel' : 'move', this.status, 0);
    }
  }

  private say(kind: string, status: MeetingStatus, by: 0 | 1): void {
    this.status = status;
    this.sequence += by;
    this.mails.push({ kind, sequence: this.sequence, status, fate: 'pending' });
  }
}

function isStatement(kind: string): boolean {
  return statementKinds.some((each) => each === kind);
}

function live(happenings: readonly Happening[]): Story {
  const story = new Story();
  for (const each of happenings)
    if (each.kind === 'attempt') story.attempt(each.which, each.answer);
    else story.change(each.kind);
  while (story.mails.some(({ fate }) => fate === 'pending')) story.attempt(0, 'sent');
  return story;
}

describe('whatever is deferred while a meeting changes', () => {
  it('people never hear of an earlier state after a later one', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const { heard, mails } = live(happenings);
        const places = heard.map((each) => mails.indexOf(each));
        expect(places).toEqual(places.toSorted((one, other) => one - other));
        const sequences = heard.map(({ sequence }) => sequence);
        expect(sequences).toEqual(sequences.toSorted((one, other) => one - other));
      }),
      { numRuns: 2_000 },
    );
  });

  it('the last thing they hear is how it stands, unless the server refuses to take it', () => {
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), (happenings) => {
        const { heard, mails, sequence, status } = live(happenings);
        const latest = mails.findLast(
          (each) => each.status === status && each.sequence === sequence,
        );
        if (latest === undefined || latest.fate === 'refused') return;
        expect(heard.at(-1)).toMatchObject({ status, sequence });
      }),
      { numRuns: 2_000 },
    );
  });
});
