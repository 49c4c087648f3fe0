import { fieldValue } from '../../src/sandbox/list/message.ts';
import { convokeAddress, lists } from './community.ts';
import type { Person } from './people.ts';
import { drifts, makeTitle } from './words.ts';
import { momentAt } from './moment.ts';
import type { Arrived } from './post.ts';
import { inboxRows, itemRows } from './propose.ts';
import { sendRaw, write } from './speak.ts';
import type { World } from './world.ts';

const hourMs = 3_600_000;

/** What goes wrong in a year: outages, two processes at once, addresses that vanish, strangers, machines. */
export function planTrouble(world: World, days: number): void {
  const dice = world.dice('trouble');
  const from = world.now.epochMilliseconds;
  const sometimes = (count: number, deed: (at: number, n: number) => void) => {
    const often = Math.round((count * days) / 365);
    for (let n = 0; n < often; n++) deed(from + dice.below(days * 24) * hourMs + 17 * 60_000, n);
  };
  sometimes(10, (at) => planOutage(world, at, (2 + dice.below(30)) * hourMs));
  sometimes(8, (at, n) =>
    planTwo(world, at, { forMs: (6 + dice.below(20)) * hourMs, isRolling: n % 4 === 3 }),
  );
  sometimes(40, (at, n) => note(world, at, 'a stranger writes', () => strangerWrites(world, n)));
  sometimes(60, (at, n) => note(world, at, 'the list chats', () => listChats(world, n)));
  sometimes(15, (at, n) =>
    note(world, at, 'a member writes unproven', () => writeUnproven(world, n)),
  );
  sometimes(12, (at) => note(world, at, 'our own mail comes back', () => sendBack(world)));
  sometimes(3, (at) =>
    note(world, at, 'an address vanishes', async () => {
      const { people, post } = world.town;
      const person = world.dice('vanish', at).pick(people.filter(({ mail }) => mail));
      if (person.mail) post.gone.add(person.mail);
    }),
  );
}

function note(
  world: World,
  at: number,
  what: string,
  deed: () => Promise<(() => Promise<void>) | void>,
): void {
  world.diary.note(Temporal.Instant.fromEpochMilliseconds(at), what, deed);
}

function planOutage(world: World, at: number, forMs: number): void {
  note(world, at, 'the service goes down', async () => {
    if (world.town.house.size !== 1) return;
    await world.town.house.stop('oldest');
    const outage = { from: at, to: at + forMs };
    world.outages.push(outage);
    note(world, outage.to, 'the service comes back', async () => {
      await world.town.house.start();
    });
  });
}

/** Two processes on one database; in a rolling restart the older one goes. */
function planTwo(
  world: World,
  at: number,
  { forMs, isRolling }: { forMs: number; isRolling: boolean },
): void {
  note(world, at, 'a second process starts', async () => {
    const { house, discord } = world.town;
    if (house.size !== 1) return;
    await house.start();
    note(world, at + forMs, 'one process ends', async () => {
      if (house.size !== 2) return;
      await house.stop(isRolling ? 'oldest' : 'newest');
      if (isRolling)
        await discord.people
          .waitFor(() => discord.connected > 0 || undefined)
          .catch(() => undefined);
    });
  });
}

const attacks = [
  { subject: 'Agenda item', body: '- Buy my coins {code} @everyone <@&1234567890123456789>' },
  {
    subject: 'Hi\r\n Bcc: everybody@lists.example',
    body: 'agenda+ {code} <script>alert(1)</script>',
  },
  { subject: 'cancel', body: 'cancel the call: {code}' },
  { subject: 'confirm', body: 'confirm' },
  { subject: 'stop', body: 'stop' },
  { subject: '=?utf-8?q?=0D=0ABcc=3A_x=40y=2Ez?=', body: 'withdraw 1\nwithdraw 2\nwithdraw 3' },
];

/** Under a member's name or their own: without proof nothing comes of it. */
async function strangerWrites(world: World, n: number) {
  const dice = world.dice('stranger', n);
  const code = world.code('EVIL');
  const { subject, body } = dice.pick(attacks);
  const member = dice.pick(world.town.people.filter(({ mail }) => mail));
  const from = dice.chance(50)
    ? `${member.name.replace(/[^ -~]/gu, '')} <${member.mail}>`
    : `Ann <ann-${n}@elsewhere.example>`;
  const slug = dice.pick(world.town.series).slug;
  const to = dice.chance(50) ? convokeAddress : convokeAddress.replace('@', `+${slug}@`);
  const messageId = `<evil-${n}@elsewhere.example>`;
  const before = await countOf(world);
  sendRaw(world, {
    from: `ann-${n}@elsewhere.example`,
    to,
    messageId,
    head: [`From: ${from}`, `To: ${to}`, `Subject: ${subject}`],
    body: body.replaceAll('{code}', code),
  });
  return async () => {
    const items = await world.rows(`${itemRows} where item.title like $1`, [`%${code}%`]);
    const facts = {
      from,
      to,
      subject,
      body,
      before,
      after: await countOf(world),
      inbox: await inboxRows(world, messageId),
    };
    world.court.expect(
      'harm',
      items.length === 0,
      `a stranger’s item stands on an agenda (${code})`,
      facts,
    );
    world.court.expect(
      'harm',
      facts.after === before,
      `a stranger’s mail changed something (${code})`,
      facts,
    );
    world.court.expect(
      'kept',
      facts.inbox.length === 1,
      `a stranger’s mail is not in the inbox (${code})`,
      facts,
    );
  };
}

