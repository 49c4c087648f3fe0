import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiptPolicy } from '../../src/domain/receipt-policy.ts';
import { hannes, startMailWeek, unsigned, type MailWeek } from '../support/mail-week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

const address = 'hannes@member.test';
const receipts = () => week.mailsTo(address);
const textOf = (index = -1) => receipts().at(index)?.text.replace(/\s+/gu, ' ') ?? '';

describe('a receipt', () => {
  it('says what was understood, under the numbers of the agenda, and how to change it', async () => {
    await week.write({ from: hannes, text: '- Release plan (10 min, lead: Ann)\n- Conduit' });
    expect(receipts()).toHaveLength(1);
    expect(textOf()).toMatch(/1\. Release plan \(10 min, lead: Ann.*2\. Conduit/u);
    expect(textOf()).toContain('"edit 1: another title"');
    expect(textOf()).toContain('https://meet.example.org/mirage/weekly/2014-06-24');
  });

  it('goes to its writer alone, threads with their mail, and can’t be answered by a machine', async () => {
    const headers = [`References: ${week.call.messageId}`];
    await week.write({ from: hannes, text: '- Conduit', messageId: '<mine@member.test>', headers });
    const [receipt] = receipts();
    expect(receipt).toMatchObject({
      to: [{ address }],
      subject: `Re: ${week.call.mail.subject}`,
      inReplyTo: '<mine@member.test>',
      references: [week.call.messageId, '<mine@member.test>'],
      nullReturnPath: true,
    });
    expect(receipt?.headers).toMatchObject({ 'Auto-Submitted': 'auto-replied' });
    expect(receipt?.headers).toHaveProperty('X-Convoke');
    expect(receipt?.replyTo?.address).toMatch(/^agenda\+[a-z0-9]{16}@convoke\.example$/u);
    expect(receipt?.replyTo?.address).not.toBe(week.call.mail.replyTo?.address);
  });

  it('answers a message through the list as well, but not what is posted beside the call', async () => {
    await week.post({ from: hannes, text: '- Conduit' });
    expect(receipts()).toHaveLength(1);
    const beside = { inReplyTo: '<other@member.test>', subject: 'agenda+ Budget' };
    await week.post({ from: hannes, text: 'agenda+ Budget', ...beside });
    expect(await week.titles()).toEqual(['Conduit', 'Budget']);
    expect(receipts()).toHaveLength(1);
  });

  it('is given once for a message that comes twice', async () => {
    const letter = { from: hannes, text: '- Conduit', messageId: '<twice@member.test>' };
    await week.write(letter);
    await week.post(letter);
    expect(await week.titles()).toEqual(['Conduit']);
    expect(receipts()).toHaveLength(1);
  });

  it('tells of what was said beside the items, since it is on no agenda', async () => {
    await week.write({
      from: hannes,
      text: '- Conduit\n- Irmin\n\nWho brings the cake?\n\nThanks!',
    });
    expect(await week.titles()).toEqual(['Conduit', 'Irmin']);
    expect(textOf()).toContain('Read, and not put on the agenda: - "Who brings the cake?"');
    expect(textOf()).not.toContain('Thanks!');
  });

  it('reports each line that could not be done, and does the others', async () => {
    await week.write({ from: hannes, text: '- Conduit\nwithdraw 9\nwithdrw 1\n10 min for 1' });
    expect((await week.sheet()).items).toMatchObject([{ title: 'Conduit', minutes: 10 }]);
    expect(textOf()).toMatch(/Not done:.*withdraw 9.*There is no item #9/u);
    expect(textOf()).toMatch(/Not understood.*"withdrw 1"/u);
    expect(await week.status()).toMatchObject({ status: 'done' });
  });

  it('answers "help" in full', async () => {
    await week.write({ from: hannes, text: 'help' });
    for (const line of ['edit 2: A better title', 'withdraw 2', 'cancel the call', '/agenda add'])
      expect(textOf()).toContain(line);
  });

  it('says that an unclear message waits, and how to be clear', async () => {
    await week.write({ from: hannes, text: 'withdrw 2' });
    expect(await week.status()).toMatchObject({ status: 'held' });
    expect(textOf()).toContain('"withdrw 2"');
    expect(week.mailsTo('amir@member.test')).toEqual([]);
  });

  it('is not given for thanks', async () => {
    await week.write({ from: hannes, text: '+1, thanks!' });
    expect(receipts()).toEqual([]);
  });
});

describe('nobody is answered', () => {
  it('who said "stop", but for the last word', async () => {
    await week.write({ from: hannes, text: 'stop' });
    expect(receipts()).toHaveLength(1);
    expect(textOf()).toContain('the last mail');
    await week.write({ from: hannes, text: '- Conduit' });
    expect(await week.titles()).toEqual(['Conduit']);
    expect(receipts()).toHaveLength(1);
  });

  it('whose mail comes back', async () => {
    await week.write({ from: hannes, text: '- Conduit' });
    await week.app.store.transaction((tx) => tx.people.markBounced(address, week.clock.now()));
    await week.write({ from: hannes, text: '- Budget' });
    expect(receipts()).toHaveLength(1);
  });

  it('who is a machine', async () => {
    const machine = (header: string) =>
      week.write({ from: hannes, text: '- I am away', headers: [header] });
    await machine('Auto-Submitted: auto-replied');
    await machine('X-Convoke: receipt-1');
    await machine('Precedence: auto_reply');
    expect(await week.titles()).toEqual([]);
    expect(receipts()).toEqual([]);
  });

  it('who asks that no program answers, though what they write is done', async () => {
    const headers = ['X-Auto-Response-Suppress: DR, OOF, AutoReply'];
    await week.write({ from: hannes, text: '- Conduit', headers });
    expect(await week.titles()).toEqual(['Conduit']);
    await week.write({
      from: hannes,
      text: 'withdrw 1',
      headers: ['X-Auto-Response-Suppress: All'],
    });
    expect(await week.status()).toMatchObject({ status: 'held' });
    expect(week.mailsTo('amir@member.test')).toHaveLength(1);
    expect(receipts()).toEqual([]);
  });

  it('who poses as someone whose domain signs its mail', async () => {
    await week.write({ from: hannes, text: '- Conduit', origin: { isForbidden: true } });
    expect(await week.titles()).toEqual([]);
    expect(await week.status()).toMatchObject({ status: 'held' });
    expect(receipts()).toEqual([]);
  });

  it('at our own address or the list’s', async () => {
    await week.write({ from: 'Board <board@lists.example.org>', text: '- Conduit' });
    expect(week.mailsTo('board@lists.example.org')).toHaveLength(1);
    await week.write({ from: 'Agenda <agenda+x@convoke.example>', text: '- Conduit' });
    expect(week.mailsTo('agenda+x@convoke.example')).toEqual([]);
  });
});

describe('receipts are limited', () => {
  it('for one address, by the hour', async () => {
    const { perAddressPerHour } = receiptPolicy;
    for (let n = 0; n <= perAddressPerHour; n++)
      await week.write({ from: hannes, text: `- Item ${n}`, origin: unsigned });
    expect(await week.titles()).toHaveLength(perAddressPerHour + 1);
    expect(receipts()).toHaveLength(perAddressPerHour);
    await week.runTo('2014-06-23T10:01');
    await week.write({ from: hannes, text: '- Later' });
    expect(receipts()).toHaveLength(perAddressPerHour + 1);
  });

  it('in all, whoever writes', async () => {
    const at = week.clock.now();
    await week.app.store.transaction(async (tx) => {
      for (let n = 0; n < receiptPolicy.inAllPerHour; n++) {
        const message = {
          channel: 'mail',
          key: `m${n}`,
          raw: Buffer.from(''),
          envelope: {},
        } as const;
        const { id } = await tx.inbox.insert(message, at);
        await tx.receipts.add({ inboxId: id, address: `p${n}@member.test` }, at);
      }
    });
    await week.write({ from: hannes, text: '- Conduit' });
    expect(await week.titles()).toEqual(['Conduit']);
    expect(receipts()).toEqual([]);
  });
});
