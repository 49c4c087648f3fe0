import { simpleParser } from 'mailparser';
import type pg from 'pg';
import type { StoredMessage } from '../../src/sandbox/list/mailbox.ts';
import { insist, isSo, mailWith, patiently, replyAddress, write } from './people.ts';
import { convoke, listAddress, zone, type Town } from './town.ts';

export const begins = instantOf('2026-06-22T08:00');

/** What the operator of this town has typed: a call every other day, so that a story is short. */
export function seriesOf({ discord, channelId, chair }: Town): object {
  return {
    slug: 'board',
    name: 'Board call',
    community: { slug: 'town', name: 'Town', discordGuildId: discord.guild.id },
    rrule: 'FREQ=DAILY;INTERVAL=2',
    start: '2026-06-23T16:00',
    zone,
    durationMinutes: '60',
    listAddress,
    discordChannelId: channelId,
    chairs: [`Amir Chaudhry <amir@town.example> discord:${chair}`],
    policy: { chaseDaysAfterDraft: '1', publishDaysAfterDraft: '2' },
  };
}

/**
 * One call from Monday's mail to its minutes; the next, which is moved; and the call for the one after, when that was
 * called off. By people who try again when they get no answer.
 */
export async function playStory(town: Town, database: pg.Pool): Promise<void> {
  const story: Story = { town, database };
  await playMonday(story);
  await playTuesday(story);
  await playAfterwards(story);
}

interface Story {
  town: Town;
  database: pg.Pool;
}

/** Items come in by chat and by mail; one by mail from somebody unknown, which is held. */
async function playMonday(story: Story): Promise<void> {
  const { town, database } = story;
  await begin(story, 'the call', '2026-06-22T09:00');
  const call = await patiently(town, () => mailWith(town, 'hannes', /./u));
  await begin(story, 'an item by chat');
  await command(story, 'agenda add', itemSaid('Release'), { title: 'Release', minutes: 15 });
  await insist(town, database, {
    act: () =>
      town.discord.people.command(town.discord.userId('jeremy'), town.channelId, 'agenda add', {
        title: 'Ctypes',
      }),
    done: itemSaid('Ctypes'),
  });
  await begin(story, 'an item by mail');
  await write(town, 'hannes', replyAddress(call), {
    id: 'roof',
    answers: call,
    lines: ['- Roof repair (10 min)', '- Solo5 (5 min)'],
  });
  await patiently(town, () => isSo(database, itemSaid('Roof repair')));
  await begin(story, 'a held mail');
  await write(town, 'dave', convoke, { id: 'conduit', lines: ['- Conduit'] });
  const held = await patiently(town, () => Promise.resolve(heldPost(town)));
  await begin(story, 'the chair accepts it');
  await insist(town, database, {
    act: () => town.discord.people.pressButton(town.chair, held.messageId, held.button),
    done: itemSaid('Conduit'),
  });
  await begin(story, 'the reminder', '2026-06-22T17:00');
}

async function playTuesday(story: Story): Promise<void> {
  const { town, database } = story;
  await begin(story, 'the confirmation', '2026-06-23T09:00');
  const confirmation = await patiently(town, () => lastMailWithCalendar(town));
  await begin(story, 'an answer to the invitation');
  await write(town, 'hannes', replyAddress(confirmation), {
    id: 'accepted',
    answers: confirmation,
    contentType: 'text/calendar; charset=utf-8; method=REPLY',
    lines: acceptance(await calendarOf(confirmation)),
  });
  await patiently(town, () => isSo(database, `select from attendance where intention = 'coming'`));
  await begin(story, 'the agenda', '2026-06-23T15:30');
  await begin(story, 'the opening', '2026-06-23T16:00');
  await patiently(town, () => isSo(database, `select from meeting where status = 'open'`));
  await begin(story, 'the call itself');
  await command(story, 'minutes present', `select from attendance where present`, {
    names: 'Amir Chaudhry, Hannes Mehnert',
  });
  const topic = 'select from meeting where current_item_id is not null';
  await command(story, 'meeting topic', topic, { item: 1 });
  const note = `select from note where kind = 'note'`;
  await command(story, 'minutes note', note, { text: 'Nearly there.' });
  const decision = `select from note where kind = 'decision'`;
  await command(story, 'minutes decision', decision, { text: 'It ships on Friday.' });
  await command(story, 'minutes action', 'select from action', {
    text: 'write the notes',
    owner: 'Hannes Mehnert',
  });
  await begin(story, 'the end');
  await command(story, 'meeting end', `select from meeting where closed_at is not null`);
  await begin(story, 'the draft', '2026-06-23T16:30');
}

