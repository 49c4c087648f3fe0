import { openingOf } from './opening.ts';
import type { Mail } from './reading.ts';
import { headerOf } from './sender.ts';

/**
 * Whether a message is an absence notice. Programs that send them mostly say so in a header, which is looked at
 * elsewhere; this is for those that don't. A person who writes that they are away is not one of them: what a message
 * lists, or a subject in anyone's words, is read.
 */
export function absence(mail: Mail): string | undefined {
  const subject = mail.subject
    .trim()
    .replace(/^(?:re|aw|sv|antw|r|ref|tr|fwd?)\s*:\s*/iu, '')
    .replace(/^\[[^\]]{1,60}\]\s*/u, '');
  if (programsSubject.test(subject)) return 'an absence notice';
  const text = ownOpening(mail);
  const says = text.length <= 900 && !asksSomething.test(text) && away.test(text);
  const agrees = says || hasWeakSign(mail);
  if (awaySubject.test(subject) && agrees) return 'an absence notice';
  return says && meanwhile.test(text) ? 'an absence notice' : undefined;
}

/** "Automatic reply: …", as a program puts it before the subject that it answers. */
const programsSubject =
  /^(?:auto(?:matic|mated)?[- ]?(?:reply|response|responder)|autoreply|automatische (?:antwort|abwesenheitsnotiz|rückmeldung)|abwesenheits(?:notiz|benachrichtigung)|réponse automatique|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|autosvar|automatiskt? svar|automaattinen vastaus|automatyczna odpowiedź|automatická odpověď|автоответ|автоматический ответ|автоматична відповідь|автоматичен отговор|αυτόματη απάντηση|otomatik yanıt|automatikus válasz|răspuns automat|automatski odgovor|samodejni odgovor|自動応答|自動返信|自动回复|自動回覆|자동 회신|מענה אוטומטי|رد تلقائي|trả lời tự động|balasan otomatis)\s*[:：]/iu;

/** What a person may write too, so that it counts only with another sign. */
const awaySubject =
  /^(?:auto(?:matic)?[- ]?(?:reply|response|responder|svar|antwort|matische antwort|antwoord)|automat(?:ic|ed) (?:reply|response|message)|autoreply|auto:|out of (?:the )?office|ooo\b|away from (?:the )?(?:office|my (?:desk|mail))|vacation (?:reply|response|message|notice|auto)|on (?:vacation|leave|holiday)\b|i(?:'m| am) (?:out of|away|on (?:vacation|holiday|leave))|abwesen(?:heit|d)|automatische (?:antwort|abwesenheit|rückmeldung)|réponse automatique|absence\b|absent(?:e)? du bureau|message d'absence|respuesta automática|fuera de (?:la )?oficina|ausencia|resposta automática|fora do escritório|ausência|risposta automatica|fuori (?:ufficio|sede)|assenza|automatisch antwoord|afwezig|autosvar|automatiskt svar|automatisk svar|frånvaro|fravær|automaattinen vastaus|poissa(?:olo)?|automatyczna odpowiedź|nieobecno|automatická odpověď|mimo kancelář|автоответ|автоматический ответ|автоматична відповідь|вне офиса|автоматичен отговор|αυτόματη απάντηση|otomatik yanıt|ofis dışı|automatikus válasz|răspuns automat|automatski odgovor|samodejni odgovor|自動応答|自動返信|不在|自动回复|自動回覆|外出|자동 회신|부재중|מענה אוטומטי|رد تلقائي|trả lời tự động|balasan otomatis)/iu;

/** Two things only an absence notice says together: that its writer is away, and what becomes of the mail meanwhile. */
const away =
  /\b(?:i(?:'m| am| will be|'ll be)|we are) (?:currently )?(?:out of (?:the )?(?:office|country)|away|on (?:annual |sick |parental |maternity |paternity )?(?:leave|vacation|holidays?)|travel(?:l)?ing)|\bich bin (?:derzeit|zur zeit|aktuell|momentan|vom|bis|ab)?.{0,40}(?:nicht (?:im büro|erreichbar|im haus)|abwesend|im urlaub|außer haus)|\bje suis (?:actuellement )?(?:absente?|en congés?)|\b(?:estoy|estaré) (?:fuera|ausente|de vacaciones)|\b(?:estou|estarei) (?:fora|ausente|de férias)|\b(?:sono|sarò) (?:fuori|assente|in ferie)|\bik ben (?:momenteel )?(?:afwezig|niet aanwezig|met vakantie|op vakantie)|\bjag är (?:på semester|ledig|inte på kontoret)|\bя (?:нахожусь )?(?:в отпуске|отсутству)/iu;
const meanwhile =
  /limited access|no access to|access to (?:my )?e-?mail|check(?:ing)? (?:my )?(?:e-?)?mail|upon my return|when i(?:'m| am)? (?:return|get back|am back)|as soon as i|will (?:reply|respond|answer|get back|be back|return)|back (?:in the office|on)|urgent|emergency|please contact|in (?:dringenden|eiligen) fällen|wenden sie sich|nicht weitergeleitet|zurück|en cas d'urgence|veuillez contacter|de retour|urgente|contact(?:ar|er|e) |de vuelta|voltar|al mio rientro|neem .{0,20}contact op|bij dringende|вернусь|срочн/iu;

/** Something that is to be read, whoever is away. */
const asksSomething =
  /\bregrets\b|agenda\+|\bagenda item|^[ \t]*(?:[-*+•–]|\d{1,2}[.)])[ \t]+\S/imu;

/** The writer's words before what they answer. */
function ownOpening(mail: Mail): string {
  return openingOf(mail)
    .slice(0, 1500)
    .split(/\n\s*>|\n-{3,}/u)[0]!;
}

function hasWeakSign(mail: Mail): boolean {
  const precedence = headerOf(mail, 'precedence') ?? '';
  return (
    /bulk|junk|auto/iu.test(precedence) || headerOf(mail, 'x-auto-response-suppress') !== undefined
  );
}
