/** One thing that `convoke doctor` looked at. */
export interface Check {
  name: string;
  ok: boolean;
  detail: string;
  /** What to do when it isn't right. */
  mend?: string;
}
