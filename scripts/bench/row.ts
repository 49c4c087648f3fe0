/** One measurement beside that of something comparable, taken in the same run. */
export interface Row {
  name: string;
  value: number;
  unit: string;
  baseline: string;
  baselineValue: number;
  /** `value` by `baselineValue`. */
  ratio: number;
}

export function makeRow(measured: Omit<Row, 'ratio'>): Row {
  return { ...measured, ratio: measured.value / measured.baselineValue };
}
