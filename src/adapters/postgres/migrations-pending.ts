import { UserError } from '../../domain/user-error.ts';
import type { Migration } from './migrations-folder.ts';
import type { JournalEntry } from './migrations-journal.ts';

/**
 * Returns the migrations that the journal doesn't name, in order. Throws a UserError when the two can't be of one
 * history: one failed, one was edited after it was applied, or the database is ahead of this version.
 */
export function findPending(migrations: Migration[], journal: JournalEntry[]): Migration[] {
  const failed = journal.find(({ status }) => status === 'failed');
  if (failed) throw new UserError(describeFailed(failed));

  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknown = journal.filter(({ name }) => !known.has(name)).map(({ name }) => name);
  if (unknown.length > 0)
    throw new UserError(
      `The database is ahead of this version of Convoke: it has ${unknown.join(', ')}. ` +
        'Start the newer version, or restore a backup made before the upgrade.',
    );

  const edited = journal.find(({ name, checksum }) => known.get(name)?.checksum !== checksum);
  if (edited)
    throw new UserError(
      `The migration ${edited.name} was edited after it was applied to this database. ` +
        'Put its file back as it was; a change of the schema is a new migration.',
    );

  const applied = new Set(journal.map(({ name }) => name));
  return migrations.filter(({ name }) => !applied.has(name));
}

function describeFailed({ name, logs }: JournalEntry): string {
  const reason = logs?.trim();
  return (
    `The migration ${name} was begun on this database and not finished${reason ? `: ${reason}` : ''}. ` +
    `Undo by hand what it did, then run prisma migrate resolve --rolled-back ${name}, or restore a backup.`
  );
}
