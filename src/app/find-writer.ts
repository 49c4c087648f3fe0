import type { MailUnderstood } from './mail-understood.ts';
import type { Actor, App, Person, Tx } from './ports.ts';
import type { Route } from './route-mail.ts';

const nameChars = 100;
const nobody = '00000000-0000-0000-0000-000000000000';

/** The person behind an address, made known when they write for the first time. */
export async function findWriter(
  app: App,
  tx: Tx,
  communityId: string,
  author: { name?: string; address: string },
): Promise<Person> {
  const known = await tx.people.byAddress(communityId, author.address);
  if (known) return known;
  const name =
    author.name?.replace(/\s+/gu, ' ').trim().slice(0, nameChars) ||
    author.address.slice(0, author.address.indexOf('@'));
  return tx.people.insert({ communityId, name, address: author.address }, app.clock.now());
}

/**
 * Who a message speaks for. A writer without any proof is not made known: what they may do needs no person.
 */
export async function findActor(
  app: App,
  tx: Tx,
  { reading }: Pick<MailUnderstood, 'reading'>,
  { series, proof }: Route,
): Promise<Actor | undefined> {
  const { author } = reading;
  if (!author || !series) return undefined;
  if (proof === 'none') {
    const known = await tx.people.byAddress(series.communityId, author.address);
    return { personId: known?.id ?? nobody, name: known?.name ?? author.address, proof };
  }
  const { id, name } = await findWriter(app, tx, series.communityId, author);
  return { personId: id, name, proof };
}
