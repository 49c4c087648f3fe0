/** Whole minutes, so that several things may happen at once. */
export function momentAt(
  { from, until }: { from: number; until: number },
  share: number,
): Temporal.Instant {
  const at = from + Math.min(share, 1) * (until - from);
  return Temporal.Instant.fromEpochMilliseconds(Math.ceil(at / 60_000) * 60_000);
}
