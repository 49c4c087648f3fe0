import type { StoredMessage } from '../../src/sandbox/list/mailbox.ts';
import type { SeriesPlan } from './community.ts';
import type { Court } from './court.ts';
import type { Diary } from './diary.ts';
import { diceFor, type Dice } from './dice.ts';
import type { MeetingFact, OutboxFact } from './facts.ts';
import type { Person } from './people.ts';
import type { Town } from './town.ts';

/** A mail of Convoke's in somebody's mailbox. */
export interface Letter {
  stored: StoredMessage;
  outbox: OutboxFact;
  /** It went to this person alone. */
  isPersonal: boolean;
}

/** What people said that has to be found again somewhere. */
export interface Said {
  /** Titles of items that were said clearly, with proof enough. */
  items: Map<string, { series: string; by: string; via: 'mail' | 'chat' }>;
  /** Words that are no item, by the code in them. */
  nothings: Set<string>;
  /** What was taken down, by the code in it. */
  notes: Map<string, { meetingId: string; kind: 'note' | 'decision' | 'action'; text: string }>;
  /** Message-IDs of mails that machines wrote. */
  automatic: Set<string>;
  /** How many messages people and machines sent. */
  messages: number;
}

/** Everything that those who play in the simulation need. */
export class World {
  readonly town: Town;
  readonly court: Court;
  readonly diary: Diary;
  readonly seed: number;
  readonly meetings = new Map<string, MeetingFact>();
  readonly outbox = new Map<string, OutboxFact>();
  readonly byMessageId = new Map<string, OutboxFact>();
  /** By the ids of people. */
  readonly letters = new Map<string, Letter[]>();
  readonly said: Said = {
    items: new Map(),
    nothings: new Set(),
    notes: new Map(),
    automatic: new Set(),
    messages: 0,
  };
  /** While the service was down, steps could not run. */
  readonly outages: { from: number; to: number }[] = [];
  /** When meetings were to begin before they were moved. */
  readonly formerStarts = new Map<string, number[]>();
  #codes = 0;
  readonly #checked = new Set<string>();

  constructor(options: { town: Town; court: Court; diary: Diary; seed: number }) {
    this.town = options.town;
    this.court = options.court;
    this.diary = options.diary;
    this.seed = options.seed;
  }

  get now(): Temporal.Instant {
    return this.town.clock.now();
  }

  dice(...names: (string | number)[]): Dice {
    return diceFor(this.seed, ...names);
  }

  /** Whether it is seen for the first time. */
  isFresh({ id }: OutboxFact): boolean {
    if (this.#checked.has(id)) return false;
    this.#checked.add(id);
    return true;
  }

  /** A word that stands in what one person says once, and nowhere else. */
  code(kind: string): string {
    this.#codes += 1;
    return `${kind}-${this.#codes}`;
  }

  plan(slug: string): SeriesPlan {
    const plan = this.town.series.find((one) => one.slug === slug);
    if (!plan) throw new Error(`there is no series ${slug}`);
    return plan;
  }

  /** The newest mail to this person about a meeting. */
  letter(
    person: Person,
    meetingId: string,
    isWanted: (letter: Letter) => boolean = () => true,
  ): Letter | undefined {
    return this.letters
      .get(person.id)
      ?.findLast((letter) => letter.outbox.meetingId === meetingId && isWanted(letter));
  }

  async rows<Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> {
    return (await this.town.database.query<Row>(sql, values)).rows;
  }
}
