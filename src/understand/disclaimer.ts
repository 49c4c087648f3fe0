/** Words that lawyers put under mail; two different ones make a disclaimer. */
const legal = [
  /confidential|vertraulich|confidentiel|confidencia|riservat|vertrouwelijk|poufn|fortroli|konfident|luottamuks|důvěrn|dôvern|bizalmas|конфиденциал|конфіденц|gizli|機密|保密|기밀/iu,
  /privileged|rechtlich geschützt|proprietary|professional secrecy|legally protected|berufsgeheimnis/iu,
  /intended (?:only |solely |exclusively )?(?:for|recipient)|solely for the|for the use of the|bestimmt(?:en)? (?:für|empfänger)|destiné|destinat(?:ari|aire)|uso esclusivo|uso exclusiv|bestemd voor|bestemt for|avsedd(?:a|t)? för|tarkoitettu|przeznaczon|предназначен|únicamente|exclusivamente/iu,
  /received this (?:message|e-?mail|communication|mail|transmission)?.{0,20}in error|irrtümlich|par erreur|por error|por engano|per errore|ten onrechte|ved en feil|ved en fejl|av misstag|erehdyksessä|omyłkow|ошибочн|по ошибке/iu,
  /(?:any |unauthori[sz]ed )(?:review|use|disclosure|copying|dissemination|distribution)|strictly prohibited|unbefugt|nicht gestattet|interdit|prohibid|vietat|proibid|verboden/iu,
  /delete (?:it|this|the|all)|destroy|vernichten|löschen|détruire|eliminar|cancellar|verwijder|slett|radera|poista|usun|удалит/iu,
  /virus|accept(?:s)? no (?:liability|responsibility)|not be liable|keine haftung/iu,
  /registered (?:in|office)|company (?:number|registration)|amtsgericht|handelsregister|geschäftsführer|sitz der gesellschaft|ust-id/iu,
];

const environment =
  /(?:consider|think of|think about) the environment before printing|bitte denken sie an die umwelt|pensez à l'environnement|antes de imprimir|prima di stampare|before you print/iu;

/** What a virus scanner says of itself under mail. */
const scanned =
  /^(?:virus-?free\b|virenfrei|garanti sans virus|sans virus|libre de virus|sin virus|livre de vírus|mail priva di virus|virusvrij|без вирусов|вирусов нет).{0,20}(?:www\.|https?:|avast|avg)|^(?:this (?:e-?mail|message)|diese (?:e-?mail|nachricht)|l'absence de virus dans ce courrier|este (?:mensaje|correo|e-?mail)).{0,40}(?:virus|viren).{0,60}(?:avast|avg|kaspersky|norton|mcafee|eset|scanner|software|logiciel)/iu;

const banner =
  /^\W*(?:caution|external(?: e-?mail| sender)?|warning|attention|achtung|vorsicht|extern|externe)\b.{0,4}(?:this (?:e-?mail|message)|external|originated|diese (?:e-?mail|nachricht)|from outside|e-?mail)|^\[?external(?: e-?mail| sender)?\]?:?$|(?:this|diese) (?:e-?mail|message|nachricht) (?:was sent|originated|came|stammt|kommt).{0,20}(?:outside|außerhalb|extern)/iu;

export function isDisclaimer(paragraph: string): boolean {
  if (paragraph.length < 300 && scanned.test(paragraph.replace(/^[\s_=*-]+/u, ''))) return true;
  if (paragraph.length < 40) return false;
  if (environment.test(paragraph)) return true;
  return paragraph.length >= 80 && legal.filter((pattern) => pattern.test(paragraph)).length >= 2;
}

/** "CAUTION: This email originated from outside …", set above the message by the recipient's server. */
export function isOutsideBanner(paragraph: string): boolean {
  return paragraph.length < 600 && banner.test(paragraph);
}
