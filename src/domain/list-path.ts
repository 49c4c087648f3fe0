import type { MailOrigin } from './mail-origin.ts';

/** What is known of the way a message came. */
export interface MailPath {
  /** RFC 2919, as the message says. */
  listId?: string;
  /** MAIL FROM as our own server took it; absent when that is not known. */
  envelopeFrom?: string;
  /** It crossed some mail server; otherwise somebody with access to this machine handed it over. */
  hasTrace: boolean;
  origin: MailOrigin;
}

/**
 * Whether a message came by the path of this list. The List-Id says nothing alone, since anyone can write one: it needs
 * the list's own signature, or the list's address for bounces as envelope sender, as our own server wrote it down, from
 * a host that the list's domain doesn't deny.
 */
export function cameByList(list: { address?: string; id?: string }, path: MailPath): boolean {
  const { listId, envelopeFrom, hasTrace, origin } = path;
  if (listId === undefined || !isIdOf(list, listId)) return false;
  if (!hasTrace) return true;
  const address = list.address ?? listId.replace('.', '@');
  const host = domainOf(address);
  if (origin.signedBy.some((domain) => isWithin(host, domain))) return true;
  if (envelopeFrom === undefined || origin.hop === 'denied') return false;
  return isWithin(domainOf(envelopeFrom), host) && isBounceAddress(envelopeFrom, address);
}

/** The part after the `@`, in lower case. */
export function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1).toLowerCase();
}

/** RFC 2919: the List-Id of `board@lists.example.org` is most often `board.lists.example.org`. */
function isIdOf({ address, id }: { address?: string; id?: string }, listId: string): boolean {
  return listId === id || listId === address?.toLowerCase().replace('@', '.');
}

/** The domain itself or one below it. */
function isWithin(domain: string, above: string): boolean {
  return above.includes('.') && (domain === above || domain.endsWith(`.${above}`));
}

/**
 * The forms list managers give it: `board-bounces@`, `board-bounces+alice=example.org@` (Mailman), `board+bounces-1@`
 * (mlmmj), `board-return-1-…@` (ezmlm), `board-owner@` (Sympa), `board+bncABC@` (Google Groups), `bounce+…@`.
 */
function isBounceAddress(envelopeFrom: string, listAddress: string): boolean {
  const local = envelopeFrom.slice(0, envelopeFrom.lastIndexOf('@')).toLowerCase();
  const list = listAddress.slice(0, listAddress.lastIndexOf('@')).toLowerCase();
  const service = /^[-+](?:bounces?|bnc|return|owner|errors?|admin)(?:[-+=\w.]|$)/u;
  if (local.startsWith(list) && service.test(local.slice(list.length))) return true;
  return /^bounces?[-+=]/u.test(local) && local.includes(list);
}
