import type { ClaimedMessage, OutboxStore } from '../../app/ports.ts';
import type { MeetingStatus } from '../../domain/meeting.ts';
import { statementKinds } from '../../domain/outdated.ts';
import { Prisma } from '../../generated/prisma/client.ts';
import type { Client } from './client.ts';
import { present, toDate, toInstant, withDates } from './convert.ts';

type Claims = Pick<
  OutboxStore,
  | 'isDue'
  | 'claim'
  | 'release'
  | 'begin'
  | 'recordSent'
  | 'recordUnsent'
  | 'takeInterrupted'
  | 'isOvertaken'
>;

/** A process not seen for so long is gone; so it is for jobs and leases. */
const deadAfterSeconds = 20;

/** Not settled; a mail of unknown outcome waits for evidence, and is then due too. */
const unsettled = {
  pending: Prisma.sql`o.status = 'pending'`,
  unknown: Prisma.sql`o.status = 'unknown' and o.settled_at is null`,
};

/** First of its Discord channel, if it goes to one. */
const isFirstOfChannel = Prisma.sql`
  (o.channel <> 'discord' or not exists (
    select from outbox as earlier
    where earlier.channel = 'discord' and earlier.recipient = o.recipient
      and earlier.status in ('pending', 'sending') and earlier.position < o.position))`;

/** What waits to be sent, now or later. */
export const waitingMessages = Prisma.sql`
  (((${unsettled.pending}) or (${unsettled.unknown})) and ${isFirstOfChannel})`;

/** A time more than a day ahead was set by a clock that was wrong then, and is not waited for. */
const isTime = (table: 'o' | 'earlier', now: Temporal.Instant) => {
  const due = Prisma.raw(`${table}.due_at`);
  return Prisma.sql`(${Prisma.raw(table)}.attempts = 0 or ${due} <= ${toDate(now)}
    or ${due} > ${toDate(now.add({ hours: 24 }))})`;
};

/** No mail goes beside an earlier one of its meeting to the same recipient: they would arrive in any order. */
const isFirstToRecipient = (now: Temporal.Instant) => Prisma.sql`
  (o.channel <> 'mail' or o.meeting_id is null or not exists (
    select from outbox as earlier
    where earlier.meeting_id = o.meeting_id and earlier.channel = 'mail' and earlier.recipient = o.recipient
      and earlier.position < o.position
      and (earlier.status = 'sending' or (earlier.status = 'pending' and ${isTime('earlier', now)}))))`;

/** The oldest that are due and not being claimed elsewhere; an index has them in this order, so that a long queue costs no more. */
const dueOf = (status: keyof typeof unsettled, now: Temporal.Instant, limit: number) => Prisma.sql`
  select o.id, o.position from outbox as o
  where ${unsettled[status]} and ${isTime('o', now)} and ${isFirstOfChannel}
  order by o.position limit ${limit} for update skip locked`;

/** A later statement that went to the same recipient, or is on its way there. */
const isOvertaken = (table: 'taken' | 'o') => Prisma.sql`exists (
  select from outbox as later
  where later.meeting_id = ${Prisma.raw(table)}.meeting_id and later.channel = 'mail'
    and later.recipient = ${Prisma.raw(table)}.recipient and later.position > ${Prisma.raw(table)}.position
    and later.kind = any(${[...statementKinds]}::text[])
    and later.status in ('pending', 'sending', 'sent', 'unknown'))`;

/** A claim outlives nothing but itself: an outcome that comes late counts if no other claim was made since. */
export function outboxClaims(client: Client): Claims {
  return {
    isDue: async (now) => {
      const [row] = await client.$queryRaw<{ due: boolean }[]>`
        select exists (
          select from outbox as o
          where ${waitingMessages} and ${isTime('o', now)} and ${isFirstToRecipient(now)}) as due`;
      return row?.due ?? false;
    },
    claim: (by, now, limit) => claimDue(client, by, { now, limit }),
    release: async (claim) => {
      await client.$executeRaw`
        update outbox set status = 'pending', attempts = attempts - 1, started_at = null, held_by = null
        where claim = ${claim}::uuid and status = 'sending'`;
    },
    begin: async (messages) => {
      await client.$executeRaw`
        update outbox set begun = true from ${listed(messages)}
        where outbox.id = listed.id and outbox.claim = listed.claim and status = 'sending'`;
    },
    recordSent: async (sent, now) => {
      const responses = sent.map(({ response }) => response);
      const remoteIds = sent.map(({ remoteId }) => remoteId ?? '');
      const rows = await client.$queryRaw<{ id: string }[]>`
        update outbox set status = 'sent', settled_at = ${toDate(now)}, started_at = null, held_by = null,
          error = null, response = answered.response, remote_id = nullif(answered.remote_id, '')
        from unnest(${sent.map(({ id }) => id)}::uuid[], ${sent.map(({ claim }) => claim)}::uuid[],
          ${responses}::text[], ${remoteIds}::text[]) as answered(id, claim, response, remote_id)
        where outbox.id = answered.id and outbox.claim = answered.claim
          and status in ('sending', 'pending', 'unknown')
        returning outbox.id`;
      return rows.map(({ id }) => id);
    },
    recordUnsent: async ({ id, claim }, changes) => {
      const { count } = await client.outbox.updateMany({
        where: { id, claim, status: 'sending' },
        data: { ...withDates(changes), startedAt: null, heldBy: null },
      });
      return count > 0;
    },
    takeInterrupted: async (limit) => {
      const rows = await client.$queryRaw<ClaimedRow[]>`
        select ${claimedColumns('o')}, null as meeting_status, null as meeting_sequence, false as overtaken
        from outbox as o
        where status = 'sending' and not exists (
          select from replica where id = o.held_by
            and seen_at > now() - make_interval(secs => ${deadAfterSeconds}))
        order by o.position limit ${limit} for update skip locked`;
      return rows.map(toClaimed);
    },
    isOvertaken: async (id) => {
      const [row] = await client.$queryRaw<{ overtaken: boolean }[]>`
        select ${isOvertaken('o')} as overtaken from outbox as o where id = ${id}::uuid`;
      return row?.overtaken ?? false;
    },
  };
}

