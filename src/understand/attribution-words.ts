/** "wrote", as mail programs say it above a quote, by language. */
const verbs = [
  'wrote|writes|said|says|spake', // English
  'schrieb|schreibt|hat geschrieben', // German
  'a écrit|a ecrit|écrit|écrivait', // French
  'escribió|escribio|escribe|ha escrito', // Spanish
  'escreveu|escreve', // Portuguese
  'ha scritto|scrive|scriveva', // Italian
  'schreef|schreef het volgende|heeft geschreven|het volgende geschreven', // Dutch
  'skrev|skrev följande|skriver', // Swedish, Danish, Norwegian
  'kirjoitti|kirjoittaa', // Finnish
  'skrifaði', // Icelandic
  'napisał|napisała|napisał\\(a\\)|napisał/a|pisze|wiadomość napisana przez', // Polish
  'napsal|napsala|napsal\\(a\\)|napísal|napísala|napísal\\(a\\)', // Czech, Slovak
  'napisao|napisala|napisao/la|napisal|napisal/-a|je napisal', // Croatian, Serbian, Slovene
  'написал|написала|написал\\(а\\)|пишет|писал|писала', // Russian
  'написав|написала|пише|писав', // Ukrainian
  'написа|напиша|је написао|је написала', // Bulgarian, Macedonian, Serbian
  'έγραψε|έγραψαν|γράφει', // Greek
  'şunu yazdı|yazdı|şunları yazdı', // Turkish
  'ezt írta|írta|írja', // Hungarian
  'a scris', // Romanian
  'va escriure|ha escrit|escrigué|missatge de', // Catalan
  'escribiu', // Galician
  'idatzi du|idatzi zuen', // Basque
  'rašė|parašė', // Lithuanian
  'rakstīja', // Latvian
  'kirjutas', // Estonian
  'shkroi', // Albanian
  'het geskryf|geskryf', // Afrikaans
  'đã viết|viết', // Vietnamese
  'menulis', // Indonesian, Malay
  'كتب|كتبت|نوشت', // Arabic, Persian
  'כתב|כתבה|כתב/ה|כתבו|מאת', // Hebrew
  'ने लिखा', // Hindi
];

/** Scripts that put no space between words. */
const unspacedVerbs = [
  '写道',
  '寫道',
  '写到',
  '書きました',
  'のメッセージ',
  'のメール',
  '님이 작성',
  '쓴 글',
  '작성',
  '썼습니다',
  'เขียนว่า',
  'เขียน',
];

const lastWords = new Set(
  verbs
    .join('|')
    .split('|')
    .flatMap((verb) => verb.replaceAll('\\', '').split(' ').slice(-1)),
);

/** Whether a text may end with one of the verbs, told from its last word alone. */
export function mayEndWithVerb(text: string): boolean {
  const word = lastWord(text);
  return word !== '' && (lastWords.has(word) || unspacedVerbs.some((verb) => word.endsWith(verb)));
}

function lastWord(text: string): string {
  const word = text.slice(text.lastIndexOf(' ') + 1).slice(-40);
  return word
    .slice(word.lastIndexOf('>') + 1)
    .replace(/[*_:：.=]+$/u, '')
    .toLowerCase();
}

export const verbPattern = new RegExp(
  `(?<![\\p{L}])(?:${verbs.join('|')})(?![\\p{L}])|${unspacedVerbs.join('|')}`,
  'giu',
);

/** First words of attributions. Broad on purpose: an attribution needs a date, an address or a verb besides. */
export const openers = new Set(
  `on at in le am el il em op den på kl pe w dnia dne dňa na в у від la pada vào vao στις την u dana a al à no
  quoting zitat citando citat citation цитирую from von de da van od alle das em-data în il-giorno lúc
  в-ср 在 于 於 في بتاريخ بتأريخ در בתאריך ב- เมื่อ ในวันที่ on-the ti la-data`
    .split(/\s+/)
    .filter((word) => word !== ''),
);

/** Beginnings of month and weekday names, three letters or more, lower-cased. */
const monthStarts = `jan feb mar mär maa apr abr avr mai may maj mei jun jul aug ago aoû sep set okt oct out ott nov dez dec déc dic dis
  fév fev mac gen mag giu lug tam hel huh tou kes hei elo syy lok mar jou sty lut kwi cze lip sie wrz paź lis gru
  led úno bře dub kvě čer srp zář říj pro янв фев мар апр мая май июн июл авг сен окт ноя дек січ лют бер кві тра чер лип сер вер жов лис гру
  яну юни юли ιαν φεβ μαρ απρ μαΐ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ oca şub nis haz tem ağu eyl eki kas ara
  már ápr máj jún júl sze ian iun iul sij velj ožu tra svi lip srp kol ruj stu pro siječ kov bal geg bir lie rgp rgs spa lap gru
  jūn jūl veeb juu jaa des tháng thg ago agt mei ינו פבר מרץ אפר מאי יונ יול אוג ספט אוק נוב דצמ בספ ביו באו בינ בפב במר באפ במא בנו בדצ
  يناير فبر مارس أبري مايو يوني يولي أغس سبت أكت نوفم ديس`;

const weekdayStarts = `mon tue wed thu fri sat sun mån tis ons tor fre lör sön man tir lør søn maandag mit don die sam son lun mar mer jeu ven dim
  sáb sab dom mié jue vie seg ter qua qui sex gio maan din woe vri zat zon ma ti ke to pe la su pon wto śro czw pią sob nie
  po út st čt pá so ne пн вт ср чт пт сб вс нд понед втор сред четв пятн субб воск δευ τρί τρι τετ πέμ πεμ παρ σάβ σαβ κυρ
  pzt sal çar per cum paz hét kedd szer csüt pént szo vas joi vin sâm uto sri čet pet sub ned kl
  teis kolm nelj reed laup püha pir ant tre ket pen šeš sek thứ cn sen sel rab kam jum min`;

const months = new Set(words(monthStarts));
const weekdays = new Set(words(weekdayStarts));

function words(list: string): string[] {
  return list.split(/\s+/).filter((word) => word !== '');
}

/** Whether a lower-cased word begins like the name of a month in one of the languages known here. */
export function isMonth(word: string): boolean {
  return startsIn(months, word);
}

export function isWeekday(word: string): boolean {
  return weekdays.has(word) || startsIn(weekdays, word);
}

function startsIn(set: Set<string>, word: string): boolean {
  if (word.length > 14) return false;
  for (let length = 3; length <= 5; length++) if (set.has(word.slice(0, length))) return true;
  return false;
}
