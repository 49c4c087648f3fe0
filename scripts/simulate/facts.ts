import type pg from 'pg';

export interface MeetingFact {
  id: string;
  series: string;
  zone: string;
  occurrence: number;
  startsAt: number;
  minutes: number;
  status: 'scheduled' | 'called' | 'confirmed' | 'open' | 'closed' | 'published' | 'cancelled';
  sequence: number;
  thread: string | null;
  revivals: number;
  paused: boolean;
}

export interface OutboxFact {
  id: string;
  position: number;
  key: string;
  channel: 'mail' | 'discord';
  kind: string;
  recipient: string;
  messageId: string;
  meetingId: string | null;
  status: 'pending' | 'sending' | 'sent' | 'failed' | 'unknown' | 'dropped';
  createdAt: number;
  payload: Payload;
}

/** What of a message's content is looked at. */
export interface Payload {
  subject?: string;
  text?: string;
  html?: string;
  headers?: Record<string, string>;
  calendar?: { method: string; content: string };
  content?: string;
  embeds?: { title?: string; description?: string; footer?: { text: string } }[];
  pin?: boolean;
  thread?: string;
}

export interface Facts {
  meetings: MeetingFact[];
  /** Messages that were written since the last look, and those that have been settled since. */
  outbox: OutboxFact[];
  /** Steps whose time is over. */
  overdue: { meeting: string; step: string; dueAt: number; status: string }[];
  /** Messages that nobody has read yet. */
  unread: number;
}

const text = `select json_build_object(
  'meetings', (select coalesce(json_agg(m), '[]') from (
    select meeting.id, series.slug as series, series.zone, series.paused, ms(occurrence) as occurrence,
      ms(starts_at) as "startsAt", meeting.duration_minutes as minutes, status, sequence,
      discord_thread_id as thread, revivals
    from meeting join series on series.id = series_id
    where status not in ('published', 'cancelled')
      or coalesce(published_at, cancelled_at) > to_timestamp($3 / 1000.0) - interval '1 hour') as m),
  'outbox', (select coalesce(json_agg(o order by position), '[]') from (
    select id, position, key, channel, kind, recipient, message_id as "messageId", meeting_id as "meetingId", status,
      ms(created_at) as "createdAt", payload
    from outbox where position > $1 or (id = any($2) and settled_at is not null)) as o),
  'overdue', (select coalesce(json_agg(s), '[]') from (
    select meeting_id as meeting, step.name as step, ms(due_at) as "dueAt", step.status
    from step join meeting on meeting.id = meeting_id join series on series.id = series_id
    where step.status in ('pending', 'queued') and due_at <= to_timestamp($3 / 1000.0) and not (series.paused and meeting.status = 'scheduled')) as s),
  'unread', (select count(*) from inbox where status = 'received')) as facts`;

/** Milliseconds since the epoch, as JSON can hold them. */
export async function prepareFacts(database: pg.Pool): Promise<void> {
  await database.query(
    `create function ms(timestamptz) returns bigint language sql immutable as 'select (extract(epoch from $1) * 1000)::bigint'`,
  );
}

export async function lookUp(
  database: pg.Pool,
  since: { position: number; unsettled: readonly string[]; now: Temporal.Instant },
): Promise<Facts> {
  const { rows } = await database.query<{ facts: Facts }>({
    name: 'facts',
    text,
    values: [since.position, since.unsettled, since.now.epochMilliseconds],
  });
  const [row] = rows;
  if (!row) throw new Error('the database says nothing');
  return row.facts;
}