/** The next call is announced, moved and called off while the minutes of the first wait to be published. */
async function playAfterwards(story: Story): Promise<void> {
  await begin(story, 'the next call', '2026-06-24T09:00');
  // Later than what a call may wait for evidence: a move makes it void (docs/delivery.md).
  await begin(story, 'a move', '2026-06-24T10:00');
  const moved = `select from meeting where starts_at = '2026-06-26T15:00Z'`;
  await command(story, 'meeting reschedule', moved, { to: '2026-06-26 16:00' });
  await begin(story, 'the chase', '2026-06-24T17:00');
  await begin(story, 'the publication', '2026-06-25T17:00');
  await begin(story, 'a cancellation');
  const cancelled = `select from meeting where status = 'cancelled'`;
  await command(story, 'meeting cancel', cancelled, { reason: 'Everyone is at the fair.' });
  await begin(story, 'the third call', '2026-06-26T09:00');
}

/** From now on this goes on. With a time: when it is that time. */
async function begin({ town }: Story, act: string, local?: string): Promise<void> {
  town.act.name = act;
  const { clock } = town;
  const at = local === undefined ? clock.now() : instantOf(local);
  // People who had to wait may be late.
  await clock.runTo(Temporal.Instant.compare(at, clock.now()) < 0 ? clock.now() : at);
}

/** The chair types a command. */
function command(
  { town, database }: Story,
  name: string,
  done: string,
  options: Record<string, string | number> = {},
): Promise<void> {
  const { chair, channelId, discord } = town;
  return insist(town, database, {
    act: () => discord.people.command(chair, channelId, name, options),
    done,
  });
}

function itemSaid(title: string): string {
  return `select from item where title = '${title}'`;
}

/** The post under which the chair accepts what is held. */
function heldPost({
  discord,
  channelId,
  chair,
}: Town): { messageId: string; button: string } | undefined {
  for (const { id, components } of discord.people.messages(channelId, chair)) {
    const button = /held\/accept\?held=[0-9a-f-]+/u.exec(JSON.stringify(components))?.[0];
    if (button !== undefined) return { messageId: id, button };
  }
  return undefined;
}

function lastMailWithCalendar({ list }: Town): Promise<StoredMessage | undefined> {
  const messages = list.mailboxes.get('hannes')?.messages ?? [];
  return Promise.resolve(
    messages.findLast(
      ({ folder, raw }) => folder === 'inbox' && /text\/calendar/iu.test(raw.toString('latin1')),
    ),
  );
}

async function calendarOf({ raw }: StoredMessage): Promise<string> {
  const { attachments } = await simpleParser(raw);
  return (
    attachments
      .find(({ contentType }) => contentType === 'text/calendar')
      ?.content.toString()
      .replace(/\r\n[ \t]/gu, '') ?? ''
  );
}

/** What a calendar program mails when somebody says yes (RFC 5546 §3.2.3). */
function acceptance(invitation: string): string[] {
  const line = (name: string) => new RegExp(`^${name}[;:].*$`, 'mu').exec(invitation)?.[0] ?? '';
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    ...['UID', 'SEQUENCE', 'RECURRENCE-ID'].map(line).filter((text) => text !== ''),
    'ATTENDEE;CN=Hannes;PARTSTAT=ACCEPTED:mailto:hannes@town.example',
    'END:VEVENT',
    'END:VCALENDAR',
  ];
}

function instantOf(local: string): Temporal.Instant {
  return Temporal.PlainDateTime.from(local).toZonedDateTime(zone).toInstant();
}