async function claimDue(
  client: Client,
  { replicaId, claim }: { replicaId: string; claim: string },
  { now, limit }: { now: Temporal.Instant; limit: number },
): Promise<ClaimedMessage[]> {
  const rows = await client.$queryRaw<ClaimedRow[]>`
    with pending as (${dueOf('pending', now, limit)}),
    unknown as (${dueOf('unknown', now, limit)}),
    due as (select * from pending union all select * from unknown order by position limit ${limit}),
    free as (select o.id from due join outbox as o on o.id = due.id where ${isFirstToRecipient(now)}),
    taken as (
      update outbox set status = 'sending', attempts = attempts + 1, begun = false,
        started_at = ${toDate(now)}, held_by = ${replicaId}, claim = ${claim}::uuid
      from free where outbox.id = free.id returning outbox.*)
    select ${claimedColumns('taken')}, meeting.status as meeting_status,
      meeting.sequence as meeting_sequence, ${isOvertaken('taken')} as overtaken
    from taken left join meeting on meeting.id = taken.meeting_id order by taken.position`;
  await dropJobs(client, rows);
  return rows.map(toClaimed);
}

/** Whoever has the messages needs no job for each of them; a job that already runs finds nothing to do. */
async function dropJobs(client: Client, rows: readonly { id: string }[]): Promise<void> {
  if (rows.length === 0) return;
  const keys = rows.map(({ id }) => `deliver:${id}`);
  await client.$queryRaw`
    select count(graphile_worker.remove_job(key)) from graphile_worker.jobs
    where key = any(${keys}::text[]) and locked_at is null`;
}

function listed(messages: readonly { id: string; claim: string }[]): Prisma.Sql {
  const ids = messages.map(({ id }) => id);
  const claims = messages.map(({ claim }) => claim);
  return Prisma.sql`unnest(${ids}::uuid[], ${claims}::uuid[]) as listed(id, claim)`;
}

/** The payload as text: it needn't be taken apart and put together again on its way. */
function claimedColumns(from: 'taken' | 'o'): Prisma.Sql {
  const columns =
    'id key channel::text kind meeting_id sequence recipient payload::text message_id status::text attempts begun claim started_at unsure_at';
  return Prisma.raw(
    columns
      .split(' ')
      .map((column) => `${from}.${column}`)
      .join(', '),
  );
}

interface ClaimedRow {
  id: string;
  key: string;
  channel: 'mail' | 'discord';
  kind: string;
  meeting_id: string | null;
  sequence: number | null;
  recipient: string;
  payload: string;
  message_id: string;
  status: ClaimedMessage['status'];
  attempts: number;
  begun: boolean;
  claim: string;
  started_at: Date | null;
  unsure_at: Date | null;
  meeting_status: MeetingStatus | null;
  meeting_sequence: number | null;
  overtaken: boolean;
}

function toClaimed(row: ClaimedRow): ClaimedMessage {
  const { id, key, channel, kind, recipient, status, attempts, begun, claim } = row;
  return {
    id,
    key,
    channel,
    kind,
    recipient,
    status,
    attempts,
    begun,
    claim,
    payload: JSON.parse(row.payload) as ClaimedMessage['payload'],
    messageId: row.message_id,
    overtaken: row.overtaken,
    ...present({ meetingId: row.meeting_id, sequence: row.sequence }),
    ...(row.meeting_status === null
      ? {}
      : { meeting: { status: row.meeting_status, sequence: row.meeting_sequence ?? 0 } }),
    ...(row.started_at === null ? {} : { startedAt: toInstant(row.started_at) }),
    ...(row.unsure_at === null ? {} : { unsureAt: toInstant(row.unsure_at) }),
  };
}
