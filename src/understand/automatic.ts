import { readDeliveryReport } from './bounce.ts';
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
  heldNotice,
  subscription,
  challenge,
  outOfOffice,
  autoSubmitted,
  responderHeaders,
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

/** Mailman's notice lacks Auto-Submitted, so its words have to tell. */
function heldNotice(mail: Mail): string | undefined {
  const subject = unprefixed(mail.subject);
  const told =
    /^your (?:message|post|posting|mail|e-?mail) to .{1,200}(?:await(?:s|ing)|pending|requires) .{0,20}(?:approval|moderat)|^(?:message|post) (?:pending|awaiting) (?:approval|moderation)|^\d+ .{1,200} moderator request\(s\)|requires approval$|^moderat\w+ .{0,80}(?:needed|required)|^ihre nachricht an .{1,200} (?:wartet|moderat)|^votre message .{1,200} (?:en attente|modérat)|^your (?:message|post) to .{1,200} (?:was|has been) (?:rejected|held|discarded)|^request to mailing list .{1,200} rejected/iu;
  if (told.test(subject)) return "a list's notice about a held message";
  const text = openingOf(mail);
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
    /^(?:please )?(?:confirm|verify|authenticate) (?:your|that you|this) (?:message|e-?mail|delivery|mail|identity|address|sent)|^(?:your (?:e-?mail|message) )?requires? (?:verification|confirmation)|^(?:sender|e-?mail|message) (?:verification|confirmation|authentication) (?:required|needed|request)|verify#[\w-]+|^\[?(?:spamarrest|boxbe|mailinblack|earthlink)/iu.test(
      subject,
    );
  const text = openingOf(mail);
  const says =
    /(?:to (?:release|deliver|have) your (?:message|e-?mail)|before (?:i|we) can (?:receive|accept|read|deliver)|in order (?:for|to) .{0,60}(?:delivered|received)|verify (?:that )?you(?:'re| are) (?:a )?(?:human|real|person)|this (?:is a )?one[- ]time (?:request|confirmation|verification)|prove you(?:'re| are) (?:a )?human).{0,400}(?:click|reply|follow|visit|press)/isu.test(
      text,
    );
  return header || asks || says ? 'a challenge to prove that we are human' : undefined;
}

const awaySubject =
  /^(?:auto(?:matic)?[- ]?(?:reply|response|responder|svar|antwort|matische antwort|antwoord)|automat(?:ic|ed) (?:reply|response|message)|autoreply|auto:|out of (?:the )?office|ooo\b|away from (?:the )?(?:office|my (?:desk|mail))|vacation (?:reply|response|message|notice|auto)|on (?:vacation|leave|holiday)\b|i(?:'m| am) (?:out of|away|on (?:vacation|holiday|leave))|abwesen(?:heit|d)|automatische (?:antwort|abwesenheit|rückmeldung)|réponse automatique|absence\b|absent(?:e)? du bureau|message d'absence|respuesta automática|fuera de (?:la )?oficina|ausencia|resposta automática|fora do escritório|ausência|risposta automatica|fuori (?:ufficio|sede)|assenza|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|automaattinen vastaus|poissa(?:olo)?|automatyczna odpowiedź|nieobecno|automatická odpověď|mimo kancelář|автоответ|автоматический ответ|автоматична відповідь|вне офиса|автоматичен отговор|αυτόματη απάντηση|otomatik yanıt|ofis dışı|automatikus válasz|răspuns automat|automatski odgovor|samodejni odgovor|自動応答|自動返信|不在|自动回复|自動回覆|外出|자동 회신|부재중|מענה אוטומטי|رد تلقائي|trả lời tự động|balasan otomatis)/iu;

/** Two things only an absence notice says together: that its writer is away, and what becomes of the mail meanwhile. */
const away =
  /\b(?:i(?:'m| am| will be|'ll be)|we are) (?:currently )?(?:out of (?:the )?(?:office|country)|away|on (?:annual |sick |parental |maternity |paternity )?(?:leave|vacation|holidays?)|travel(?:l)?ing)|\bich bin (?:derzeit|zur zeit|aktuell|momentan|vom|bis|ab)?.{0,40}(?:nicht (?:im büro|erreichbar|im haus)|abwesend|im urlaub|außer haus)|\bje suis (?:actuellement )?(?:absente?|en congés?)|\b(?:estoy|estaré) (?:fuera|ausente|de vacaciones)|\b(?:estou|estarei) (?:fora|ausente|de férias)|\b(?:sono|sarò) (?:fuori|assente|in ferie)|\bik ben (?:momenteel )?(?:afwezig|niet aanwezig|met vakantie|op vakantie)|\bjag är (?:på semester|ledig|inte på kontoret)|\bя (?:нахожусь )?(?:в отпуске|отсутству)/iu;
const meanwhile =
  /limited access|no access to|access to (?:my )?e-?mail|check(?:ing)? (?:my )?(?:e-?)?mail|upon my return|when i(?:'m| am)? (?:return|get back|am back)|as soon as i|will (?:reply|respond|answer|get back|be back|return)|back (?:in the office|on)|urgent|emergency|please contact|in (?:dringenden|eiligen) fällen|wenden sie sich|nicht weitergeleitet|zurück|en cas d'urgence|veuillez contacter|de retour|urgente|contact(?:ar|er|e) |de vuelta|voltar|al mio rientro|neem .{0,20}contact op|bij dringende|вернусь|срочн/iu;

function outOfOffice(mail: Mail): string | undefined {
  if (
    awaySubject.test(
      mail.subject
        .trim()
        .replace(/^(?:re|aw|sv|antw|r|ref|tr|fwd?)\s*:\s*/iu, '')
        .replace(/^\[[^\]]{1,60}\]\s*/u, ''),
    )
  )
    return 'an absence notice';
  const text = openingOf(mail).slice(0, 1500);
  if (text.split(/\n\s*>|\n-{3,}/u)[0]!.length > 900) return undefined;
  return away.test(text) && meanwhile.test(text) && !/regrets|agenda\+|\bagenda item/iu.test(text)
    ? 'an absence notice'
    : undefined;
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

function localPart(mail: Mail): string {
  const address = mail.from[0]?.address.toLowerCase() ?? '';
  return address.slice(0, Math.max(0, address.lastIndexOf('@')));
}

/** The first words of the first body, markup and all: enough for a notice, whichever way it was sent. */
function openingOf(mail: Mail): string {
  const body = mail.bodies[0];
  if (!body) return '';
  const text = body.text.slice(0, 6000);
  return body.type === 'text/html'
    ? text.replace(/<[^<>]{0,1000}>/gu, ' ').replace(/\s+/gu, ' ')
    : text;
}

/** Without a list's own tag: "[Board] …". */
function unprefixed(subject: string): string {
  return subject
    .trim()
    .replace(/^(?:\[[^\]]{1,60}\]\s*)+/u, '')
    .trim();
}
