/** The line that RFC 3676 §4.3 puts above a signature, also where a program has eaten its last space. */
export function isSignatureDelimiter(raw: string): 'exact' | 'stripped' | undefined {
  if (raw === '-- ') return 'exact';
  const text = raw.trimEnd();
  return text === '--' || text === '—' || text === '–' || text === '__' ? 'stripped' : undefined;
}

/** "Sent from my …", where the device is named after the words. */
const leading = [
  'sent (?:from|with|via|using|by) (?!me\\b|us\\b)',
  'get (?:outlook|bluemail) for ',
  'from my ',
  'someone from mobile',
  'envoyé (?:de|depuis|à partir de|avec|par|via) ',
  'télécharger outlook pour ',
  'gesendet (?:von|mit|aus|über|via) ',
  'von (?:meine[mrn]|unterwegs) .{1,40}gesendet',
  'diese nachricht wurde von mein',
  'holen sie sich outlook',
  'outlook für (?:ios|android)',
  'enviado (?:desde|do|de|com|a partir|pelo|a través|por|via) ',
  'enviada (?:do|pelo|desde) ',
  'obtener outlook para ',
  'obter o outlook para ',
  'inviato (?:da|dal|con|tramite) ',
  'scarica outlook per ',
  'ottieni outlook per ',
  'verstuurd (?:vanaf|met|via|van) ',
  'verzonden (?:vanaf|met|via) ',
  'outlook voor (?:ios|android)',
  'skickat (?:från|med|via) ',
  'skaffa outlook för ',
  'hämta outlook ',
  'sendt (?:fra|med|via) ',
  'hent outlook ',
  'få outlook til ',
  'lähetetty ',
  'hanki outlook ',
  'wysłan[eoy] (?:z|za pomocą|przez) ',
  'pobierz (?:aplikację )?outlook ',
  'odesláno (?:z|ze|pomocí) ',
  'odoslané (?:z|zo) ',
  'stáhnout outlook ',
  'отправлено (?:с|из|через|от|при) ',
  'получить outlook ',
  'надіслано (?:з|із|через|за) ',
  'изпратен[оа] от ',
  'στάλθηκε από ',
  'απεστάλη από ',
  'trimis (?:de|din|cu) ',
  'küldve ',
  'poslano (?:s|z|iz|sa) ',
  'poslato sa ',
  'išsiųsta ',
  'nosūtīts ',
  'saadetud ',
  'enviat (?:des de|amb) ',
  'đã gửi từ ',
  'được gửi từ ',
  'dikirim dari ',
  'נשלח מ',
  'أرسلت من',
  'مرسل من',
  'تم الإرسال من',
  'ส่งจาก',
  '发自我的',
  '发自',
  '從我的',
  '来自我的',
  '從 ',
  'iphoneから送信',
  'ipadから送信',
  'androidから送信',
  'outlook for (?:ios|android) ?を',
  '나의 ',
  '내 ',
];

const trailing = [
  'gönderildi',
  '보냄',
  '에서 보냄',
  'から送信',
  '傳送',
  '发送的',
  'iphone-ról',
  'küldve',
  'gesendet',
  'lähetetty',
];

/** A first look by three letters: every line of every message is asked. */
const leadingLetters = new Set(leading.map((words) => words.slice(0, 3).replace('(', '')));

const leadingPattern = new RegExp(`^[<([*_]{0,3}(?:${leading.join('|')})`, 'iu');
const trailingPattern = new RegExp(
  `(?:iphone|ipad|ipod|android|galaxy|samsung|outlook|huawei|xiaomi|yahoo|gmail|mobil|telefon|handy|smartphone).{0,40}(?:${trailing.join('|')})[.>)\\]*_]{0,3}$`,
  'iu',
);

const device =
  /iphone|ipad|ipod|android|black\s?berry|galaxy|samsung|htc|nokia|huawei|xiaomi|pixel|phone|handy|mobil|móvil|celular|cell\b|tablet|outlook|yahoo|gmail|mailbox|airmail|sparrow|superhuman|proton|k-9|thunderbird|windows|mail|hey\.com|spark|nine|wiko|device|laptop|téléphone|telefon|smartphone|телефон|устройств|ti-\d|手机|手機/iu;

const trailingLetters = new Set(trailing.map((words) => words.at(-1)));

function lastLetter(text: string): string | undefined {
  let at = text.length - 1;
  while (at > 0 && '.>)]*_'.includes(text[at]!)) at--;
  return text[at];
}

/** A line that a program puts below what its owner wrote on a small device. */
export function isMobileSignature(text: string): boolean {
  if (text.length > 140 || text.length < 5) return false;
  const lower = text.toLowerCase();
  if (trailingLetters.has(lastLetter(lower)) && trailingPattern.test(text)) return true;
  const first = /^[<([*_]{1,3}/u.exec(text)?.[0].length ?? 0;
  const letters = lower.slice(first, first + 3);
  if (!leadingLetters.has(letters) && !leadingLetters.has(letters.slice(0, 2))) return false;
  const match = leadingPattern.exec(text);
  if (!match) return false;
  const rest = text.slice(match[0].length);
  if (device.test(text))
    return (
      rest.length < 60 ||
      /<?https?:|brief|brev|typo|short|kurz|court|excus|entschuldig/iu.test(rest)
    );
  return rest.split(/\s+/u).length <= 6 && !/[,;.!?]/u.test(rest);
}

/** "-Alice Example", alone at the end: what people type where a program would put "-- ". */
export function isNameSignature(text: string): boolean {
  return (
    text.length < 40 &&
    /^(?:-{1,2}|—|–|~|\/)(?:\p{Lu}[\p{L}.'’-]{0,20})(?: \p{Lu}[\p{L}.'’-]{0,20}){0,2}$/u.test(text)
  );
}
