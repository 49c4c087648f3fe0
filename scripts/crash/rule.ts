import type pg from 'pg';
import { mailName } from './arrivals.ts';
import { listAddress, type Town } from './town.ts';

/** How many arrivals of a name may be missing, or may have come twice. */
export interface Excuses {
  missing: ReadonlyMap<string, number>;
  doubled: ReadonlyMap<string, number>;
}

interface Doubtful {
  id: string;
  kind: string;
  recipient: string;
  subject: string;
  status: string;
  meeting_id: string | null;
  attempts: number;
  told: string | null;
}

/**
 * What the table "When nobody knows whether it went out" of docs/delivery.md excuses, row by row, and nothing else. Of a
 * post nothing is: this town's channel can be looked through.
 */
export async function findExcuses(town: Town, database: pg.Pool): Promise<Excuses> {
  const { rows } = await database.query<Doubtful>(
    `select id, kind, recipient, payload ->> 'subject' as subject, status, meeting_id, attempts,
       (select message_id from outbox as note where note.channel = 'discord'
          and note.key like '%:chair-delivery-' || outbox.id || '-%' limit 1) as told
     from outbox where channel = 'mail' and unsure_at is not null`,
  );
  const told = rows.filter((row) => isTold(town, row));
  return {
    missing: countNames(told.filter(mayBeMissing)),
    doubled: countNames(told.filter(mayBeDoubled)),
  };
}

function countNames(rows: readonly Doubtful[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { recipient, subject } of rows) {
    const name = mailName(recipient, subject);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** Mail to one person; and mail that was in doubt twice. This town's list brings back what it takes. */
function mayBeMissing({ status, recipient, attempts }: Doubtful): boolean {
  return status === 'unknown' && (recipient !== listAddress || attempts > 1);
}

function mayBeDoubled({ kind, recipient }: Doubtful): boolean {
  return kind === 'call' && recipient === listAddress;
}

/** The chair sees it in the channel. What belongs to no meeting, receipts and the like, only the operator hears of. */
function isTold(
  { discord, channelId, chair }: Town,
  { meeting_id: meeting, told }: Doubtful,
): boolean {
  if (meeting === null) return true;
  return discord.people.messages(channelId, chair).some(({ nonce }) => nonce === told);
}
