import { compareClassifiers } from './mail-classify.ts';
import { compareInbound } from './mail-inbound.ts';
import type { Row } from './row.ts';

/** How fast replies are understood, and mail becomes items. */
export async function benchMail(): Promise<Row[]> {
  return [...(await compareClassifiers()), ...(await compareInbound())];
}
