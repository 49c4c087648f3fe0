import type { MeetingContext } from './context.ts';

/** What became of a step: it is done; or why it did nothing; or when to try it again, and why. */
export type StepResult = string | undefined | { againAt: Temporal.Instant; note: string };

/** Does one step of a meeting's week. */
export type StepRunner = (context: MeetingContext) => Promise<StepResult>;
