/** "agenda+ title", "Topic: title" and their kin: whoever writes so means an item. */
const marker =
  /^(?:(?:agenda\s*\+|\+\s?agenda)\s*:?|(?:(?:new|my|another|next|proposed|suggested|one more|additional|late)\s+)?(?:(?:agenda[- ]?)?(?:item|topic|point|subject for discussion)|agenda)s?(?:\s+(?:#|no\.?\s?)?\d{1,2})?\s*[:：]|(?:(?:agenda[- ]?)?(?:item|topic|point)|top|punkt|thema|sujet|tema|punto|ponto|тема|пункт|議題|议题|안건)\s*\d{1,2}\s*(?:[.)]|\s[–—-])(?=\s)|aob\s*[:：]|top(?:\s+\d{1,2})?\s*[:：]|(?:tagesordnungspunkt|thema|punkt|sujet|point(?: à l'ordre du jour)?|tema|punto(?: del orden del día| all'ordine del giorno)?|ponto(?: de pauta)?|assunto|argomento|onderwerp|agendapunt|ämne|dagordningspunkt|emne|aihe|asia|temat|punkt porządku obrad|téma|bod(?: programu)?|тема|пункт(?: повестки)?|вопрос|konu|θέμα|議題|议题|議程|안건)(?:\s+\d{1,2})?\s*[:：])\s*(?=\S)/iu;

/** "Please add …", "Can we discuss …?": a request with its object. */
const requests: RegExp[] = [
  /^(?:(?:also|and|then|next|oh|btw|plus|finally|lastly|second(?:ly)?|first(?:ly)?),?\s+)?(?:please|pls|plz)[, ]+(?:(?:could|can|would) you )?(?:also )?(?:add|include|put|schedule|note|place)(?: (?:the following|this|these|one|another|a|an|my|new|more|last|also))*(?:(?: (?:agenda )?(?:items?|topics?|points?|entry))(?: (?:on|about|for|regarding|re|to (?:the|our) agenda|called|titled|named))?(?=[\s:])|\s*:|\s)\s*[:–-]?\s*(?=\S)/iu,
  /^(?:(?:also|and|then|next|plus|finally|lastly|second(?:ly)?|first(?:ly)?),?\s+)?(?:can|could|may|might|shall|should) (?:we|you|i|someone) (?:please |maybe |perhaps |also |briefly |quickly )*(?:talk about|discuss|add|speak about|go over|cover|include|put|review|chat about|touch on|revisit|raise|have (?:a discussion (?:about|on)|a word about)|have)\s+(?=\S)/iu,
  /^(?:(?:also|and|then|next|plus|finally|lastly|second(?:ly)?|first(?:ly)?),?\s+)?(?:i|we)(?:'d|’d| would|'ll|’ll| will)? (?:also )?(?:like|love|want|wish|propose|suggest|need|would like)(?: (?:us|to|we|that we|it if we))?(?: (?:also|briefly|quickly|please|could|should))*(?: (?:talk about|discuss|add|speak about|go over|cover|include|put|review|chat about|touch on|revisit|raise|bring up|propose|suggest|hear about|have|see)| discussing| talking about| adding| covering)(?: (?:an?|the following|another|one(?: more)?) (?:agenda )?(?:item|topic|point)s?(?: (?:on|about|for|regarding|to the agenda))?[: ]*)?\s*:?\s*(?=\S)/iu,
  /^(?:let'?s|let’s|let us) (?:also )?(?:talk about|discuss|cover|go over|review|add|put|revisit)\s+(?=\S)/iu,
  /^(?:also )?(?:add|adding)(?: (?:this|an?|another|my|one|the))?(?: (?:agenda )?(?:item|topic|point)s?(?: (?:on|about|for|regarding))?)?\s*:\s*(?=\S)/iu,
  /^(?:i have |i've got |just )?(?:one|another|a|my|an|1) (?:more |other |additional |small |quick |short |new |late )*(?:agenda )?(?:item|topic|thing|point|one)(?: (?:from (?:me|my side|us)|for (?:the )?(?:agenda|call|meeting|tomorrow|tuesday|today)|to (?:add|discuss)))*\s*[:–—-]\s*(?=\S)/iu,
  /^for (?:the|our|this|next|tomorrow's|today's|tuesday's|monday's|wednesday's|thursday's|friday's)(?: next| upcoming)? (?:agenda|call|meeting)\s*[:–—]\s*(?=\S)/iu,
  /^(?:i have|i've got) one(?: more)?\s*[:–—]\s*(?=\S)/iu,
  /^(?:i have |i've got |there are |here are |my |just )?(?:a few|a couple of|some|two|three|four|five|[2-9]) (?:more |new |small |quick |short |agenda )*(?:items|things|topics|points)(?: (?:from (?:me|my side|us)|for (?:the )?(?:agenda|call|meeting|tomorrow|tuesday|today)|to (?:add|discuss|talk about)))*\s*[:–—]\s*(?=\S)/iu,
  /^bitte(?: (?:noch|auch|folgende[nrs]?|punkte?|themen?|thema|diesen|dieses))*(?: (?:aufnehmen|hinzufügen|ergänzen))?\s*:\s*(?=\S)/iu,
  /^(?:merci d'ajouter|(?:pouvez-vous|peut-on|pourrait-on|pourriez-vous|j'aimerais|je voudrais|je souhaiterais|nous pourrions)(?: (?:s'il vous plaît|aussi))? (?:ajouter|parler d[eu]|discuter(?: d[eu])?|aborder|évoquer)|(?:à )?ajouter)\s*:?\s*(?=\S)/iu,
  /^(?:por favor,? (?:añad\w+|agreg\w+|inclu\w+|adicion\w+)|(?:podemos|podríamos|me gustaría|quisiera|gostaria de|poderíamos|quería) (?:hablar (?:de|sobre)|discutir|añadir|agregar|tratar|falar (?:de|sobre)|adicionar|incluir))\s*:?\s*(?=\S)/iu,
  /^(?:per favore,? aggiung\w+|(?:possiamo|potremmo|vorrei|mi piacerebbe) (?:parlare d\w+|discutere(?: d\w+)?|aggiungere(?: un punto su)?))\s*:?\s*(?=\S)/iu,
  /^(?:graag (?:ook )?toevoegen|kunnen we (?:het )?(?:hebben over|bespreken)|ik wil graag (?:bespreken|toevoegen))\s*:?\s*(?=\S)/iu,
  /^(?:прошу добавить|пожалуйста,? добавьте|добавьте,? пожалуйста,?|давайте обсудим|можем обсудить|предлагаю обсудить|хочу обсудить)\s*:?\s*(?=\S)/iu,
];

/** Where the verb comes last: "Können wir den Umzug besprechen?" */
const enclosed: RegExp[] = [
  /^(?:bitte|können wir|könnten wir|ich möchte|ich würde gern(?:e)?|wir sollten|wir müssen)(?: (?:noch|auch|kurz|bitte|gerne?|über|mal))* (.{3,200}?) (?:aufnehmen|hinzufügen|ergänzen|besprechen|diskutieren|sprechen|reden|auf die (?:agenda|tagesordnung)(?: setzen| nehmen)?)[\s.?!]*$/iu,
];

/** "… to the agenda, please?": what may stand after the object of a request. */
const requestTail =
  /(?:[\s,]+(?:to|on|onto|in|for|at|during) (?:the|our|this|next|today'?s?|tomorrow'?s?|tuesday'?s?|monday'?s?|wednesday'?s?|thursday'?s?|friday'?s?)(?: (?:next|upcoming|weekly|fortnightly|monthly))?(?: (?:agenda|call|meeting|week|tuesday|monday|list))?(?:'s (?:agenda|call|meeting))?|[\s,]+(?:please|pls|thanks|thank you|if possible|if there(?:'s| is) time|if time (?:permits|allows)|too|as well|tomorrow|today|next time|auf die (?:agenda|tagesordnung)|à l'ordre du jour|al orden del día|all'ordine del giorno|à pauta|zu den themen|(?:aufnehmen|hinzufügen|besprechen|ergänzen|diskutieren|sprechen)))+\s*[?.!]*$/iu;

const agendaWord =
  /agenda|\bitems?\b|\btopics?\b|to discuss|discuss|talk about|\badd\b|\bpoints?\b|tagesordnung|themen?\b|punkte?\b|ordre du jour|\bsujets?\b|orden del día|\btemas?\b|ordine del giorno|\bpunti\b|\bpauta\b|onderwerpen|agendapunt|dagordning|dagsorden|esityslist|porządek|tematy|program|повестк|тем[аыу]|gündem|議題|议题|議程|안건/iu;

/** Words that make a sentence of what might be a title, in the languages where mail is written most. */
const verbs =
  /(?<![\p{L}'’])(?:is|are|was|were|am|be|been|isn't|aren't|wasn't|has|have|had|do|does|did|don't|doesn't|didn't|will|won't|would|can|can't|could|should|shouldn't|may|might|must|let|us|let's|please|attached|i|i'm|i've|i'd|i'll|we|we've|we're|we'd|we'll|you|he|she|it|it's|they|that's|there's|this|my|me|think|thought|guess|seems|works|agree|ich|wir|ist|sind|war|habe|haben|hat|nicht|je|nous|est|sont|j'ai|suis|pas|yo|es|está|son|hay|creo|eu|é|são|acho|sono|è|ho|abbiamo|ik|wij|zijn|heb|niet|jag|är|har|inte|jeg|er|ikke|я|мы|не|это)(?![\p{L}])/iu;

/** The title behind "agenda+", "Topic:" or "Please add:"; undefined when the line asks for nothing so plainly. */
export function markedTitle(line: string): string | undefined {
  const match = marker.exec(line);
  if (!match) return undefined;
  const title = line.slice(match[0].length).trim();
  return title === '' ? undefined : title;
}

/** Whoever asks for an item does so in less; the rules above are not made for more. */
const maxRequestChars = 600;

/** A request for an item; without a title when its object is a list below: "could you add the following?" */
export function requestIn(sentence: string): { title?: string } | undefined {
  const text = sentence.trim().replace(/’/gu, "'");
  if (text.length > maxRequestChars) return undefined;
  const object = objectOf(text);
  if (object === undefined) return undefined;
  return /[:：]$/u.test(text) || isPointer(object) ? {} : { title: object };
}

function objectOf(text: string): string | undefined {
  const match = requests.map((pattern) => pattern.exec(text)).find((found) => found !== null);
  if (!match)
    return enclosed.map((pattern) => pattern.exec(text)?.[1]).find((found) => found !== undefined);
  const title = text
    .slice(match[0].length)
    .replace(requestTail, '')
    .replace(/[\s?.!:：]+$/u, '')
    .trim()
    .replace(/^(?:about|on|regarding|re:?|an? (?:item|topic|point) (?:on|about|for))\s+/iu, '');
  return title.length < 2 ? undefined : title;
}

/** "these", "the following", "two items": the object is the list below. */
function isPointer(title: string): boolean {
  return /^(?:the )?(?:following|these|this|those|below|it|that|them|(?:a (?:few|couple of)|some|two|three|four|2|3|4|my|more) ?(?:agenda |more )?(?:items?|topics?|points?|things?)?)(?: (?:items?|topics?|points?|things?))?(?: (?:from me|below|to the agenda|on the agenda))?:?$|^(?:on |to )?(?:the|our|your) (?:agenda|list)$|^(?:a few|a couple of|some|two|three|four|five|[2-9]) (?:more |new |small |quick |agenda )*(?:items|topics|points|things)\b/iu.test(
    title,
  );
}

function speaksOfAgenda(text: string): boolean {
  return agendaWord.test(text);
}

const callWord =
  /agenda|tagesordnung|ordre du jour|orden del día|ordine del giorno|\bpauta\b|dagordning|dagsorden|esityslist|porządek obrad|повестк|gündem|議題|议题|議程|안건|next (?:call|meeting)|(?:your|any) (?:items|topics|points)\b/iu;

/** Whether a quoted message may have been a call for agenda, or an answer to one. */
export function speaksOfCall(text: string): boolean {
  return callWord.test(text);
}

/** "Great work everyone": without a verb too, and no title. */
export function looksLikePraise(text: string): boolean {
  return (
    /^(?:great|nice|good|awesome|excellent|amazing|well done|congrat\w*|happy|fantastic|brilliant|kudos|welcome|hello|test)\b/iu.test(
      text,
    ) && !text.includes(':')
  );
}

/** Words without a verb, short and on one line: what a title looks like. */
export function looksLikeTitle(text: string): boolean {
  const words = text.trim().split(/\s+/u);
  if (words.length > 12 || text.length > 120 || text.length < 3) return false;
  if (/[?!;]$|[.!?]\s+\p{Lu}|^["'“]|^[a-z]+,/u.test(text.trim())) return false;
  return !verbs.test(text);
}

/** "Should we …?", "… needs a decision": a sentence that belongs on an agenda. */
export function looksLikeQuestion(sentence: string): boolean {
  return (
    /^(?:should|shall|do|can|could) we\b.{3,200}\?$/iu.test(sentence.trim()) ||
    /\b(?:we (?:need|should|have|ought) to (?:talk about|discuss|decide|agree)|(?:should|needs? to) be (?:discussed|decided)|needs? (?:a )?(?:decision|discussion))\b/iu.test(
      sentence,
    )
  );
}

/** "The agenda:", "My topics:": a line that stands over a list and is none of it. */
export function isIntro(line: string): boolean {
  return /[:：]$/u.test(line);
}

/** "From me:", "For Tuesday I have:", "Two items:": what follows is meant for the call. */
export function announces(line: string): boolean {
  return (
    speaksOfAgenda(line) ||
    /\b(?:from (?:me|my side|us)|i have|i've got|we have|my (?:list|two|three|own)|for (?:the|our|this|next|tomorrow|today|monday|tuesday|wednesday|thursday|friday)|von mir|de mi parte|de ma part|da parte mia)\b/iu.test(
      line,
    )
  );
}

/** Words that announce a list without a colon; only what follows can tell. */
export function mayIntroduce(line: string): boolean {
  return speaksOfAgenda(line) && line.split(/\s+/u).length <= 14 && !/[[(]/u.test(line);
}

/** A heading over the whole list: "Agenda", "Topics for Tuesday". */
export function isAgendaHeading(text: string): boolean {
  return (
    isIntro(text) ||
    (text.split(/\s+/u).length <= 6 &&
      /^(?:(?:proposed|draft|my|our|the|meeting|new|call)\s+)*(?:agenda|items?|topics?|points?|tagesordnung|themen|ordre du jour|orden del día|ordine del giorno|pauta|dagordning|dagsorden|повестка)(?![\p{L}])/iu.test(
        text,
      ))
  );
}
