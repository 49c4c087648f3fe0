import { GuildScheduledEventStatus as EventStatus } from 'discord-api-types/v10';
import { meetingDate, nextDate } from './cast.ts';
import { isAt, type Stage } from './stage.ts';

/** The call itself: topics, notes, a decision, actions and attendance, as on the day. */
export async function playCall(stage: Stage): Promise<void> {
  await stage.runTo('2014-06-24T16:00');
  const thread = stage.threadId ?? stage.channelId;
  await stage.post((text) => text.includes('has begun'), thread);
  stage.check('the call opens by itself at its hour', true);
  await stage.checkEvent('its event begins', meetingDate, EventStatus.Active);
  const chair = (name: string, options: Record<string, string | number> = {}) =>
    stage.command('amir', name, options, thread);
  await chair('minutes present', {
    names:
      'Amir Chaudhry, Thomas Gazagnaire, Thomas Leonard, Anil Madhavapeddy, Hannes Mehnert, David Scott',
  });
  await chair('meeting topic', { item: 1 });
  await chair('minutes note', { text: 'Close to a release: makefiles and SSL are what is left.' });
  await chair('minutes note', {
    text: 'Xen gives no entropy yet. Dave has added frontend and backend parts that may help; a later Xen should do better.',
  });
  await chair('minutes decision', { text: '1.2.0 is not held up for entropy.' });
  await chair('minutes action', {
    text: 'send the patch that adds the entropy type to v1',
    owner: 'Hannes Mehnert',
  });
  await chair('meeting topic', { item: 5 });
  await chair('minutes note', {
    text: 'Balraj has collected the libraries in the TROVE file; whoever misses one adds it there.',
  });
  await chair('meeting topic', { item: 2 });
  await chair('minutes note', {
    text: 'Tests run on Xen unstable, where addresses have moved: the early boot code gets its virtual memory mapping anew.',
  });
  await chair('minutes note', { text: 'It helps if others compile the external Mini-OS.' });
  await stage.runTo('2014-06-24T16:30');
  await chair('meeting topic', { item: 3 });
  await chair('minutes note', {
    text: 'A post for each new library before OSCON: TLS (Hannes and David), Vchan (Jon), Ctypes (Jeremy), Mini-OS on ARM (Thomas L), Irmin (Thomas G), Conduit (Anil).',
  });
  await chair('minutes action', {
    text: 'coordinate the posts and their reviews',
    owner: 'Amir Chaudhry',
    due: '2014-07-20',
  });
  await chair('meeting topic', { item: 4 });
  await chair('minutes note', { text: 'Amir has no access yet, so his unikernels wait.' });
  await chair('minutes action', {
    text: 'sort out the SSH key with Anil and Dave',
    owner: 'Amir Chaudhry',
  });
  await chair('meeting topic', { item: 6 });
  await chair('minutes note', {
    text: 'A clear list of what is new since 1.0 is wanted; the TROVE file is a beginning.',
  });
  await stage.runTo('2014-06-24T16:55');
  const ended = await chair('meeting end');
  stage.check(
    'what was not reached is carried',
    ended.content.includes('1 item is carried'),
    ended.content,
  );
  await stage.checkEvent('its event is over', meetingDate, EventStatus.Completed);
}

/** Afterwards: draft minutes, then published ones, and the item that waited comes back. */
export async function playAfterwards(stage: Stage): Promise<void> {
  await stage.runTo('2014-06-24T17:30');
  const { mail } = await stage.mailTo('mindy', ({ subject }) => /draft minutes/iu.test(subject));
  stage.check(
    'draft minutes are on the list on the same day',
    mail.at.startsWith('2014-06-24'),
    mail.at,
  );
  const thread = stage.threadId ?? stage.channelId;
  await stage.post((text) => text.includes('Draft minutes'), thread);
  stage.check('and in the thread', true);
  await checkMinutes(stage);
  await stage.runTo('2014-06-28T09:00');
  const published = await stage.mailTo('mindy', ({ subject }) =>
    /(?<!draft )minutes: /iu.test(subject),
  );
  stage.check(
    'nobody objected: the minutes are published three days later',
    published.mail.at.startsWith('2014-06-27'),
    published.mail.at,
  );
  const { items } = await stage.operator.agenda(nextDate);
  const conduit = items.find(({ title }) => title === 'Discussion of Conduit');
  stage.check(
    '"Discussion of Conduit" is carried to 8 July',
    conduit?.proposer === 'Anil Madhavapeddy',
    items,
  );
  await stage.runTo('2014-07-07T09:00');
  const next = await stage.mailTo(
    'dave',
    ({ text }) =>
      text.includes('Tuesday 8 July 2014, 16:00') && text.includes('What should we talk about'),
  );
  stage.check(
    'the next call is announced on Monday 7 July at 09:00',
    isAt(next.mail.at, '2014-07-07T09:00'),
    next.mail.at,
  );
  stage.check('with the carried item', next.mail.text.includes('Discussion of Conduit'));
  stage.check('and the open actions', next.mail.text.includes('sort out the SSH key'));
}

async function checkMinutes(stage: Stage): Promise<void> {
  const minutes = await stage.operator.minutes(meetingDate);
  stage.check(
    'the minutes name the six who came',
    minutes.attendees.length === 6,
    minutes.attendees,
  );
  stage.check('and who sent regrets', minutes.regrets.includes('Mindy Preston'), minutes.regrets);
  const release = minutes.topics.find(({ title }) => title === 'Mirage 1.2 release');
  stage.check(
    'notes stand under their topic',
    release?.notes.includes('makefiles and SSL') === true,
    minutes.topics,
  );
  stage.check(
    'the decision is kept',
    release?.decisions.join() === '1.2.0 is not held up for entropy.',
    release?.decisions,
  );
  stage.check(
    'the actions have owners',
    minutes.actions.length === 3 && minutes.actions.every(({ owner }) => owner !== undefined),
    minutes.actions,
  );
  stage.check(
    'the next call is named',
    minutes.next?.includes('2014-07-08') === true,
    minutes.next,
  );
}

/** What the outside saw in the whole story: nothing refused, nothing twice. */
export function checkOutside(stage: Stage): void {
  stage.check(
    'Discord refused nothing',
    stage.discord.problems.length === 0,
    stage.discord.problems,
  );
  const ids = stage.list.submissions.flatMap(
    ({ raw, to }) => `${/^message-id:.*$/imu.exec(raw.toString('latin1'))?.[0]} ${to.join()}`,
  );
  stage.check('no mail was sent twice', new Set(ids).size === ids.length);
  const nonces = stage.discord.people
    .messages(stage.channelId, stage.account('amir'))
    .flatMap(({ nonce }) => nonce ?? []);
  stage.check('no post was made twice', new Set(nonces).size === nonces.length);
}
