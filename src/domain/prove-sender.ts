import { cameByList, domainOf, type MailPath } from './list-path.ts';
import type { Proof } from './proof.ts';

/** What a message's author can be believed by. */
export interface Claim extends MailPath {
  /** The author, also where a list put its own address into From. */
  author: string;
  /** What From says. */
  from: string;
  /** It came to the reply address of this meeting; `personal` to one that went to this very author alone. */
  token?: 'meeting' | 'personal';
  list: { address?: string; id?: string };
}

/** The strongest proof that a message's author is who it says. Display names count for nothing. */
export function proveSender(claim: Claim): Proof {
  const { author, from, token, origin } = claim;
  const domain = domainOf(author);
  const isOwnFrom = author.toLowerCase() === from.toLowerCase();
  const isContradicted = origin.isForbidden && isOwnFrom;
  // A list passes on what it was given: whom it names beside its own From must come by its path.
  const counts = token !== undefined && isOwnFrom && !isContradicted;
  if (token === 'personal' && counts) return 'token';
  if (isOwnFrom && origin.alignedDomain === domain) return 'signed';
  if (origin.sealedDomains.includes(domain)) return 'sealed';
  if (cameByList(claim.list, claim)) return 'list';
  return counts ? 'call' : 'none';
}
