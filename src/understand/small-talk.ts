const greeting =
  /^(?:hi|hello|hey|dear|greetings|howdy|good (?:morning|afternoon|evening|day)|hallo|guten (?:tag|morgen|abend)|moin|servus|liebe[rs]?|sehr geehrte|bonjour|bonsoir|salut|cher|chère|chers|hola|buen[oa]s (?:días|tardes|noches)|estimad[oa]s?|ciao|buongiorno|salve|gentili|car[io]|olá|oi|bom dia|boa tarde|caros|hej|hejsan|hei|moi|terve|goedemorgen|goedemiddag|beste|hoi|dag|cześć|dzień dobry|witam|ahoj|dobrý den|привет|здравствуйте|добрый (?:день|вечер)|доброе утро|вітаю|добрий день|здравейте|γεια|καλημέρα|merhaba|selam|szia|sziasztok|bună|salutare|zdravo|bok|pozdravljeni|labas|sveiki|tere|xin chào|halo|สวัสดี|こんにちは|皆さん|みなさん|皆様|お疲れ様|お世話になって|大家好|各位|你好|您好|안녕하세요|שלום|مرحبا|السلام عليكم)(?![\p{L}])/iu;

const closing =
  /^(?:(?:many |best )?thanks(?: (?:a lot|again|everyone|all|in advance|and regards|and best))?|thank you(?: (?:all|very much|everyone))?|thx|tia|ta|cheers|(?:with )?(?:best|kind|warm|all the best|kindest|many)?\s?(?:regards|wishes)|best|br|rgds|yours(?: (?:sincerely|truly|faithfully))?|sincerely|take care|talk soon|see you(?: (?:soon|then|there|all|tomorrow|tuesday|monday|wednesday|thursday|friday))?|bye|mit (?:freundlichen|besten|herzlichen|lieben) grüßen|(?:viele|liebe|beste|schöne|herzliche|freundliche) grüße|gruß|grüße|mfg|lg|vg|danke(?: (?:schön|euch|und gruß))?|besten dank|vielen dank|cordialement|bien (?:à vous|cordialement|à toi)|merci(?: (?:d'avance|beaucoup|à tous))?|amitiés|à bientôt|salutations|(?:un )?saludos?|(?:muchas )?gracias|un abrazo|atentamente|(?:um )?abraços?|(?:muito )?obrigad[oa]s?|att|atenciosamente|cumprimentos|cordiali saluti|saluti|grazie(?: mille)?|un saluto|(?:met )?vriendelijke groeten?|groetj?e?n?|mvg|gr|bedankt|alvast bedankt|dank je|(?:med )?(?:vänlig|vänliga) hälsning(?:ar)?|hälsningar|tack(?: på förhand)?|mvh|(?:med )?venlige? hils(?:en|ner)|hilsen|tak(?: på forhånd)?|takk|vh|terveisin|ystävällisin terveisin|kiitos|t|pozdrawiam|z poważaniem|dzięki|dziękuję|s pozdravem|s pozdravom|díky|děkuji|ďakujem|с уважением|с наилучшими пожеланиями|спасибо|з повагою|дякую|с уважение|поздрави|благодаря|με εκτίμηση|ευχαριστώ|saygılarımla|teşekkürler|üdv|üdvözlettel|köszönöm|köszi|cu stimă|mulțumesc|lp|pozdrav|s poštovanjem|hvala|pagarbiai|ačiū|ar cieņu|paldies|parimate soovidega|tervitades|aitäh|salam|terima kasih|trân trọng|cảm ơn|よろしくお願いします|よろしくお願いいたします|以上です|以上|敬具|ありがとうございます|谢谢|謝謝|此致|祝好|감사합니다|תודה|בברכה|شكرا|مع تحياتي)(?:\s+(?:and|und|et|y|e|en|och|og)\s+[\p{L} ]{1,30})?[\s,.!;:–—！。，、~〜-]*$/iu;

/** Sentences that ask for nothing. */
const nothing = [
  /^\+1\b.{0,40}$/u,
  /^(?::\+1:|👍|🙏|🎉|✅|❤️?)[\s\p{Emoji}]*$/u,
  /^(?:me too|same here|agreed?|i agree|sounds? (?:good|great|fine)(?: to me)?|looks? good(?: to me)?|lgtm|ok(?:ay)?|yes|yep|yeah|no|nope|sure|great|perfect|cool|nice|fine(?: with me| by me)?|works for me|ack|noted|will do|done|got it|good idea|no objections?|nothing (?:from|on) (?:me|my side)(?: this (?:time|week))?|nothing (?:new )?to add(?: from me)?|no items? from me|einverstanden|passt|gern(?:e)?|super|danke|nichts von mir|d'accord|parfait|rien (?:à ajouter|de mon côté)|de acuerdo|perfecto|vale|nada (?:por mi parte|de mi parte)|va bene|perfetto|combinado|prima|akkoord|jättebra|хорошо|согласен|согласна|отлично)[\s,.!]*(?:thanks|thank you|to me|with me|everyone|all)?[\s.!]*$/iu,
  /^(?:many |lots of )?(?:thanks|thank you|thx|danke|merci|gracias|grazie|obrigad[oa]|bedankt|tack|kiitos|dzięki|спасибо)(?![\p{L}]).{0,120}$/iu,
  /^(?:i )?hope (?:you|this|everyone|all).{0,80}$/iu,
  /^(?:i'm |i am )?(?:really )?looking forward\b.{0,80}$/iu,
  /^(?:see|talk to|speak to|catch) (?:you|y'all|u)\b.{0,40}$/iu,
  /^(?:i'?ll|i will|i can|i plan to|i intend to|count me|me and \w+ will) (?:be (?:there|on the call|present|attending|joining|around|able to (?:join|attend|make it))|in|attend|join|come|make it|dial in)\b.{0,60}$/iu,
  /^(?:i'?ll|i will|i may|i might) (?:be|join|arrive).{0,30}(?:late|after|minutes)\b.{0,30}$/iu,
  /^(?:have|enjoy) (?:a|the) (?:nice|good|great|lovely)?.{0,30}$/iu,
  /^(?:please )?let me know\b.{0,100}$/iu,
  /^(?:i have |i've |there (?:are|is) )?(?:got )?(?:no|nothing)(?: (?:new|more|other|further|agenda))* ?(?:items?|topics?|points?|to add|for the (?:agenda|call|meeting))?(?: (?:from (?:me|my side|us)|this (?:time|week)|today|for (?:now|today|tuesday|the (?:agenda|call|meeting))))*[\s.!]*$/iu,
  /^.{0,30}\b(?:works|suits|is (?:fine|ok|okay|good|perfect))(?: (?:for|with|by) me| for us)?(?: too| as well)?[\s.!]*$/iu,
  /^(?:that'?s|this is|these are) (?:all|it)(?: from me| for (?:now|today|me))?[\s.!]*$/iu,
  /^(?:sorry|apologies|apologise|excuse me)\b.{0,20}(?:late|delay|noise|short notice|brevity|top.?posting).{0,40}$/iu,
  /^(?:bis (?:dann|morgen|dienstag)|à (?:demain|mardi|bientôt)|hasta (?:luego|mañana|el martes)|a domani|até (?:amanhã|logo)|tot (?:dan|morgen)|vi ses|nähdään)\b.{0,30}$/iu,
];

const regrets = [
  /^(?:my |with )?(?:regrets|apologies)(?: from (?:me|my side))?(?: for (?:the|this|next|today'?s?|tomorrow'?s?|tonight'?s?|\w+'s)[\w' ]{0,30})?(?:[,;:–-]? ?(?:i|as i|but i|because)\b.{0,120})?[\s.!]*$/iu,
  /\b(?:i|we)(?:'m| am|'re| are)? (?:regret(?:fully)? (?:that )?(?:i )?)?(?:can ?not|can'?t|can’t|won'?t|won’t|will not|am not able to|not able to|unable to|unfortunately can(?:no|')?t|sadly can(?:no|')?t|am not going to|not going to)(?: also| sadly| unfortunately)?(?: be able to)? (?:make (?:it\b(?! (?:work|happen|so|clear|easier|easy|faster|better|run|compile|pass))|(?:the|this|next|today|tomorrow|tonight|tuesday|monday|wednesday|thursday|friday)(?:'s|’s)?(?: (?:call|meeting|one|week|time))?)|attend\b|join\b(?! (?:two|the (?:table|rows)))|come\b(?! up)|be (?:there|around|present|on the call|at the (?:call|meeting))|participate|dial in|take part)/iu,
  /\b(?:i'?ll|i’ll|i will|i'm going to|i have to|i must) (?:have to )?(?:miss|skip) (?:it|this|the|today|tomorrow|tonight|next|tuesday|monday|wednesday|thursday|friday)/iu,
  /\b(?:ich kann|ich bin) (?:leider |am \w+ |morgen |heute |diesmal )*nicht (?:teilnehmen|dabei sein|dabei|kommen|da)\b|\bich schaffe es (?:leider )?nicht\b|\bbin (?:leider )?verhindert\b/iu,
  /\bje ne (?:pourrai|peux|serai) (?:malheureusement )?pas (?:être (?:là|présente?)|participer|assister|venir|présente?|disponible|là)/iu,
  /\bno (?:podré|puedo|voy a poder) (?:asistir|participar|ir|estar|unirme|conectarme)/iu,
  /\bnon (?:posso|potrò|riesco a|riuscirò a) (?:partecipare|essere presente|esserci|venire|collegarmi)/iu,
  /\bnão (?:posso|poderei|vou poder|consigo) (?:participar|comparecer|estar|ir)\b/iu,
  /\bik (?:kan|ben) (?:er )?(?:helaas )?(?:er )?niet (?:bij(?: zijn)?|aanwezig(?: zijn)?|komen|aansluiten)/iu,
  /\bjag kan (?:tyvärr )?inte (?:vara med|delta|komma|närvara)/iu,
  /\b(?:я )?(?:не смогу|не могу|не сможу) (?:присутствовать|участвовать|прийти|быть|подключиться)/iu,
];

export function isGreeting(line: string): boolean {
  return (
    line.length <= 60 &&
    greeting.test(line) &&
    line.split(/\s+/u).length <= 6 &&
    !/[?:]$/u.test(line)
  );
}

/** What stands after "Hi all," on the same line; the line itself when it begins with no greeting. */
export function withoutGreeting(line: string): string {
  if (!greeting.test(line)) return line;
  const match = /^[^,!:.–-]{2,40}[,!]\s+(?=\S)/u.exec(line);
  return match && match[0].split(/\s+/u).length <= 6 ? line.slice(match[0].length) : line;
}

export function isClosing(line: string): boolean {
  return line.length <= 80 && closing.test(line.trim());
}

/** A sentence that makes no item: thanks, assent, "see you there". */
export function isSmallTalk(sentence: string): boolean {
  const text = sentence.trim();
  if (text.length > 160) return false;
  return (
    isPleasantry(text) ||
    text.split(/(?:,|;| –| -| but| and|!)\s+/u).every((part) => isPleasantry(part))
  );
}

function isPleasantry(text: string): boolean {
  return nothing.some((pattern) => pattern.test(text)) || isClosing(text) || isGreeting(text);
}

/** A sentence that says its writer can't come. */
export function isRegrets(sentence: string): boolean {
  const text = sentence.trim().replace(/’/gu, "'");
  return text.length <= 240 && regrets.some((pattern) => pattern.test(text));
}

/** Splits prose at the ends of its sentences; an abbreviation or a version number ends none. */
export function sentencesOf(text: string): string[] {
  return text
    .split(/(?<=[.!?。！？]["')\]]?)\s+(?=["'(]?[\p{Lu}\p{Lo}\d+:👍])|(?<=[。！？])/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '');
}
