import { GuildScheduledEventStatus as EventStatus } from 'discord-api-types/v10';
import { beginning, meetingDate } from './cast.ts';
import { isAt, type Stage } from './stage.ts';

const theCall = /agenda items\?/iu;

const expected = [
  ['Mirage 1.2 release', 'Amir Chaudhry'],
  ['ARM update', 'Thomas Leonard'],
  ['Blog posts pre-OSCON', 'Thomas Gazagnaire'],
  ['Bytemark machines', 'David Scott'],
  ['Repo liveness: the TROVE file', 'Balraj Singh'],
  ['New libraries since 1.0', 'Hannes Mehnert'],
  ['Discussion of Conduit', 'Anil Madhavapeddy'],
] as const;

/** Monday: the call goes out, and items come in by slash command, form and mail. */
export async function playMonday(stage: Stage): Promise<void> {
  await stage.runTo(beginning);
  stage.tell('   Nobody has to remember anything.');
  await stage.runTo('2014-06-23T09:00');
  const { mail } = await stage.mailTo('samoht', ({ subject }) => theCall.test(subject));
  stage.check(
    'the call for agenda is on the mailing list',
    isAt(mail.at, '2014-06-23T09:00'),
    mail.at,
  );
  stage.check('it names the day and the hour', mail.text.includes('Tuesday 24 June 2014, 16:00'));
  const post = await stage.post((text) => text.includes('what should we talk about'));
  stage.check('the same call is in the Discord channel', post.author.isBot);
  await stage.checkEvent('and among the server’s events', meetingDate, EventStatus.Scheduled);

  await stage.runTo('2014-06-23T10:30');
  await stage.command('amir', 'agenda add', {
    title: 'Mirage 1.2 release',
    minutes: 15,
    lead: 'Hannes',
  });
  await stage.runTo('2014-06-23T11:10');
  await stage.reply('talex', 'mutt', { to: theCall, text: '- ARM update (10 min)' });
  await stage.reply('samoht', 'gmail', {
    to: theCall,
    text: 'One from me:\n\n- Blog posts pre-OSCON (15 min)\n  TLS, Vchan, Ctypes, Mini-OS on ARM, Irmin and Conduit',
  });
  await stage.runTo('2014-06-23T14:00');
  await stage.reply('dave', 'outlook', {
    to: theCall,
    text: '1. Bytemark machines (5 min, lead: Amir)',
  });
  await stage.reply('balraj', 'yahoo', { to: theCall, text: '* Repo liveness: the TROVE file' });
  await stage.reply('hannes', 'thunderbird', {
    to: theCall,
    text: 'Hi,\n\n- New libraries since 1.0 (5 min)\n\nHannes',
  });
  await stage.reply('anil', 'apple-mail', {
    to: theCall,
    text: '- Discussion of Conduit (10 min)',
  });
  await stage.runTo('2014-06-23T16:20');
  await stage.reply('mindy', 'iphone', { to: theCall, text: 'Regrets' });
  await stage.reply('jon', 'k9', { to: theCall, text: '+1 for the blog posts, thanks!' });
}

/** What came of Monday's replies. */
async function checkAgenda(stage: Stage): Promise<void> {
  const { items } = await stage.operator.agenda(meetingDate);
  for (const [title, proposer] of expected) {
    const item = items.find((one) => one.title === title);
    stage.check(
      `"${title}" is on the agenda, proposed by ${proposer}`,
      item?.proposer === proposer,
      item ?? 'none',
    );
  }
  const titles = items.map(({ title }) => title);
  stage.check(
    'a "+1", regrets, quotes and signatures made no item',
    items.length === expected.length,
    titles,
  );
}

/** Tuesday before the call: on, with the agenda and a calendar file. */
export async function playConfirmation(stage: Stage): Promise<void> {
  await stage.runTo('2014-06-23T17:00');
  const reminder = await stage.mailTo(
    'talex',
    ({ to, text }) => to[0]?.address === 'talex@mirage.example' && text.includes('on its agenda'),
  );
  stage.check(
    'those who proposed something are reminded, the list is not',
    reminder.mail.to.length === 1,
  );
  await stage.runTo('2014-06-24T09:00');
  await checkAgenda(stage);
  const call = await stage.mailTo(
    'jon',
    ({ subject, text }) => theCall.test(subject) && text.includes('What should we talk about'),
  );
  const { mail, stored } = await stage.mailTo('jon', ({ text }) => text.includes('is on:'));
  const raw = stored.raw.toString('latin1');
  stage.check(
    'the confirmation is on the list, in the thread of the call',
    raw.includes(messageId(call.stored.raw)),
  );
  stage.check(
    'it holds the whole agenda',
    expected.every(([title]) => unwrapped(mail.text).includes(title)),
  );
  stage.check(
    'it brings a calendar file',
    mail.attachments.some(
      ({ contentType, filename }) => contentType.includes('calendar') || filename.endsWith('.ics'),
    ),
    mail.attachments,
  );
  await stage.post((text) => text.startsWith('\nConfirmed') || text.includes('Confirmed:'));
  stage.check('Discord has the confirmation too', true);
  await stage.runTo('2014-06-24T15:30');
  await stage.post((text, { isPinned }) => isPinned && text.includes('Agenda'));
  stage.check(
    'the final agenda is pinned, with a thread for the call',
    stage.threadId !== undefined,
  );
}

function messageId(raw: Buffer): string {
  const found = /^message-id:\s*(<[^>]+>)/imu.exec(raw.toString('latin1'))?.[1];
  if (found === undefined) throw new Error('the mail has no Message-ID');
  return found;
}

function unwrapped(text: string): string {
  return text.replace(/\s+/gu, ' ');
}
