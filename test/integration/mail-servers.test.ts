import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { receiptPolicy } from '../../src/domain/receipt-policy.ts';
import type { AnsweredMail, Correspondent } from '../../src/sandbox/mail-programs/letter.ts';
import { compose, mailPrograms } from '../../src/sandbox/mail-programs/mail-programs.ts';
import { startFaultyProxy, type FaultyProxy } from '../support/faulty-proxy.ts';
import {
  addressesIn,
  hasMailServers,
  startMailServers,
  type MailServers,
  type ReceivedMail,
} from '../support/mail-servers.ts';
import { startConvokeOnServers, type ConvokeOnServers } from '../support/mail-servers-convoke.ts';
import { eventually, untilQuiet } from '../support/mail-servers-process.ts';

/** A member for each mail program, what they ask for in it, and where they send it. */
const writers = mailPrograms.map(({ id }, n) => {
  const titles = [`Plans for ${id}`, `What ${id} found`, `Next steps in ${id}`];
  return {
    program: id,
    author: { name: `Writer ${String.fromCharCode(65 + n)}`, address: `${id}@member.test` },
    titles,
    text: titles.map((title) => `- ${title}`).join('\n'),
    to: (['list', 'convoke', 'both'] as const)[n % 3] ?? 'both',
  };
});

const leaver = { name: 'Lee Leaver', address: 'leaver@member.test' };

const itemsOfAll = [
  ...writers.flatMap(({ titles, author }) =>
    titles.map((title) => ({ title, details: null, ...author })),
  ),
  { title: 'Who takes over from me', details: null, ...leaver },
].toSorted(byTitle);

/** How lists treat answers and authors: an author is found in Cc on the one, in Reply-To on the other. */
const lists = [
  {
    way: 'imap',
    list: 'board',
    settings: { reply_goes_to_list: 'point_to_list' },
    responders: ['away', 'mute'],
  },
  {
    way: 'lmtp',
    list: 'council',
    settings: { reply_goes_to_list: 'no_munging' },
    responders: ['away', 'mute', 'rude'],
  },
] as const;

// What is waited for happens in a dozen programs, on a machine that may have other work.
vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

let servers: MailServers;

