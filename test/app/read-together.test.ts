import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore, type PostgresStore } from '../../src/adapters/postgres/store.ts';
import { replayMessage } from '../../src/app/manage-inbox.ts';
import { createMailReading, readMail } from '../../src/app/read-mail.ts';
import { createReceiving, receiveMail } from '../../src/app/receive-mail.ts';
import { UnreadableMail, type InboxEntry } from '../../src/app/ports.ts';
import { receiptPolicy } from '../../src/domain/receipt-policy.ts';
import { hannes, startMailWeek, type MailWeek } from '../support/mail-week.ts';

let week: MailWeek;
beforeEach(async () => {
  week = await startMailWeek();
});
afterEach(() => week.stop());

function letter(number: number, from = hannes): Buffer {
  return Buffer.from(
    [
      `From: ${from}`,
      `To: ${week.call.mail.replyTo?.address}`,
      `Message-ID: <at-once-${number}@member.test>`,
      '',
      `- Item ${number}`,
    ].join('\r\n'),
  );
}

function entries(): Promise<InboxEntry[]> {
  return week.app.store.transaction((tx) => tx.inbox.list({ limit: 1000 }));
}

describe('messages that come at once', () => {
  it('each give their items once and their writer no more answers than are allowed, whoever reads them', async () => {
    const count = 12;
    const others: PostgresStore[] = [openStore(week.databaseUrl), openStore(week.databaseUrl)];
    const receive = createReceiving(week.app);
    const letters = Array.from({ length: count }, (_, number) => letter(number));
    // Each comes twice, as from an MTA that did not hear the answer.
    await Promise.all(
      [...letters, ...letters].map((raw) => receive({ raw, envelope: { via: 'lmtp' } })),
    );
    const ids = (await entries()).map(({ id }) => id);
    expect(ids).toHaveLength(count);
    // Beside the week's own workers.
    await Promise.all(others.map((store) => createMailReading({ ...week.app, store })(ids)));
    await week.settle();
    expect((await week.titles()).toSorted()).toEqual(
      Array.from({ length: count }, (_, number) => `Item ${number}`).toSorted(),
    );
    expect(week.mailsTo('hannes@member.test')).toHaveLength(receiptPolicy.perAddressPerHour);
    await Promise.all(others.map((store) => store.close()));
  });

  it('are all read, however many there are', async () => {
    const receive = createReceiving(week.app);
    const letters = Array.from({ length: 45 }, (_, number) => letter(number));
    await Promise.all(letters.map((raw) => receive({ raw, envelope: { via: 'lmtp' } })));
    await week.settle();
    expect(await week.titles()).toHaveLength(letters.length);
    expect((await entries()).filter(({ status }) => status !== 'done')).toEqual([]);
  });

  it('are read although one of them can’t be, which is held', async () => {
    const { readMessage } = week.app;
    week.app.readMessage = (raw) =>
      raw.includes('at-once-1@')
        ? Promise.reject(new UnreadableMail('it took too long to read'))
        : readMessage(raw);
    const receive = createReceiving(week.app);
    await Promise.all(
      [0, 1, 2].map((number) => receive({ raw: letter(number), envelope: { via: 'lmtp' } })),
    );
    await week.settle();
    expect((await week.titles()).toSorted()).toEqual(['Item 0', 'Item 2']);
    const held = (await entries()).filter(({ status }) => status === 'held');
    expect(held).toMatchObject([{ reason: 'it took too long to read' }]);
  });

  it('are done although one of them can’t be, which is tried again', async () => {
    const receive = createReceiving(week.app);
    const { store } = week.app;
    const reading = createMailReading({
      ...week.app,
      store: {
        transaction: (work) =>
          store.transaction((tx) =>
            work({
              ...tx,
              inbox: {
                ...tx.inbox,
                settle: (id, outcome) =>
                  JSON.stringify(outcome.reading).includes('Item 1')
                    ? Promise.reject(new Error('the connection was cut'))
                    : tx.inbox.settle(id, outcome),
              },
            }),
          ),
      },
    });
    await week.stopWorkers();
    await Promise.all(
      [0, 1, 2].map((number) => receive({ raw: letter(number), envelope: { via: 'lmtp' } })),
    );
    const ids = (await entries()).map(({ id }) => id);
    const failures = await reading(ids);
    expect(failures.filter(Boolean)).toMatchObject([{ message: 'the connection was cut' }]);
    expect((await week.titles()).toSorted()).toEqual(['Item 0', 'Item 2']);
  });
});

describe('a message that ends the process which reads it', () => {
  it('is held in the end, and not tried for ever', async () => {
    await week.stopWorkers();
    const { inboxId } = await receiveMail(week.app, { raw: letter(0), envelope: { via: 'lmtp' } });
    // A process that dies leaves no more behind than that it had begun.
    for (let life = 0; life < 8; life++)
      await week.app.store.transaction((tx) => tx.inbox.begin([inboxId], 'waiting'));
    await readMail(week.app, { inboxId });
    expect((await entries()).find(({ id }) => id === inboxId)).toMatchObject({
      status: 'held',
      reason: expect.stringContaining('ended the process') as string,
    });
    expect(await week.titles()).toEqual([]);
    // What was wrong has been mended since.
    expect(await replayMessage(week.app, inboxId)).toMatchObject({ status: 'done' });
    expect(await week.titles()).toEqual(['Item 0']);
  });

  it('doesn’t take along those that came with it', async () => {
    await week.stopWorkers();
    const stored = [];
    for (const number of [0, 1, 2])
      stored.push(await receiveMail(week.app, { raw: letter(number), envelope: { via: 'lmtp' } }));
    const ids = stored.map(({ inboxId }) => inboxId);
    await week.app.store.transaction((tx) => tx.inbox.begin(ids, 'first'));
    const atOnce: number[] = [];
    let now = 0;
    const { readMessage } = week.app;
    week.app.readMessage = async (raw) => {
      atOnce.push((now += 1));
      const read = await readMessage(raw);
      now -= 1;
      return read;
    };
    await createMailReading(week.app)(ids);
    expect(atOnce).toEqual([1, 1, 1]);
    expect(await week.titles()).toHaveLength(3);
  });
});
