import { dkimSign, sealMessage } from 'mailauth';
import { describe, expect, it } from 'vitest';
import { createVerifier } from '../../../src/adapters/mail/authenticate.ts';
import { withoutReserved } from '../../../src/adapters/mail/resolver.ts';
import { authenticatedDomains } from '../../../src/adapters/mail/sealed-domains.ts';
import { makeSigningKey, makeZone, type Zone } from '../../support/dns-zone.ts';
import { recordingLog } from '../../support/recording-log.ts';

const key = makeSigningKey();
const sealer = makeSigningKey();
const receivedAt = Temporal.Instant.from('2026-06-23T10:00:00Z');

const records = {
  'mail._domainkey.example.org TXT': [key.record],
  '_dmarc.example.org TXT': ['v=DMARC1; p=reject'],
  'mail._domainkey.plain.org TXT': [key.record],
  'arc._domainkey.lists.example.net TXT': [sealer.record],
  'lists.example.net TXT': ['v=spf1 ip4:192.0.2.25 -all'],
};

const letter = (changes: Record<string, string> = {}, body = '- Release plan') => {
  const fields = {
    From: 'Ann <ann@example.org>',
    To: 'agenda@convoke.example',
    Date: 'Tue, 23 Jun 2026 09:30:00 +0000',
    'Message-ID': '<one@example.org>',
    Subject: 'Re: agenda items?',
    ...changes,
  };
  const header = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return [...header, '', body, ''].join('\r\n');
};

const signed = async (
  message: string,
  {
    domain = 'example.org',
    headerList,
    maxBodyLength,
  }: { domain?: string; headerList?: string[]; maxBodyLength?: number } = {},
) => {
  const signature = { signingDomain: domain, selector: 'mail', privateKey: key.privateKey };
  const { signatures, errors } = await dkimSign(message, {
    ...signature,
    ...(headerList ? { headerList } : {}),
    signatureData: [
      {
        ...signature,
        algorithm: 'rsa-sha256',
        ...(maxBodyLength === undefined ? {} : { maxBodyLength }),
      },
    ],
  });
  expect(errors).toEqual([]);
  return signatures + message;
};

const sealed = async (message: string, results: string, cv = 'none') => {
  const seal = await sealMessage(Buffer.from(message), {
    signingDomain: 'lists.example.net',
    selector: 'arc',
    privateKey: sealer.privateKey,
    cv,
    authResults: `lists.example.net; ${results}`,
  });
  return seal.toString() + message;
};

const look = (
  message: string,
  {
    zone = makeZone(records),
    envelopeFrom,
    arcSealers = ['lists.example.net'],
  }: {
    zone?: Zone;
    envelopeFrom?: string;
    arcSealers?: string[];
  } = {},
) =>
  createVerifier({ resolve: withoutReserved(zone.resolve), arcSealers, log: recordingLog() })(
    Buffer.from(message),
    { receivedAt, ...(envelopeFrom === undefined ? {} : { envelopeFrom }) },
  );

describe('a signature', () => {
  it('of the domain of From proves it', async () => {
    expect(await look(await signed(letter()))).toMatchObject({
      alignedDomain: 'example.org',
      signedBy: ['example.org'],
      isForbidden: false,
    });
  });

  it('proves it where the domain has no DMARC policy', async () => {
    const message = letter({ From: 'ann@plain.org' });
    const origin = await look(await signed(message, { domain: 'plain.org' }));
    expect(origin.alignedDomain).toBe('plain.org');
  });

  it('of another domain proves nothing of the author', async () => {
    const origin = await look(await signed(letter(), { domain: 'plain.org' }));
    expect(origin.alignedDomain).toBeUndefined();
    expect(origin).toMatchObject({ signedBy: ['plain.org'], isForbidden: true });
  });

  it('is void when the words were changed', async () => {
    const message = (await signed(letter())).replace('Release', 'Other');
    expect(await look(message)).toMatchObject({ signedBy: [], isForbidden: true });
  });

  it('is void when it leaves out the Message-ID, under which it could be sent once more', async () => {
    const message = await signed(letter(), { headerList: ['from', 'to', 'subject', 'date'] });
    expect(await look(message)).toMatchObject({ signedBy: [] });
  });

  it('is void when it covers only the beginning of the body, below which anyone could write', async () => {
    const beginning = await signed(letter(), { maxBodyLength: 9 });
    expect(beginning).toContain('l=9;');
    expect(await look(beginning)).toMatchObject({ signedBy: [] });
    const [head = '', body = ''] = beginning.split('\r\n\r\n');
    expect(await look(`${head}\r\n\r\n${body}\r\ncancel the call: no`)).toMatchObject({
      signedBy: [],
    });
  });

  it('is void when the message is old', async () => {
    const message = await signed(letter({ Date: 'Tue, 16 Jun 2026 09:30:00 +0000' }));
    const origin = await look(message);
    expect(origin.signedBy).toEqual([]);
    expect(origin.alignedDomain).toBeUndefined();
  });

  it('proves nobody when there are two authors', async () => {
    const two = await signed(letter({ From: 'Ann <ann@example.org>, Bob <bob@example.org>' }));
    expect((await look(two)).alignedDomain).toBeUndefined();
    const twice = await signed(letter({ from: 'Eve <eve@example.org>' }));
    expect((await look(twice)).alignedDomain).toBeUndefined();
  });
});

