import { headerOf } from './sender.ts';
import type { Mail } from './reading.ts';

export interface DeliveryReport {
  /** Addresses that failed for good (RFC 3464 `failed`, RFC 3463 class 5), lower-cased. */
  failed: string[];
  /** Why, as the reporting server said it, by address. */
  diagnostics: Record<string, string>;
}

/** Reads a delivery report; undefined when the message is none. A delayed or relayed delivery fails nobody. */
export function readDeliveryReport(mail: Mail): DeliveryReport | undefined {
  if (mail.deliveryStatus !== undefined) return fromStatus(mail.deliveryStatus);
  const failedHeader = headerOf(mail, 'x-failed-recipients');
  if (failedHeader !== undefined) return { failed: addressesIn(failedHeader), diagnostics: {} };
  if (!isFromMailSystem(mail)) return undefined;
  const text = mail.bodies
    .map((body) => body.text)
    .join('\n')
    .slice(0, 20_000);
  return { failed: isPermanent(mail.subject, text) ? fromProse(text) : [], diagnostics: {} };
}

function fromStatus(status: string): DeliveryReport {
  const report: DeliveryReport = { failed: [], diagnostics: {} };
  for (const group of status.slice(0, 200_000).split(/\r?\n[ \t]*\r?\n/u)) {
    const fields = fieldsOf(group);
    // Some name no address in the one that RFC 3464 requires.
    const recipient =
      addressField(fields.get('final-recipient')) ?? addressField(fields.get('original-recipient'));
    if (recipient === undefined || !hasFailed(fields)) continue;
    if (!report.failed.includes(recipient)) report.failed.push(recipient);
    const diagnostic = fields.get('diagnostic-code');
    if (diagnostic !== undefined) report.diagnostics[recipient] = diagnostic.slice(0, 500);
  }
  return report;
}

/** Some reports give no action. */
function hasFailed(fields: ReadonlyMap<string, string>): boolean {
  const status = fields.get('status') ?? '';
  const action = fields.get('action')?.toLowerCase() ?? (status.startsWith('5') ? 'failed' : '');
  // RFC 3463: class 4 is "persistent transient", and so is what a full mailbox (x.2.2) or a large message (x.3.4) means.
  return action === 'failed' && !/^(?:4|5\.2\.2|5\.3\.4)\b/u.test(status);
}

function fieldsOf(group: string): Map<string, string> {
  const fields = new Map<string, string>();
  for (const line of group.replace(/\r?\n[ \t]+/gu, ' ').split(/\r?\n/u)) {
    const colon = line.indexOf(':');
    if (colon > 0)
      fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return fields;
}

/** `rfc822; someone@example.org` */
function addressField(value: string | undefined): string | undefined {
  const address = value
    ?.slice(value.indexOf(';') + 1)
    .trim()
    .replace(/^<|>$/gu, '');
  return address !== undefined && address.includes('@') ? address.toLowerCase() : undefined;
}

function addressesIn(text: string): string[] {
  return [
    ...new Set(
      [...text.slice(0, 20_000).matchAll(/[^\s<>",;:()[\]]{1,64}@[^\s<>",;:()[\]]{1,255}/gu)].map(
        ([address]) => address.toLowerCase(),
      ),
    ),
  ];
}

function isFromMailSystem(mail: Mail): boolean {
  const local = mail.from[0]?.address.split('@')[0]?.toLowerCase() ?? '';
  const name = mail.from[0]?.name ?? '';
  const system =
    /^(?:mailer-daemon|mail-daemon|mailerdaemon|microsoftexchange[0-9a-f]{1,40})$/u.test(local) ||
    /mail delivery (?:sub)?system|mailer-daemon/iu.test(name);
  return system || (/^(?:postmaster|mmdf|uucp)$/u.test(local) && undelivered.test(mail.subject));
}

const undelivered =
  /undeliver|delivery (?:status|failure|failed|report|problem|delayed|notification)|message you sent (?:was )?blocked|mail delivery failed|returned (?:mail|to sender)|failure notice|unzustellbar|non remis|échec de (?:la )?remise|no se (?:puede|pudo) entregar|no entregado|não (?:é possível|foi possível) entregar|mancato recapito|onbestelbaar|niet bezorgd|недоставл|не доставлено|kan inte leverera|ej levererat/iu;

function isPermanent(subject: string, text: string): boolean {
  if (/delay|warning|will (?:be )?(?:retry|try)|verzögert|retard/iu.test(subject)) return false;
  return (
    /\b5\d\d\b|\b5\.\d{1,3}\.\d{1,3}\b|permanent|does not exist|unknown user|user unknown|no such user|not found|mailbox (?:full|unavailable)/iu.test(
      text,
    ) || undelivered.test(subject)
  );
}

/** qmail, old Exim and their like name the address on a line of its own, or in angle brackets before a colon. */
function fromProse(text: string): string[] {
  const original = text.search(
    /-{3,}\s*(?:below this line|this is a copy|original message|returned message|the header)/iu,
  );
  const report = original < 0 ? text : text.slice(0, original);
  return addressesIn(
    report
      .split(/\r?\n/u)
      .filter(
        (line) =>
          /^\s*<?[^\s<>@]+@[^\s<>]+>?\s*:?\s*$/u.test(line) ||
          /^\s*<[^\s<>]+@[^\s<>]+>:/u.test(line),
      )
      .map((line) => line.slice(0, 320).replace(/>:.*$/u, '>'))
      .join(' '),
  );
}