/** What a stranger must not change. */
async function countOf(world: World): Promise<string> {
  const [row] = await world.rows<{ facts: string }>(
    `select concat_ws(' ',
       (select count(*) from meeting where status = 'cancelled'), (select count(*) from item where status = 'withdrawn'),
       (select count(*) from meeting where confirmed_at is not null),
       (select count(*) from person where not personal_mail)) as facts`,
  );
  return row?.facts ?? '';
}

/** What a list talks about beside its meetings is nobody's item, and gets no answer. */
async function listChats(world: World, n: number) {
  const dice = world.dice('chatter', n);
  const { address } = dice.pick(lists);
  const person = dice.pick(onList(world, address));
  const text = dice.pick(drifts).replaceAll('{code}', world.code('NO'));
  const messageId = write(world, person, { to: address, subject: `Slow worker ${n}`, text });
  return async () => {
    const inbox = await inboxRows(world, messageId);
    const items = await world.rows(`${itemRows} where item.inbox_id = any($1)`, [
      inbox.map(({ id }) => id),
    ]);
    const receipts = await world.rows('select from receipt where inbox_id = any($1)', [
      inbox.map(({ id }) => id),
    ]);
    const facts = { inbox, items, text };
    world.court.expect(
      'kept',
      inbox.length === 1,
      `a post to ${address} is not in the inbox`,
      facts,
    );
    world.court.expect('kept', items.length === 0, 'a list’s talk became an item', facts);
    world.court.expect('harm', receipts.length === 0, 'a list’s talk was answered', facts);
  };
}

/** A member writes to Convoke itself, and nothing proves that it is them: it is held, not lost, and no item. */
async function writeUnproven(world: World, n: number) {
  const dice = world.dice('unproven', n);
  const series = dice.pick(world.town.series);
  const person = dice.pick(series.people.filter(({ mail }) => mail));
  const title = makeTitle(world.code('CV'), dice);
  const to = convokeAddress.replace('@', `+${series.slug}@`);
  const messageId = write(world, person, { to, subject: 'An item', text: `- ${title}` });
  return async () => {
    const inbox = await inboxRows(world, messageId);
    const items = await world.rows(`${itemRows} where item.title = $1`, [title]);
    const isHeld = inbox.every(({ status }) => status === 'held');
    world.court.expect(
      'kept',
      inbox.length === 1 && isHeld,
      `an unproven item is not held: ${title}`,
      { inbox },
    );
    world.court.expect(
      'harm',
      items.length === 0,
      `an unproven item stands on the agenda: ${title}`,
      { inbox },
    );
  };
}

function onList(world: World, address: string): Person[] {
  const on = world.town.subscribers.get(address);
  return world.town.people.filter(({ id }) => on?.has(id));
}

/** A mail of ours reaches us again, as some forwarding does it. */
async function sendBack(world: World) {
  const letters = [...world.letters.values()].flat();
  const letter = letters.at(-1);
  if (!letter) return;
  const before = await world.rows('select id from outbox');
  world.town.post.submit({
    from: 'forwarder@elsewhere.example',
    to: [convokeAddress],
    raw: letter.stored.raw,
  });
  world.said.messages += 1;
  return async () => {
    const after = await world.rows(`select id from outbox where kind in ('receipt', 'held')`);
    const known = new Set((before as { id: string }[]).map(({ id }) => id));
    const fresh = (after as { id: string }[]).filter(({ id }) => !known.has(id));
    world.court.expect('harm', fresh.length === 0, 'our own mail that came back was answered', {
      key: letter.outbox.key,
    });
  };
}

const answers = [
  {
    head: ['Auto-Submitted: auto-replied', 'Subject: Out of office: {subject}'],
    body: 'I am away until Monday.\n\n- Ask Bob',
  },
  {
    head: ['X-Autoreply: yes', 'Precedence: bulk', 'Subject: Automatic reply: {subject}'],
    body: 'Thank you for your mail.',
  },
  {
    head: ['Auto-Submitted: auto-generated', 'Subject: Abwesenheitsnotiz: {subject}'],
    body: 'Ich bin nicht im Büro.',
  },
];

/** Some mailboxes answer by themselves; to what they were told not to answer, badly made ones do all the same. */
export function answerAutomatically(world: World, { memberId, message }: Arrived): void {
  const id = fieldValue(message, 'Message-ID') ?? '';
  const dice = world.dice('automatic', memberId, id);
  if (!dice.chance(1)) return;
  const person = world.town.people.find((one) => one.id === memberId);
  if (!person?.mail) return;
  const { mail: from } = person;
  const replyTo = /<([^>]+)>/u.exec(fieldValue(message, 'Reply-To') ?? '')?.[1] ?? convokeAddress;
  const { head, body } = dice.pick(answers);
  const at = world.now.epochMilliseconds;
  world.diary.note(
    momentAt({ from: at, until: at + 300_000 }, 0.5),
    'a mailbox answers by itself',
    async () => {
      const messageId = `<auto-${memberId}-${id.slice(1, 20)}@town.example>`;
      const lines = head.map((line) =>
        line.replace('{subject}', fieldValue(message, 'Subject') ?? ''),
      );
      sendRaw(world, {
        from,
        to: replyTo,
        messageId,
        head: [`From: ${from}`, `To: ${replyTo}`, `In-Reply-To: ${id}`, ...lines],
        body,
      });
      return async () => {
        const rows = await inboxRows(world, messageId);
        const isIgnored = rows.every(({ status }) => status === 'ignored');
        world.court.expect('harm', isIgnored, `what a machine wrote was acted on (${messageId})`, {
          rows,
          head: lines,
          replyTo,
        });
      };
    },
  );
}
