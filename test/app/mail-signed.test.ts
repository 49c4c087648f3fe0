import { dkimSign } from 'mailauth';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createVerifier } from '../../src/adapters/mail/authenticate.ts';
import { startMailWeek, type MailWeek } from '../support/mail-week.ts';
import { makeSigningKey, makeZone } from '../support/dns-zone.ts';
import { recordingLog } from '../support/recording-log.ts';

const key = makeSigningKey();
const { resolve } = makeZone({
  'mail._domainkey.member.test TXT': [key.record],
  '_dmarc.member.test TXT': ['v=DMARC1; p=reject'],
});

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
  week.app.verifyMail = createVerifier({ resolve, arcSealers: [], log: recordingLog() });
});
afterEach(() => week.stop());

const letter = (text: string, id: string) =>
  [
    'From: Amir Chaudhry <amir@member.test>',
    'To: agenda+weekly@convoke.example',
    'Date: Mon, 23 Jun 2014 08:30:00 +0000',
    `Message-ID: <${id}@member.test>`,
    'Subject: the call',
    '',
    text,
    '',
  ].join('\r\n');

const signed = async (message: string) => {
  const signature = {
    signingDomain: 'member.test',
    selector: 'mail',
    privateKey: key.privateKey,
  };
  const { signatures } = await dkimSign(message, {
    ...signature,
    signatureData: [{ ...signature, algorithm: 'rsa-sha256' }],
  });
  return signatures + message;
};

const receive = (message: string) =>
  week.receive(message.split('\r\n'), { from: 'amir@member.test' });
const status = async () => (await week.sheet()).meeting.status;

it('takes the chair’s word when the chair’s mail server has signed it', async () => {
  await receive(await signed(letter('cancel the call: too many are away', 'one')));
  expect(await status()).toBe('cancelled');
});

it('doesn’t take it when it was changed on the way, nor answers who may not have sent it', async () => {
  const message = await signed(letter('cancel the call: too many are away', 'two'));
  await receive(message.replace('too many', 'so many'));
  expect(await status()).toBe('called');
  expect(await week.status()).toMatchObject({ status: 'held' });
  expect(week.mailsTo('amir@member.test').map(({ subject }) => subject)).toEqual([
    'MirageOS call: a message from Amir Chaudhry waits for you',
  ]);
});

it('doesn’t take it a second time, under another recipient and a week later', async () => {
  const message = await signed(letter('cancel the call: holidays', 'three'));
  await week.write({ from: 'Hannes <hannes@member.test>', text: '- Conduit' });
  await week.runTo('2014-06-27T12:00');
  await receive(message);
  expect((await week.status()).status).toBe('held');
});
