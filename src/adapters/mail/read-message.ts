import type { ReadMessage } from '../../app/ports.ts';
import type { OwnIdentity } from '../../understand/automatic.ts';
import { understandMail } from '../../understand/read-mail.ts';
import { parseMime } from './parse-mime.ts';

/** Reads a message where it is called. Rejects with an UnreadableMail. */
export async function readMessage(raw: Buffer, own: OwnIdentity = {}): Promise<ReadMessage> {
  const mail = await parseMime(raw);
  return { mail, reading: understandMail(mail, own) };
}
