/** What a line of a pasted header says. The values are bits, so that a block can be told by the set of its lines. */
export const headerKinds = { from: 1, date: 2, to: 4, subject: 8, cc: 16, other: 32 } as const;

/** Names of header fields as mail programs translate them above a quoted or forwarded message. */
const names: Record<keyof typeof headerKinds, string> = {
  from: `from|šalje|пошиљалац|шаље|प्रेषक|फ़्रॉम|फ़्रॉम|von|de|da|van|från|fra|lähettäjä|od|от|від|от кого|από|kimden|gönderen|feladó|de la|nuo|no|saatja|gửi từ|từ|dari|发件人|寄件者|寄件人|
    差出人|送信者|送信元|보낸 사람|보낸사람|발신인|من|از|מאת|จาก|expéditeur|remitente|remetente|mittente|afzender|absender|avsändare|avsender|afsender|отправитель|frá`,
  date: `date|enviat|poslano|послато|ส่ง|ارسال شده|भेजा गया|dihantar|tramès|sent|gesendet|datum|envoyé|envoyé le|envoyée|date d'envoi|message du|enviado|enviada|enviado el|enviada em|enviado em|fecha|data|data de envio|
    inviato|data invio|verzonden|skickat|skickades|sendt|dato|lähetetty|päivämäärä|wysłano|wysłane|odesláno|odoslané|dátum|отправлено|дата|надіслано|изпратено|
    εστάλη|ημερομηνία|gönderme tarihi|gönderildi|tarih|küldve|elküldve|trimis|poslano|poslato|išsiųsta|nosūtīts|saadetud|ngày|đã gửi|dikirim|tanggal|
    发送时间|发送日期|日期|寄件日期|時間|送信日時|日時|送信日|보낸 날짜|날짜|보낸시간|تاريخ الإرسال|التاريخ|תאריך|נשלח|ส่งเมื่อ|วันที่|sendt den|datum en tijd`,
  to: `to|prima|per a|per|за|به|प्रति|an|à|a|para|aan|till|til|vastaanottaja|do|komu|pre|кому|до|προς|kime|alıcı|címzett|către|catre|za|prejemnik|kam|saaja|đến|tới|kepada|
    收件人|宛先|받는 사람|받는사람|수신인|إلى|אל|ถึง|destinataire|destinatario|destinatário|empfänger|ontvanger|mottagare|mottaker|modtager|получатель`,
  subject: `subject|assumpte|naslov|zadeva|efni|موضوع|विषय|betreff|betr|objet|asunto|assunto|oggetto|onderwerp|ämne|emne|aihe|temat|předmět|predmet|тема|относно|θέμα|konu|tárgy|subiect|
    tema|teema|chủ đề|tiêu đề|perihal|subjek|主题|主旨|件名|題名|제목|الموضوع|נושא|หัวเรื่อง|เรื่อง|sujet|re`,
  cc: `cc|bcc|kopie|kopie an|copie|copie à|cc à|con copia|copia|cópia|kopia|kopi|kopio|dw|do wiadomości|копия|копія|κοιν|κοινοποίηση|bilgi|másolat|
    másolatot kap|抄送|副本|참조|نسخة|עותק|สำเนา|cci|cco|ccn`,
  other: `reply-to|reply to|importance|attachments|attachment|anlagen|anhang|pièces jointes|bijlage|bilagor|allegati|organization|organisation|priority|
    message-id|in-reply-to|resent-from|sender|newsgroups|followup-to|list-id|importancia|prioridade|wichtigkeit|datei|archivos adjuntos`,
};

const kinds = new Map<string, number>();
for (const [kind, list] of Object.entries(names))
  for (const name of list.split('|'))
    if (!kinds.has(name.trim()))
      kinds.set(name.trim(), headerKinds[kind as keyof typeof headerKinds]);

const maxNameChars = 24;

/** The kind of header field that a line of text begins, or 0. */
export function headerKind(text: string): number {
  const line = text.replace(/^[\s*_>\u200e\u200f\u202a-\u202e]+/u, '');
  const colon = colonIn(line);
  if (colon < 1 || colon > maxNameChars) return 0;
  const name = line.slice(0, colon);
  return kinds.get(name.toLowerCase()) ?? kinds.get(plain(name)) ?? 0;
}

function colonIn(line: string): number {
  const narrow = line.indexOf(':');
  const wide = line.indexOf('：');
  return wide >= 0 && (narrow < 0 || wide < narrow) ? wide : narrow;
}