describe.skipIf(!hasMailServers)('among Exim, Mailman and Dovecot', () => {
  beforeAll(async () => {
    servers = await startMailServers();
    const others = ['postmaster', 'alice', 'chair', 'leaver', 'away', 'mute', 'rude'];
    for (const name of [...others, ...mailPrograms.map(({ id }) => id)])
      await servers.exim.addMember(name);
  });
  afterAll(() => servers?.stop());

  describe.each(lists)('with mail by $way', ({ way, list, settings, responders }) => {
    const listAddress = `${list}@lists.example.org`;
    let proxy: FaultyProxy;
    let convoke: ConvokeOnServers;
    let call: ReceivedMail;

    beforeAll(async () => {
      proxy = await startFaultyProxy(servers.smtpPort);
      convoke = await startConvokeOnServers(servers, { way, list, smtpPort: proxy.port });
      await servers.lists.createList(list, settings);
      const [local, domain] = convoke.address.split('@');
      const members = [...writers.map(({ author }) => author), leaver].concat(
        { name: 'Alice', address: 'alice@member.test' },
        { name: 'Convoke', address: `${local}+${list}@${domain}` },
      );
      for (const member of members) await servers.lists.subscribe(list, member);
      // Exim takes the call, and its answer is lost.
      proxy.cutOn('OK id=');
      await convoke.runTo('2014-06-23T09:00');
      proxy.cutOn();
      call = await eventually('the call', async () => (await seenByAlice(/agenda items\?/u))[0]);
    });
    afterAll(async () => {
      await convoke?.stop();
      await proxy?.stop();
    });

    const seenByAlice = async (words: RegExp) =>
      (await servers.mailOf('alice')).filter(
        (mail) => addressesIn(mail.to).includes(listAddress) && words.test(mail.raw),
      );

    /** What Convoke wrote to that address alone. */
    const personalMail = async (address: string) =>
      (await servers.mailOf(address.replace('@member.test', ''))).filter(
        ({ from }) => from?.value[0]?.address === convoke.address,
      );

    const receiptsTo = async (address: string) =>
      (await convoke.outbox()).filter(
        ({ kind, recipient }) => kind === 'receipt' && recipient === address,
      ).length;

    /** Answers the call as that program does. Returns the Message-ID. */
    const answer = async (writer: (typeof writers)[number]) => {
      const direct = meetingAddress(call);
      const throughList = { address: listAddress };
      const replyTo = { list: [throughList], convoke: [direct], both: [direct, throughList] };
      const mail = compose({
        program: writer.program,
        letter: {
          author: writer.author,
          text: writer.text,
          at: Temporal.Instant.from('2014-06-23T09:00:00Z'),
          zone: 'Europe/London',
          answers: { ...answerable(call), replyTo: replyTo[writer.to] },
        },
      });
      await servers.submit({ ...mail, from: writer.author.address });
      return mail.messageId;
    };

    /** A letter to the list, in the thread of the call. */
    const letter = ({ name, address }: Correspondent, text: string) => ({
      raw: [
        `From: ${name} <${address}>`,
        `To: ${listAddress}`,
        `Message-ID: <${list}.${text.length}@hand.test>`,
        `In-Reply-To: ${call.messageId}`,
        `Subject: Re: ${call.subject}`,
        '',
        text,
        '',
      ].join('\r\n'),
      from: address,
      to: [listAddress],
    });

    it('knows by its own mail coming back that the call went out, though the answer was lost', async () => {
      const own = await convoke.readOf(call.messageId ?? '', 'List-Id');
      expect(own).toMatchObject({ status: 'ignored' });
      await convoke.runTo('2014-06-23T10:00');
      const [sent] = (await convoke.outbox()).filter(({ kind }) => kind === 'call');
      expect(sent).toMatchObject({
        status: 'sent',
        attempts: 1,
        response: expect.stringContaining('through the list'),
      });
      expect(await convoke.items()).toEqual([]);
    });

    it('makes items of answers from every mail program, directly, through the list and both', async () => {
      const ids = await Promise.all(writers.map(answer));
      for (const [n, id] of ids.entries()) {
        const copies = writers[n]?.to === 'both' ? 2 : 1;
        await eventually(`${writers[n]?.program}'s answer`, async () => {
          const rows = (await convoke.inbox(id)).filter(({ status }) => status !== 'received');
          return rows.length === copies || undefined;
        });
      }
      expect(await convoke.items()).toEqual(itemsOfAll.filter(({ name }) => name !== leaver.name));
    });

    it('tells each writer, and nobody else, what was understood', async () => {
      for (const { author, titles } of writers) {
        const receipt = await eventually(
          `${author.name}'s receipt`,
          async () => (await personalMail(author.address))[0],
        );
        expect(receipt.headers.get('auto-submitted')).toBe('auto-replied');
        expect(receipt.raw).toMatch(/^Return-path: <>$/mu);
        for (const title of titles) expect(receipt.text).toContain(title);
        expect(await receiptsTo(author.address)).toBe(1);
      }
      expect(await personalMail('alice@member.test')).toEqual([]);
    });

    it('does what the answer to a receipt asks for', async () => {
      const { author, program } = writers[0]!;
      const [receipt] = await personalMail(author.address);
      const number = /#?(\d+)\W+Plans for gmail/u.exec(receipt?.text ?? '')?.[1];
      const mail = compose({
        program,
        letter: {
          author,
          text: `10 min for ${number}`,
          at: Temporal.Instant.from('2014-06-23T10:00:00Z'),
          zone: 'Europe/London',
          answers: answerable(receipt!),
        },
      });
      await servers.submit({ ...mail, from: author.address });
      await convoke.readOf(mail.messageId);
      const second = await eventually('the second receipt', async () =>
        (await personalMail(author.address)).find(({ inReplyTo }) => inReplyTo === mail.messageId),
      );
      expect(second.text).toContain('10 min');
    });

    it('makes no item of a bounce, and remembers whose mail comes back', async () => {
      await servers.submit(letter(leaver, '- Who takes over from me'));
      await servers.mailFor('leaver', ({ text = '' }) => text.includes('Who takes over'));
      await convoke.readOf('Who takes over');
      expect(await convoke.hasBounced(leaver.address)).toBe(false);
      await servers.exim.removeMember('leaver');
      await convoke.runTo('2014-06-23T17:00');
      const bounce = await convoke.readOf('message/delivery-status', leaver.address);
      expect(bounce).toMatchObject({ status: 'ignored' });
      expect(await convoke.hasBounced(leaver.address)).toBe(true);
      expect(await convoke.items()).toEqual(itemsOfAll);
      await servers.exim.addMember('leaver');
    });

    it('leaves the list’s question unanswered whether it means to join', async () => {
      const sent = (await convoke.outbox()).length;
      const [local, domain] = convoke.address.split('@');
      await servers.lists.subscribe(list, {
        address: `${local}+again@${domain}`,
        name: 'Again',
        unconfirmed: true,
      });
      const question = await convoke.readOf(`${list}-confirm+`, `${local}+again@`);
      expect(question).toMatchObject({ status: 'ignored' });
      expect((await convoke.outbox()).length).toBe(sent);
      expect(await convoke.items()).toEqual(itemsOfAll);
    });

    it('makes nothing of the notice that a mail of its address waits for a moderator, who lets the confirmation through', async () => {
      await servers.lists.changeList(list, { default_nonmember_action: 'hold' });
      // Of what a program sends Mailman gives no notice; somebody tries the address by hand.
      await servers.submit(letter({ name: 'Convoke', address: convoke.address }, 'Thank you all!'));
      await convoke.runTo('2014-06-24T09:00');
      const notice = await convoke.readOf(`Your message to ${listAddress} awaits`);
      expect(notice).toMatchObject({ status: 'ignored' });
      const held = await eventually('two held mails', async () => {
        const all = await servers.lists.held(list);
        return all.length === 2 ? all : undefined;
      });
      await servers.lists.changeList(list, { default_nonmember_action: 'accept' });
      for (const { id } of held) await servers.lists.accept(list, id);
      const confirmation = await eventually('the confirmation', async () =>
        (await seenByAlice(/Plans for gmail/u)).find(({ from }) => from?.text.includes('Convoke')),
      );
      for (const { title } of itemsOfAll) expect(confirmation.text).toContain(title);
      expect(await convoke.items()).toEqual(itemsOfAll);
    });

    it('lets loops die: responders on the list that answer everything come to nothing', async () => {
      for (const name of responders)
        await servers.lists.subscribe(list, { name, address: `${name}@member.test` });
      await convoke.runTo('2014-06-24T18:30');
      const answers = () => convoke.inbox('I am away until Monday');
      for (const name of responders)
        await convoke.readOf('I am away until Monday', `From: Out of Office <${name}@member.test>`);
      await untilQuiet(async () => (await answers()).length);
      for (const name of ['away', 'mute']) {
        for (const row of await convoke.inbox(`From: Out of Office <${name}@member.test>`))
          expect.soft(row, name).toMatchObject({ status: 'ignored' });
        expect.soft(await receiptsTo(`${name}@member.test`), name).toBe(0);
      }
      // Nothing tells this one from a person.
      expect(await receiptsTo('rude@member.test')).toBeLessThanOrEqual(
        receiptPolicy.perAddressPerHour,
      );
      expect((await answers()).map(({ status }) => status)).not.toContain('done');
      expect(await convoke.items()).toEqual(itemsOfAll);
    });
  });
});

/** The address that the call gives for answers; lists leave it among others. */
function meetingAddress({ replyTo }: ReceivedMail): Correspondent {
  const found = addressesIn(replyTo).find((address) => /^agenda\+[a-z0-9]{16}@/u.test(address));
  if (found === undefined) throw new Error('the call gives no address for answers');
  return { address: found };
}

function answerable(mail: ReceivedMail): AnsweredMail {
  const { messageId = '', subject = '', text = '', date, html } = mail;
  const [from = { address: '' }] = (mail.from?.value ?? []).map(({ name, address = '' }) => ({
    name,
    address,
  }));
  return {
    messageId,
    references: [mail.references ?? []].flat(),
    subject,
    from,
    to: addressesIn(mail.to).map((address) => ({ address })),
    cc: addressesIn(mail.cc).map((address) => ({ address })),
    replyTo: addressesIn(mail.replyTo).map((address) => ({ address })),
    date: Temporal.Instant.fromEpochMilliseconds(date?.getTime() ?? 0),
    text,
    ...(html ? { html } : {}),
  };
}

function byTitle(left: { title: string }, right: { title: string }): number {
  return left.title < right.title ? -1 : 1;
}
