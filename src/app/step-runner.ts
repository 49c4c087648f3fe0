import type { MeetingContext } from './context.ts';

/** Does one step of a meeting's week. Returns why it did nothing, where that is so. */
export type StepRunner = (context: MeetingContext) => Promise<string | undefined>;
