import { linkPolicy, normalCode } from '../../domain/link-policy.ts';
import { plain } from '../answer-text.ts';
import type { CommandHandler } from '../command-handler.ts';
import type { CommandContext } from '../context.ts';
import type { Answer, LinkCode } from '../ports.ts';
import { hashOf } from './link-address.ts';

/** Takes a code back: the address it went to and this account are one person from now on. */
export const verifyCode: CommandHandler<'verify'> = async (context, { code: typed }) => {
  const { tx, now, actor } = context;
  const open = await tx.links.openCode(actor.personId, now);
  if (!open || open.attempts >= linkPolicy.attempts)
    return refused('There is no code to confirm, or it has expired. Ask for one: /me link');
  if (open.codeHash !== hashOf(open.id, normalCode(typed))) {
    // Not thrown: that would take the count back with it.
    await tx.links.countAttempt(open.id);
    const left = linkPolicy.attempts - open.attempts - 1;
    return refused(
      left === 0
        ? 'That is not the code, and it no longer counts. Ask for another: /me link'
        : `That is not the code. Look again; ${left === 1 ? 'one try is' : `${left} tries are`} left.`,
    );
  }
  await tx.links.useCode(open.id, now);
  return join(context, open);
};

async function join(context: CommandContext, { address }: LinkCode): Promise<Answer> {
  const { tx, now, series, actor } = context;
  const { communityId } = series;
  const owner = await tx.people.byAddress(communityId, address);
  if (owner && owner.id !== actor.personId) {
    if (owner.discordUserId !== undefined)
      return refused(
        `${plain(address)} belongs to another Discord account here. Ask the operator to part them.`,
      );
    await tx.links.merge({ from: owner.id, into: actor.personId });
  }
  await tx.links.confirmAddress({ communityId, personId: actor.personId, address }, now);
  const items = owner && owner.id !== actor.personId ? ' What you said from there is yours.' : '';
  return {
    audience: 'writer',
    text: `${plain(address)} and your account are one person now.${items}`,
  };
}

function refused(text: string): Answer {
  return { audience: 'writer', refused: true, text };
}