describe('mail without a signature', () => {
  it('is forbidden where the domain wants it refused, and only there', async () => {
    expect(await look(letter())).toMatchObject({ isForbidden: true, signedBy: [] });
    expect(await look(letter({ From: 'ann@plain.org' }))).toMatchObject({ isForbidden: false });
  });

  it('of a name that is never in the DNS is not asked for', async () => {
    const zone = makeZone(records);
    const origin = await look(letter({ From: 'ann@member.test' }), { zone });
    expect(origin).toMatchObject({ isForbidden: false, isUnsure: false });
    expect(zone.asked).toEqual([]);
  });
});

describe('an ARC seal', () => {
  const results = 'dmarc=pass (p=REJECT) header.from=example.org; spf=pass smtp.mailfrom=x@y.org';

  it('of a configured sealer says whose domain was authenticated', async () => {
    const message = await sealed(letter({}, 'changed on the way'), results);
    expect((await look(message)).sealedDomains).toEqual(['example.org']);
  });

  it('of anyone else says nothing', async () => {
    const message = await sealed(letter(), results);
    expect((await look(message, { arcSealers: ['other.example.net'] })).sealedDomains).toEqual([]);
  });

  it('that is broken says nothing', async () => {
    const message = (await sealed(letter(), results)).replace(
      'header.from=example',
      'header.from=evil',
    );
    expect((await look(message)).sealedDomains).toEqual([]);
  });

  it('over words that were changed says nothing', async () => {
    const message = (await sealed(letter(), results)).replace('Release', 'Other');
    expect((await look(message)).sealedDomains).toEqual([]);
  });

  it('is read without what its comments say', () => {
    const text =
      'i=1; mx; dkim=fail (; dmarc=pass header.from=bank.example ) header.d=x.org; dkim=pass header.d=Y.org';
    expect(authenticatedDomains(text)).toEqual(['y.org']);
  });
});

describe('the host that handed mail to our server', () => {
  const through = (from: string) =>
    `Received: from ${from}\r\n by mx.convoke.example with ESMTP; Tue, 23 Jun 2026 09:31:00 +0000\r\n${letter()}`;
  const envelopeFrom = 'board-bounces@lists.example.net';

  it('is allowed or denied by the domain of the envelope sender', async () => {
    const good = through('lists.example.net (lists.example.net [192.0.2.25])');
    expect((await look(good, { envelopeFrom })).hop).toBe('allowed');
    const evil = through('lists.example.net (evil.example.com [198.51.100.7])');
    expect((await look(evil, { envelopeFrom })).hop).toBe('denied');
  });

  it('is unknown when it is one of our own', async () => {
    const inside = through('relay (localhost [127.0.0.1])');
    expect((await look(inside, { envelopeFrom })).hop).toBe('unknown');
    expect((await look(letter(), { envelopeFrom })).hop).toBe('unknown');
  });

  it('is not taken from what the client called itself', async () => {
    const evil = through('[198.51.100.7] (helo=[192.0.2.25])');
    expect((await look(evil, { envelopeFrom })).hop).not.toBe('allowed');
  });
});

describe('a message made to cost much', () => {
  it.each([
    ['a header without end', () => letter({ 'X-Filler': ' filler'.repeat(50_000) })],
    ['a line without end', () => letter({}, ' '.repeat(2_000_000))],
    [
      'signatures without end',
      () => `${'DKIM-Signature: v=1; d=example.org\r\n'.repeat(100)}${letter()}`,
    ],
  ])('is not verified, and counts as forged: %s', async (_, make) => {
    const zone = makeZone(records);
    const origin = await look(make(), { zone });
    expect(origin).toMatchObject({ signedBy: [], isForbidden: true });
    expect(zone.asked).toEqual([]);
  });
});

describe('the DNS', () => {
  it('that doesn’t answer leaves it unsure, and proves nothing', async () => {
    const zone = makeZone(records, { fails: ['mail._domainkey.example.org'] });
    const origin = await look(await signed(letter()), { zone });
    expect(origin).toMatchObject({ isUnsure: true, signedBy: [] });
  });

  it('that takes for ever is waited for only so long', async () => {
    const log = recordingLog();
    const verifier = createVerifier({
      resolve: () => new Promise(() => undefined),
      arcSealers: [],
      log,
      timeoutMs: 20,
    });
    const origin = await verifier(Buffer.from(letter()), { receivedAt });
    expect(origin).toMatchObject({ isUnsure: true, signedBy: [], isForbidden: false });
  });
});
