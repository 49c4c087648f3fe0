import { readDeliveryReport } from './bounce.ts';
import { absence } from './absence.ts';
import { localPart, openingOf, unprefixed } from './opening.ts';
import type { Mail } from './reading.ts';
import { headerOf } from './sender.ts';

export interface OwnIdentity {
  /** Convoke's own mailbox; plus-addresses of it are its own too. */
  ownAddress?: string;
  /** The host on the right of its own Message-IDs, where that is not the mailbox's. */
  ownDomain?: string;
}

type Check = (mail: Mail, own: OwnIdentity) => string | undefined;

/** Why a message is a machine's and gets neither item nor receipt; undefined when a person may have written it. */
export function machineReason(mail: Mail, own: OwnIdentity = {}): string | undefined {
  for (const check of checks) {
    const reason = check(mail, own);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

const checks: Check[] = [
  ownMail,
  (mail) => (readDeliveryReport(mail) ? 'a delivery report' : undefined),
  reports,
  readReceipt,
  heldNotice,
  subscription,
  challenge,
  absence,
  autoSubmitted,
  responderHeaders,
  deskAnswer,
  nullSender,
  roleAddress,
  bulk,
];

/** Our own mail coming back, through a list or a loop. */
function ownMail(mail: Mail, { ownAddress, ownDomain }: OwnIdentity): string | undefined {
  if (mail.headers.some(({ name }) => name === 'x-convoke' || name === 'x-convoke-trace'))
    return 'our own mail coming back';
  if (ownAddress === undefined) return undefined;
  const own = plain(ownAddress);
  if (mail.from.some(({ address }) => plain(address) === own)) return 'our own mail coming back';
  const host = ownDomain ?? own.slice(own.lastIndexOf('@') + 1);
  const ours = new RegExp(
    `^<?[0-9a-f]{32}@${host.replace(/[.\\+*?[^\]$(){}=!<>|:-]/gu, '\\$&')}>?$`,
    'iu',
  );
  return mail.messageId !== undefined && ours.test(mail.messageId)
    ? 'our own mail coming back'
    : undefined;
}

/** Whether a message names no other recipient than Convoke. */
export function isToUsAlone({ to, cc }: Mail, { ownAddress }: OwnIdentity): boolean {
  const all = [...to, ...cc];
  if (ownAddress === undefined || all.length === 0) return false;
  return all.every(({ address }) => plain(address) === plain(ownAddress));
}

function plain(address: string): string {
  return address.toLowerCase().replace(/\+[^@]*(?=@)/u, '');
}

function reports(mail: Mail): string | undefined {
  const type = headerOf(mail, 'content-type') ?? '';
  if (
    /^multipart\/digest|^message\/partial/iu.test(type) ||
    /\bDigest, Vol \d+, Issue \d+/u.test(mail.subject)
  )
    return 'a digest of other messages';
  if (!/^multipart\/report/iu.test(type)) return undefined;
  if (/disposition-notification/iu.test(type)) return 'a read receipt';
  return /feedback-report/iu.test(type) ? 'an abuse report' : 'a delivery report';
}

/** Outlook's own words, where it sends no report: "Your message … was read on …". */
function readReceipt(mail: Mail): string | undefined {
  const told =
    /^(?:read|not read|recall|gelesen|ungelesen|nicht gelesen|rückruf|lu|non lu|leído|lido|letto|gelezen|läst|przeczytane|прочитано)\s?:/iu;
  const says =
    /^\s*(?:your message\b.{0,600}\bwas (?:read|displayed|deleted)|(?:ihre|deine) nachricht\b.{0,600}\b(?:gelesen|gelöscht)|votre message\b.{0,600}\b(?:lu|supprimé))|would like to recall the message|möchte die nachricht .{0,300}zurückrufen/isu;
  return told.test(mail.subject) && says.test(openingOf(mail)) ? 'a read receipt' : undefined;
}

/** Mailman's notice lacks Auto-Submitted, so its words have to tell. */
function heldNotice(mail: Mail): string | undefined {
  const subject = unprefixed(mail.subject);
  const told =
    /^your (?:message|post|posting|mail|e-?mail) to .{1,200}(?:await(?:s|ing)|pending|requires) .{0,20}(?:approval|moderat)|^(?:message|post) (?:pending|awaiting) (?:approval|moderation)|^\d+ .{1,200} moderator request\(s\)|requires approval$|^moderat\w+ .{0,80}(?:needed|required)|^ihre nachricht an .{1,200} (?:wartet|moderat)|^votre message .{1,200} (?:en attente|modérat)|^your (?:message|post) to .{1,200} (?:was|has been|is) (?:rejected|held|discarded|pending)|^request to mailing list .{1,200} rejected|^message for .{1,200} awaiting moderation|^post to .{1,200} denied$|^unable to deliver your message to /iu;
  if (told.test(subject)) return "a list's notice about a held message";
  const text = openingOf(mail);
  if (/\b(?:i'm|this is) the (?:mlmmj|ezmlm) program\b/iu.test(text)) return "a list's own notice";
  if (
    /is being held until the list moderator|message (?:is|was|has been) (?:being )?held (?:for|until|because)|awaiting (?:moderator )?approval|has been forwarded to the (?:list )?moderator/iu.test(
      text,
    ) &&
    isFromListRole(mail)
  )
    return "a list's notice about a held message";
  return undefined;
}

function subscription(mail: Mail): string | undefined {
  const subject = unprefixed(mail.subject);
  const told =
    /^(?:your )?confirm(?:ation)? (?:is )?(?:needed|required)? ?(?:to |your )?(?:join|subscri|unsubscri|leav|subscription|membership)|^your confirmation is needed to (?:join|leave)|^confirm [0-9a-f]{8,64}$|^confirm (?:your )?(?:subscri|unsubscri|sub|unsub)|^welcome to the .{1,200} (?:mailing )?list|^you have been (?:un)?subscribed|^you have (?:un)?subscribed|^(?:sub|unsub)scription (?:confirmation|to|request)|^(?:subscribe|unsubscribe) .{0,80}(?:confirm|request)|^.{1,120} (?:subscription|unsubscription) notification|^goodbye from|^.{1,200} mailing list (?:memberships )?reminder|^bestätig\w+ .{0,40}(?:anmeldung|abonnement|mitgliedschaft)|^confirm\w+ .{0,40}(?:inscription|abonnement|suscripción|iscrizione|inscrição)|^results of your email commands|^the results of your email commands/iu;
  if (told.test(subject)) return "a list's notice about a subscription";
  const local = localPart(mail);
  return /-confirm(?:\+[0-9a-f]+)?$|[-+](?:sub|unsub)?conf(?:sub|unsub)?[-+]/u.test(local)
    ? "a list's notice about a subscription"
    : undefined;
}

function challenge(mail: Mail): string | undefined {
  const header = mail.headers.some(({ name }) =>
    /^x-(?:tmda|boxtrapper|spamarrest|challenge|tmda-fingerprint|ask|mailinblack)/u.test(name),
  );
  const subject = unprefixed(mail.subject);
  const asks =
    /^(?:please )?(?:confirm|verify|authenticate) (?:your|that you|this) (?:message|e-?mail|delivery|mail|identity|address|sent)|^(?:your (?:e-?mail|message) )?requires? (?:verification|confirmation)|^(?:sender|e-?mail|message) (?:verification|confirmation|authentication) (?:required|needed|request)|verify#[\w-]+|^\[?(?:spamarrest|boxbe|mailinblack|earthlink)|^confirme? seu e-?mail\b|^demande de (?:validation|confirmation)$/iu.test(
      subject,
    );
  const text = openingOf(mail);
  const says =
    /(?:to (?:release|deliver|have) your (?:message|e-?mail)|before (?:i|we) can (?:receive|accept|read|deliver)|in order (?:for|to) .{0,60}(?:delivered|received)|verify (?:that )?you(?:'re| are) (?:a )?(?:human|real|person)|this (?:is a )?one[- ]time (?:request|confirmation|verification)|prove you(?:'re| are) (?:a )?human).{0,400}(?:click|reply|follow|visit|press)/isu.test(
      text,
    );
  return header || asks || says || isGuardian(mail, text)
    ? 'a challenge to prove that we are human'
    : undefined;
}

/** Services that let strangers through only once they have proved something, and say so in their own name. */
function isGuardian({ from }: Mail, text: string): boolean {
  const guardian = /spam ?arrest|boxbe|boxtrapper|mailinblack|antispam uol|choicemail/iu;
  const sender = `${from[0]?.name ?? ''} ${from[0]?.address ?? ''}`;
  if (guardian.test(sender)) return true;
  if (/i apologi[sz]e for this automatic (?:reply|response)/iu.test(text)) return true;
  const asks =
    /https?:.{0,300}\b(?:person|human|verify|once)\b|\b(?:verify|click).{0,300}https?:/isu;
  return guardian.test(text) && asks.test(text);
}

/** RFC 3834 §5: anything but "no" is a machine's. */
function autoSubmitted(mail: Mail): string | undefined {
  const value = headerOf(mail, 'auto-submitted')?.toLowerCase();
  return value === undefined || /^no\b/u.test(value) ? undefined : 'an automatic message';
}

const responders = new Set([
  'x-autoreply',
  'x-autorespond',
  'x-autoresponder',
  'x-auto-reply',
  'x-auto-reply-from',
  'x-autoreply-from',
  'x-autogenerated',
  'x-vacation',
  'x-mail-autoreply',
  'x-auto-response',
  'x-ms-exchange-generated-message-source',
  'x-ms-exchange-inbox-rules-loop',
  'x-loop-autoreply',
  'x-opt-out-autoreply',
  'x-facebook-notify',
  'x-cron-env',
]);

function responderHeaders(mail: Mail): string | undefined {
  const found = mail.headers.some(({ name, value }) => {
    if (responders.has(name)) return !/^(?:no|0|false)$/iu.test(value.trim());
    return (
      (name === 'precedence' || name === 'x-precedence') && /auto[-_ ]?reply|junk/iu.test(value)
    );
  });
  return found ? 'an automatic message' : undefined;
}

/**
 * A help desk's own answer: it asks that no program answers, and puts its number before the subject in place of "Re:". The
 * header alone says nothing of who wrote (MS-OXCMAIL, X-Auto-Response-Suppress); people's mail has it too.
 */
function deskAnswer(mail: Mail): string | undefined {
  const isNumbered = /^\s*[[(][^\])]{0,30}\d{3,}\s*[\])]/u.test(mail.subject);
  return asksForNoAnswer(mail) && isNumbered && mail.inReplyTo.length > 0
    ? 'an automatic message'
    : undefined;
}

/** Whether a message asks that no program answers it: `X-Auto-Response-Suppress` with `AutoReply` or `All`. */
export function asksForNoAnswer(mail: Mail): boolean {
  return /\b(?:all|autoreply)\b/iu.test(headerOf(mail, 'x-auto-response-suppress') ?? '');
}

function nullSender(mail: Mail): string | undefined {
  // Mailman keeps the sender of the envelope that it got as X-MailFrom.
  const senders = [headerOf(mail, 'return-path'), headerOf(mail, 'x-mailfrom')];
  return senders.some((sender) => sender?.replace(/\s/gu, '') === '<>')
    ? 'an automatic message'
    : undefined;
}

function roleAddress(mail: Mail): string | undefined {
  const local = localPart(mail);
  if (
    /^(?:no-?reply|do-?not-?reply|noreply|donotreply|notifications?|bounces?|mailer-daemon|mail-daemon|auto-?reply|autoresponder)(?:[-+.].*)?$|[-+.]no-?reply$/u.test(
      local,
    )
  )
    return 'a message from an address that nobody reads';
  return isFromListRole(mail) ? "a list's own notice" : undefined;
}

/** `Precedence: list` is what every post to a list carries; `bulk` without a list is a mailing or a vacation(1) reply. */
function bulk(mail: Mail): string | undefined {
  const precedence = headerOf(mail, 'precedence')?.toLowerCase();
  return precedence === 'bulk' &&
    headerOf(mail, 'list-id') === undefined &&
    headerOf(mail, 'list-post') === undefined
    ? 'a bulk mailing'
    : undefined;
}

function isFromListRole(mail: Mail): boolean {
  const local = localPart(mail);
  return (
    /^(?:mailman|majordomo|listserv|sympa|listmaster|mlmmj|ezmlm|listar|ecartis)$|[-+](?:bounces?|request|confirm|admin|help|owner)(?:\+.*)?$/u.test(
      local,
    ) &&
    mail.headers.some(
      ({ name }) =>
        name.startsWith('list-') ||
        name.startsWith('x-mailman') ||
        name === 'mailing-list' ||
        name === 'x-loop',
    )
  );
}
