import { readFileSync, readdirSync } from 'node:fs';
import { parseMime } from '../../src/adapters/mail/parse-mime.ts';

const folder = new URL('../../test/fixtures/mail/', import.meta.url);
/** An attack takes a baseline longer than all real mail together; attacks are measured on their own. */
const maxChars = 100_000;

/** The bodies of all messages that the tests have, by type, without those made to hurt. */
export async function fixtureBodies(): Promise<{ plain: string[]; html: string[] }> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  const mails = await Promise.all(
    names.map((name) => parseMime(readFileSync(new URL(name, folder)))),
  );
  const bodies = mails
    .flatMap((mail) => mail.bodies)
    .filter(({ text }) => text.trim() !== '' && text.length <= maxChars);
  const ofType = (wanted: string) =>
    bodies.filter(({ type }) => type === wanted).map(({ text }) => text);
  return { plain: ofType('text/plain'), html: ofType('text/html') };
}
