/** One thing the timeline of a meeting does at a time. */
export const steps = [
  'call',
  'remind',
  'confirm',
  'agenda',
  'open',
  'close',
  'draft',
  'chase',
  'publish',
] as const;

export type Step = (typeof steps)[number];
