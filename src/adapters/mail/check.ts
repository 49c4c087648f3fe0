import type { Check } from '../../app/check.ts';
import { checkDkim } from './check-dkim.ts';
import { checkImap, type ImapToCheck } from './check-imap.ts';
import { checkLmtp, type LmtpToCheck } from './check-lmtp.ts';
import { checkSmtp } from './check-smtp.ts';
import type { DkimSettings } from './dkim.ts';
import type { SmtpServer } from './smtp-options.ts';

export interface MailToCheck {
  address: string;
  smtp?: SmtpServer;
  dkim?: DkimSettings;
  imap?: ImapToCheck;
  lmtp?: LmtpToCheck;
}

/** Looks at each way of mail, out and in. What isn't set up is no failure; it says what would set it up. */
export async function checkMail(mail?: MailToCheck): Promise<Check[]> {
  if (!mail) return [{ name: 'mail', ok: true, detail: 'not set up (MAIL_ADDRESS)' }];
  const { address, smtp, dkim, imap, lmtp } = mail;
  const none: Check[] = [];
  if (!smtp) none.push({ name: 'mail out', ok: true, detail: 'not set up (SMTP_URL)' });
  if (!imap && !lmtp)
    none.push({ name: 'mail in', ok: true, detail: 'only by pipe (else IMAP_URL or LMTP_PORT)' });
  const looked = await Promise.all([
    ...(smtp ? [checkSmtp(smtp)] : []),
    ...(dkim ? [checkDkim(dkim, address)] : []),
    ...(imap ? [checkImap(imap)] : []),
    ...(lmtp ? [checkLmtp(lmtp)] : []),
  ]);
  return [...looked, ...none];
}
