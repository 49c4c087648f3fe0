import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseMime } from '../../src/adapters/mail/parse-mime.ts';
import { createMailSender } from '../../src/adapters/mail/send.ts';
import { readCalendar } from '../support/ical-reader.ts';
import { recordingLog } from '../support/recording-log.ts';
import { startSmtpSink, type SmtpSink } from '../support/smtp-sink.ts';
import { chair, listAddress, startWeek, type Week } from '../support/week.ts';

/** A mail server that puts off what goes to the list for as long as a test wants, and a week around it. */
let sink: SmtpSink;
let sender: ReturnType<typeof createMailSender>;
let week: Week;

beforeEach(async () => {
  sink = await startSmtpSink();
  const smtp = { host: '127.0.0.1', port: sink.port, secure: false, tls: 'any' as const };
  sender = createMailSender({ smtp, log: recordingLog() });
  week = await startWeek({ mail: sender });
  await week.say(chair, { name: 'add', items: [{ title: 'Release plan' }] });
});
afterEach(async () => {
  await week.stop();
  await sender.close();
  await sink.stop();
});

const answer = (code: 250 | 451 | 550) => {
  sink.plan = (stage, address) =>
    stage === 'rcpt' && address === listAddress && code !== 250 ? { code } : undefined;
};
const move = (to: string) => week.say(chair, { name: 'reschedule', to });
const cancel = () => week.say(chair, { name: 'cancel', reason: 'the building is closed' });

/** What the list was given, in order. */
async function heard() {
  const raw = sink.messages.filter(({ to }) => to.includes(listAddress));
  const mails = await Promise.all(raw.map((message) => parseMime(Buffer.from(message.raw))));
  return mails.map(({ subject, bodies, calendars: [calendar] }) => {
    const read = calendar === undefined ? undefined : readCalendar(calendar);
    const text = bodies.map((body) => body.text).join('\n');
    return { subject, text, method: read?.method, sequence: read?.entries[0]?.sequence };
  });
}

describe('a confirmation that waits for its next attempt', () => {
  beforeEach(async () => {
    await week.runTo('2014-06-24T08:55');
    answer(451);
    await week.runTo('2014-06-24T09:01');
  });

  it('is not sent after the news that the meeting is off', async () => {
    await cancel();
    answer(250);
    await week.runTo('2014-06-24T15:00');
    expect(await heard()).toMatchObject([
      { subject: expect.stringContaining('agenda items?') },
      { subject: expect.stringContaining('CANCELLED'), method: 'CANCEL', sequence: 1 },
    ]);
  });

  it('is not sent after the news that the meeting was moved, which says all that it said', async () => {
    await move('2014-06-24T18:00');
    answer(250);
    await week.runTo('2014-06-24T15:00');
    const mails = await heard();
    expect(mails).toMatchObject([{}, { method: 'REQUEST', sequence: 1 }]);
    expect(mails[1]?.subject).toContain('MOVED: MirageOS call, Tuesday 24 June 2014, 18:00');
    expect(mails[1]?.text).toContain('Release plan');
    expect(mails[1]?.text).toContain('Items are still welcome');
  });

  it('is not sent when several changes wait with it: only the last is', async () => {
    await move('2014-06-24T18:00');
    await move('2014-06-24T19:00');
    await cancel();
    answer(250);
    await week.runTo('2014-06-24T20:00');
    expect(await heard()).toMatchObject([{}, { method: 'CANCEL', sequence: 3 }]);
  });

  it('gives way to how the meeting stands when the news of its change was refused', async () => {
    answer(550);
    await move('2014-06-24T18:00');
    await week.settle();
    answer(250);
    await week.runTo('2014-06-24T15:00');
    const mails = await heard();
    expect(mails).toMatchObject([{}, { method: 'REQUEST', sequence: 1 }]);
    expect(mails[1]?.text).toContain('is on Tuesday 24 June 2014, 18:00');
    expect(mails[1]?.text).toContain('Release plan');
  });
});

describe('a call that waits for its next attempt', () => {
  beforeEach(async () => {
    answer(451);
    await week.runTo('2014-06-23T09:01');
  });

  it('gives way to the news that the meeting was moved, which asks for items in its stead', async () => {
    await move('2014-06-25T16:00');
    answer(250);
    await week.runTo('2014-06-23T12:00');
    const mails = await heard();
    expect(mails).toHaveLength(1);
    expect(mails[0]?.subject).toContain('MOVED: MirageOS call, Wednesday 25 June 2014');
    expect(mails[0]?.text).toContain('reply to this message');
  });

  it('gives way to the news that it is off', async () => {
    await cancel();
    answer(250);
    await week.settle();
    expect(await heard()).toMatchObject([{ method: 'CANCEL' }]);
  });
});
