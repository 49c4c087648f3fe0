import type { Client } from './client.ts';

/**
 * Gives everything of one person to another and removes the first. Where both have a place that only one may have, the
 * other's stays and takes what it lacks.
 */
export async function mergePeople(
  client: Client,
  { from, into }: { from: string; into: string },
): Promise<void> {
  if (from === into) return;
  // Always in the same order, so that two mergers never wait for each other.
  await client.$executeRaw`
    select 1 from person where id in (${from}::uuid, ${into}::uuid) order by id for update`;
  await mergeAttendance(client, from, into);
  await mergeRota(client, from, into);
  await mergeDeclines(client, from, into);
  const mine = { where: { personId: from }, data: { personId: into } };
  await client.mailAddress.updateMany(mine);
  await client.linkCode.updateMany(mine);
  await client.replyToken.updateMany(mine);
  await client.itemChange.updateMany(mine);
  await client.meetingRole.updateMany(mine);
  await client.inbox.updateMany(mine);
  await client.item.updateMany({ where: { proposerId: from }, data: { proposerId: into } });
  await client.note.updateMany({ where: { authorId: from }, data: { authorId: into } });
  await client.action.updateMany({ where: { ownerId: from }, data: { ownerId: into } });
  await client.minutesRevision.updateMany({
    where: { approvedById: from },
    data: { approvedById: into },
  });
  // Who said "stop" under either name gets no personal mail.
  await client.$executeRaw`
    update person set
      personal_mail = person.personal_mail and other.personal_mail,
      zone = coalesce(person.zone, other.zone)
    from person other where person.id = ${into}::uuid and other.id = ${from}::uuid`;
  await client.person.delete({ where: { id: from } });
}

async function mergeAttendance(client: Client, from: string, into: string): Promise<void> {
  await client.$executeRaw`
    update attendance mine set
      intention = coalesce(mine.intention, theirs.intention),
      present = mine.present or theirs.present,
      arrived_at = least(mine.arrived_at, theirs.arrived_at),
      left_at = greatest(mine.left_at, theirs.left_at)
    from attendance theirs
    where mine.person_id = ${into}::uuid and theirs.person_id = ${from}::uuid
      and mine.meeting_id = theirs.meeting_id`;
  await client.$executeRaw`
    delete from attendance theirs using attendance mine
    where mine.person_id = ${into}::uuid and theirs.person_id = ${from}::uuid
      and mine.meeting_id = theirs.meeting_id`;
  await client.attendance.updateMany({ where: { personId: from }, data: { personId: into } });
}

/** Who declined a turn under either name has declined it. */
async function mergeDeclines(client: Client, from: string, into: string): Promise<void> {
  await client.$executeRaw`
    delete from role_decline theirs using role_decline mine
    where mine.person_id = ${into}::uuid and theirs.person_id = ${from}::uuid
      and mine.meeting_id = theirs.meeting_id and mine.role = theirs.role`;
  await client.roleDecline.updateMany({ where: { personId: from }, data: { personId: into } });
}

/** Nobody has two turns in one rota; gaps in its numbering mean nothing. */
async function mergeRota(client: Client, from: string, into: string): Promise<void> {
  await client.$executeRaw`
    delete from rota_place theirs using rota_place mine
    where mine.person_id = ${into}::uuid and theirs.person_id = ${from}::uuid
      and mine.series_id = theirs.series_id and mine.role = theirs.role`;
  await client.rotaPlace.updateMany({ where: { personId: from }, data: { personId: into } });
}
