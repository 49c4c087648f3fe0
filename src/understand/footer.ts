import type { Lines } from './lines.ts';
import { isLongRule, isRule } from './rule.ts';

const maxFooterLines = 14;
const quoteMark = 62;

/** Words with which one leaves a list. */
const leaving =
  /unsubscri|désabonn|desabonn|désinscri|abmeld|abbestell|austrag|darse de baja|cancelar (?:la |su )?suscripci|anular (?:la |su )?suscripci|disiscri|cancella.{0,20}iscrizion|descadastr|cancelar (?:a )?(?:sua )?(?:inscri|assinatura)|отпис|avregistr|avsluta prenumeration|avprenumer|avmeld|afmeld|uitschrijv|peruut|wypisa|zrezygnow|odhlás|leiratkoz|dezabon|odjav|отказ от абонамент|abonelikten|登録解除|退会|配信停止|取消订阅|退订|退訂|取消訂閱|구독 취소|수신거부/iu;

/** Words for a mailing list, and the addresses of list managers' pages. */
const listWords =
  /mailing[- ]?list|mailinglist|mailing-?lista|liste de diffusion|listes? de discussion|lista de correo|lista de distribui|lista di distribuzione|lista dyskusyjna|postituslista|e-postlist|список рассылки|メーリングリスト|邮件列表|listinfo|\/mailman|postorius|hyperkitty|groups\.(?:google|yahoo)|google groups|groups\.io|\/sympa|wws\/|listserv|freelists|topicbox|list-manage|majordomo|-request@|-leave@|-bounces@/iu;

const address = /[^\s@]@[^\s@]|:\/\/|www\.|mailto:|\bclick\b/iu;

/** First words of footers that some managers put without a line above. */
const openings =
  /^(?:you received this message because you are subscribed|you are receiving this (?:message|mail|e-mail|email) because you|to unsubscribe(?: from this (?:group|list)| send|,? e-?mail|:|\s+https?:)|to post to this (?:group|list)|for more options,? visit|reply to this email directly,? (?:or )?view it on|vous recevez ce message car|sie erhalten diese nachricht,? weil|has recibido este mensaje porque|hai ricevuto questo messaggio perché|você recebeu esta mensagem porque|u ontvangt dit bericht omdat|вы получили это сообщение)/iu;

/** The first of the lines, from `end` upwards, that a list manager added; `end` when it added none. */
export function footerStart(lines: Lines, end: number): number {
  let start = end;
  for (let below = end; ; below = start) {
    start = oneFooterStart(lines, below);
    if (start === below) return below;
  }
}

function oneFooterStart(lines: Lines, end: number): number {
  let text = '';
  const top = Math.max(0, end - maxFooterLines - 2);
  for (let line = end - 1; line >= top; line--) {
    if (lines.firstChar(line) === quoteMark) return end;
    const here = lines.text(line, 300);
    if (isFooterDelimiter(here) && isFooterText(text)) return line;
    if (isRule(here.trim()) && leaving.test(text) && address.test(text)) return line;
    text = `${here.trim()}\n${text}`;
    if (openings.test(here.trim()) && address.test(text)) return withDelimiter(lines, line);
  }
  return end;
}

function withDelimiter(lines: Lines, line: number): number {
  const above = line > 0 ? lines.text(line - 1, 300) : '';
  return isFooterDelimiter(above) || isRule(above.trim()) ? line - 1 : line;
}

function isFooterDelimiter(raw: string): boolean {
  const text = raw.trim();
  if (raw === '-- ' || text === '--' || text === '—' || text === '-' || text === '---') return true;
  return isLongRule(text) && isRule(text);
}

function isFooterText(text: string): boolean {
  return text !== '' && (leaving.test(text) || listWords.test(text)) && address.test(text);
}
