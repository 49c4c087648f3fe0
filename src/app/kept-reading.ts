import { z } from 'zod';
import type { Command } from '../domain/command.ts';
import type { Proof } from '../domain/proof.ts';
import { commandSchema } from './command-schema.ts';
import type { MailUnderstood } from './mail-understood.ts';
import type { Bounce } from './read-bounces.ts';

/** What the inbox keeps of a message beside its raw content: enough to show it, and to do later what waits. */
export interface KeptReading {
  author?: { name?: string; address: string };
  subject: string;
  /** The person's own words. */
  reply: string;
  /** What waits for the chair. */
  pending: Command[];
  /** Something of it was done already. */
  isPartlyDone: boolean;
}

/** As JSON for the inbox. */
export function keepReading(
  { mail, reading }: Pick<MailUnderstood, 'mail' | 'reading'>,
  more: {
    proof?: Proof;
    pending?: readonly Command[];
    isPartlyDone?: boolean;
    bounces?: readonly Bounce[];
  } = {},
): object {
  const { segments: _, ...said } = reading;
  return JSON.parse(JSON.stringify({ ...said, subject: mail.subject, ...more })) as object;
}

const kept = z.object({
  author: z.object({ name: z.string().exactOptional(), address: z.string() }).exactOptional(),
  subject: z.string().default(''),
  reply: z.string().default(''),
  pending: z.array(z.unknown()).default([]),
  isPartlyDone: z.boolean().default(false),
});

/** Of what an older version wrote, whatever this one can still do. */
export function readKept(reading: object | undefined): KeptReading {
  const { pending, ...rest } = kept.parse(reading ?? {});
  const commands = pending.flatMap((command) => {
    const parsed = commandSchema.safeParse(command);
    return parsed.success ? [parsed.data] : [];
  });
  return { ...rest, pending: commands };
}
