import type { MailOrigin } from '../domain/mail-origin.ts';
import type { MailReading } from '../understand/read-mail.ts';
import type { Mail } from '../understand/reading.ts';
import type { InboxRecord } from './ports.ts';

/** A received message with all that is known of it before the database is asked. */
export interface MailUnderstood {
  record: InboxRecord;
  mail: Mail;
  reading: MailReading;
  origin: MailOrigin;
}
