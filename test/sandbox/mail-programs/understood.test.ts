import { simpleParser } from 'mailparser';
import { describe, expect, it } from 'vitest';
import { parseMime } from '../../../src/adapters/mail/parse-mime.ts';
import { formatRaw, parseRaw } from '../../../src/sandbox/list/message.ts';
import { redistribute } from '../../../src/sandbox/list/redistribute.ts';
import type { AnsweredMail } from '../../../src/sandbox/mail-programs/letter.ts';
import { compose, mailPrograms } from '../../../src/sandbox/mail-programs/mail-programs.ts';
import { understandMail } from '../../../src/understand/read-mail.ts';

const list = { name: 'devel', address: 'devel@lists.example', prefix: 'devel' };
const call: AnsweredMail = {
  messageId: '<call-1@convoke.example>',
  references: [],
  subject: '[devel] Weekly call, Tuesday 24 June 2014: agenda items?',
  from: { name: 'Weekly call (Convoke)', address: 'agenda@convoke.example' },
  to: [{ address: 'devel@lists.example' }],
  cc: [],
  replyTo: [{ address: 'agenda+k7@convoke.example' }],
  date: Temporal.Instant.from('2014-06-23T08:00:00Z'),
  text: [
    'The next call is on Tuesday 24 June 2014, 16:00 London.',
    '',
    'On the agenda so far:',
    '',
    '1. A quoted item that is nobody’s to add again',
    '',
    '- By mail: reply to this message, one item a line.',
    '- On Discord: /agenda add.',
    '',
    '_______________________________________________',
    'devel mailing list -- devel@lists.example',
    'To unsubscribe send an email to devel-leave@lists.example',
  ].join('\n'),
  html: '<html><body><p>The next call is on <b>Tuesday 24 June 2014</b>, 16:00 London.</p><p>On the agenda so far:</p><ol><li>A quoted item that is nobody’s to add again</li></ol><ul><li>By mail: reply to this message, one item a line.</li></ul></body></html>',
};

function reply(program: string, under?: string): Buffer {
  return compose({
    program,
    letter: {
      author: { name: 'Hannes', address: 'hannes@member.example' },
      text: '- Blog posts (15 min)\n- ARM update',
      at: Temporal.Instant.from('2014-06-23T09:12:00Z'),
      zone: 'Europe/London',
      answers: call,
      ...(under === undefined ? {} : { under }),
    },
  }).raw;
}

async function itemsOf(raw: Buffer): Promise<string[]> {
  const { items } = understandMail(await parseMime(raw));
  return items.map(({ title, minutes }) => (minutes ? `${title}, ${minutes} min` : title));
}

const wanted = ['Blog posts, 15 min', 'ARM update'];
const ways: [how: string, through: (raw: Buffer) => Buffer][] = [
  ['directly', (raw) => raw],
  [
    'through the list',
    (raw) => formatRaw(redistribute(parseRaw(raw), list, 'hannes@member.example')),
  ],
  [
    'through a list that hides its author',
    (raw) =>
      formatRaw(
        redistribute(parseRaw(raw), { ...list, mungesFrom: true }, 'hannes@member.example'),
      ),
  ],
];

describe.each(mailPrograms.map(({ id }) => id))('a reply by %s', (program) => {
  it.each(ways)('%s gives its writer’s items and no others', async (_how, through) => {
    const raw = through(reply(program));
    expect(await itemsOf(raw)).toEqual(wanted);
    const { author } = understandMail(await parseMime(raw));
    expect(author?.address).toBe('hannes@member.example');
    expect((await simpleParser(raw)).text).toContain('nobody’s');
  });
});

describe('a reply between the quoted lines', () => {
  it.each(['thunderbird', 'mutt', 'gnus'])('by %s gives its writer’s items', async (program) => {
    expect(await itemsOf(reply(program, 'agenda so far'))).toEqual(wanted);
  });
});
