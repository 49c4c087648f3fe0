import { createHash, randomInt, randomUUID } from 'node:crypto';
import { codeAlphabet, linkPolicy, shownCode } from '../../domain/link-policy.ts';
import { UserError } from '../../domain/user-error.ts';
import { renderLinkCode } from '../../render/link-code.ts';
import { plain } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import type { CommandContext } from '../context.ts';
import { mailPersonally } from '../personal-mail.ts';

/** Sends a code to a mail address: whoever gives it back from their account reads that address. */
export const linkAddress: CommandHandler<'link'> = async (context, { address }) => {
  const { app, tx, now, series, actor } = context;
  const { communityId } = series;
  if (app.identity.address === undefined)
    throw new UserError('Convoke has no mail here, so there is nothing to link.');
  await assertPersons(context, address);
  await assertNotTooMany(context, address);
  const code = Array.from(
    { length: linkPolicy.codeChars },
    () => codeAlphabet[randomInt(codeAlphabet.length)],
  ).join('');
  const id = randomUUID();
  await tx.links.addCode({
    id,
    communityId,
    personId: actor.personId,
    address,
    codeHash: hashOf(id, code),
    expiresAt: now.add({ minutes: linkPolicy.validMinutes }),
  });
  await mailPersonally(context, {
    kind: 'link',
    about: id,
    isAnswer: false,
    to: { address },
    rendered: renderLinkCode({
      code: shownCode(code),
      account: actor.name,
      community: series.community.name,
    }),
  });
  return {
    audience: 'writer',
    text: `A code is on its way to ${plain(address)}. Give it within ${linkPolicy.validMinutes} minutes: /me confirm`,
  };
};

/** What the database keeps of a code; the code itself is known to the mail alone. */
export function hashOf(id: string, code: string): string {
  return createHash('sha256').update(`${id}:${code}`).digest('hex');
}

/** A code sent to a list would be everyone's. */
async function assertPersons({ app, tx }: CommandContext, address: string): Promise<void> {
  const base = (text: string) => text.toLowerCase().replace(/\+[^@]*(?=@)/u, '');
  const isOwn = base(address) === base(app.identity.address ?? '');
  if (isOwn || (await tx.series.byList({ address })).length > 0)
    throw new UserError('That is not a person’s address. Link the one that you write from.');
}

async function assertNotTooMany(
  { tx, now, series, actor }: CommandContext,
  address: string,
): Promise<void> {
  const { codesPerHour, validMinutes } = linkPolicy;
  // A code asked for within the last hour expires later than this.
  const since = now.subtract({ hours: 1 }).add({ minutes: validMinutes });
  const { communityId } = series;
  const byPerson = await tx.links.countExpiringAfter(since, { personId: actor.personId });
  const toAddress = await tx.links.countExpiringAfter(since, { communityId, address });
  if (Math.max(byPerson, toAddress) >= codesPerHour)
    throw new UserError(
      `Only ${codesPerHour} codes an hour are sent. Look for those sent already, or try again later.`,
    );
}