function plain(name: string): string {
  if (/\d/u.test(name) || !/[*_\s\u200e\u200f]$|\s\s|[\u00a0\u200e\u200f]/u.test(name)) return '';
  return name
    .replace(/[*_\u200e\u200f]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** What stands between dashes above a quoted or forwarded message. */
const banners = new Set(
  `original message|original appointment|original mail|original email|forwarded message|forwarded mail|forwarded email|reply message|begin message|begin forwarded message|
  ursprüngliche nachricht|urspruengliche nachricht|originalnachricht|original-nachricht|original nachricht|original-mail|weitergeleitete nachricht|anfang der weitergeleiteten nachricht|ursprünglicher termin|
  message d'origine|message d’origine|message original|message originel|message initial|message transféré|message réexpédié|début du message réexpédié|début du message transféré|rendez-vous d'origine|
  mensaje original|mensaje reenviado|inicio del mensaje reenviado|mensaje origen|mensagem original|mensagem encaminhada|início da mensagem reencaminhada|início da mensagem encaminhada|
  messaggio originale|messaggio inoltrato|inizio messaggio inoltrato|messaggio originario|
  oorspronkelijk bericht|oorspronkelijke bericht|origineel bericht|doorgestuurd bericht|begin doorgestuurd bericht|
  ursprungligt meddelande|originalmeddelande|vidarebefordrat meddelande|vidarebefordrat brev|ursprungsmeddelande|
  oprindelig meddelelse|oprindelig besked|original besked|videresendt meddelelse|videresendt besked|oprindelig mail|
  opprinnelig melding|original melding|videresendt melding|
  alkuperäinen viesti|välitetty viesti|alkuperäinen sanoma|upphafleg skilaboð|
  wiadomość oryginalna|oryginalna wiadomość|wiadomość przekazana|wiadomość przekazana dalej|treść przekazanej wiadomości|
  původní zpráva|puvodni zprava|přeposlaná zpráva|pôvodná správa|preposlaná správa|
  исходное сообщение|оригинальное сообщение|пересланное сообщение|пересылаемое сообщение|перенаправленное сообщение|начало переадресованного сообщения|
  вихідне повідомлення|оригінальне повідомлення|переслане повідомлення|оригинално съобщение|препратено съобщение|
  αρχικό μήνυμα|προωθημένο μήνυμα|orijinal mesaj|özgün ileti|orjinal mesaj|iletilen mesaj|iletilmiş mesaj|
  eredeti üzenet|továbbított üzenet|mesaj original|mesaj redirecționat|mesajul original|
  izvorna poruka|originalna poruka|proslijeđena poruka|prosleđena poruka|izvirno sporočilo|posredovano sporočilo|originalus laiškas|pradinis laiškas|oriģinālais ziņojums|algne sõnum|algne kiri|
  missatge original|missatge reenviat|mensaxe orixinal|
  原始邮件|原始郵件|原邮件|转发邮件|转发的邮件|轉寄郵件|轉寄的郵件|元のメッセージ|オリジナルメッセージ|転送メッセージ|転送されたメッセージ|원본 메시지|원본 메일|원본 이메일|전달된 메시지|
  الرسالة الأصلية|رسالة معاد توجيهها|رسالة أصلية|ההודעה המקורית|הודעה מקורית|הודעה שהועברה|thư gốc|thư chuyển tiếp|pesan asli|pesan terusan|pesan yang diteruskan|ข้อความต้นฉบับ`
    .split('|')
    .map((phrase) => phrase.replace(/\s+/gu, ' ').trim()),
);

/** "Begin forwarded message:", without dashes. */
export function isPlainBanner(text: string): boolean {
  return (
    text.length > 8 && text.length < 60 && banners.has(text.slice(0, -1).trimEnd().toLowerCase())
  );
}

export interface Banner {
  /** Whether the words between the dashes are known; unknown ones need a header block below. */
  known: boolean;
}

/** "-----Original Message-----" and its kin, in any language when header lines follow. */
export function bannerOf(text: string): Banner | undefined {
  const line = text.trim();
  if (line.length > 100 || line.length < 8) return undefined;
  const inner = line.replace(/^[-_=*+~>\s—–─]{1,60}/u, '').replace(/[-_=*+~:<\s—–─]{1,60}$/u, '');
  if (inner === '' || inner.length > 50) return undefined;
  if (!/^[-_=*+~—–─]{2}/u.test(line)) return undefined;
  const closed = /[-_=*+~—–─]{2}$/u.test(line);
  const known = banners.has(inner.toLowerCase().replace(/\s+/gu, ' '));
  if (known) return { known: true };
  return closed ? { known: false } : undefined;
}
