import { describe, expect, it } from 'vitest';
import { readCommands } from '../../src/understand/commands.ts';

const understood: [string, object[]][] = [
  ['edit 2: Release 2.0', [{ name: 'edit', item: 2, changes: { title: 'Release 2.0' } }]],
  ['Edit #2 to Release 2.0', [{ name: 'edit', item: 2, changes: { title: 'Release 2.0' } }]],
  ['rename item 2: Release 2.0', [{ name: 'edit', item: 2, changes: { title: 'Release 2.0' } }]],
  ['edit 2: (15 min)', [{ name: 'edit', item: 2, changes: { minutes: 15 } }]],
  ['edit 2: [decision]', [{ name: 'edit', item: 2, changes: { outcome: 'decision' } }]],
  ['withdraw 2', [{ name: 'withdraw', item: 2 }]],
  ['/agenda withdraw 2', [{ name: 'withdraw', item: 2 }]],
  ['Please withdraw item #2, thanks!', [{ name: 'withdraw', item: 2 }]],
  ['* remove 2 and 3', [2, 3].map((item) => ({ name: 'withdraw', item }))],
  ['move 3 to 1', [{ name: 'move', item: 3, to: 1 }]],
  ['move item 3 to the top', [{ name: 'move', item: 3, to: 1 }]],
  ['10 min for 2', [{ name: 'edit', item: 2, changes: { minutes: 10 } }]],
  ['half an hour for item 2', [{ name: 'edit', item: 2, changes: { minutes: 30 } }]],
  ['time 2: 10m', [{ name: 'edit', item: 2, changes: { minutes: 10 } }]],
  ['2: 10 minutes', [{ name: 'edit', item: 2, changes: { minutes: 10 } }]],
  ['lead 2: @femi', [{ name: 'edit', item: 2, changes: { lead: 'femi' } }]],
  [
    'details 2: It leaks. See the wiki.',
    [{ name: 'edit', item: 2, changes: { details: 'It leaks. See the wiki.' } }],
  ],
  ['details 2: see the wiki', [{ name: 'edit', item: 2, changes: { details: 'see the wiki' } }]],
  ['outcome 2: vote', [{ name: 'edit', item: 2, changes: { outcome: 'decision' } }]],
  [
    'link 2: https://x.example/1',
    [{ name: 'edit', item: 2, changes: { links: ['https://x.example/1'] } }],
  ],
  ['defer 2', [{ name: 'defer', item: 2 }]],
  ['postpone 2 to the next call', [{ name: 'defer', item: 2 }]],
  ['defer 2 because Bruno is away', [{ name: 'defer', item: 2, reason: 'Bruno is away' }]],
  ['accept 1, 2 and 4', [1, 2, 4].map((item) => ({ name: 'accept', item }))],
  ['decline 2: not ours', [{ name: 'decline', item: 2, reason: 'not ours' }]],
  ['Confirm the call.', [{ name: 'confirm' }]],
  ['cancel the call: too few of us', [{ name: 'cancel', reason: 'too few of us' }]],
  [
    "Cancel Tuesday's meeting because of the holiday",
    [{ name: 'cancel', reason: 'because of the holiday' }],
  ],
  ['move the call to Wednesday 17:00', [{ name: 'reschedule', to: 'Wednesday 17:00' }]],
  ['Regrets.', [{ name: 'regrets', people: [] }]],
  ['Regrets from me, I am travelling.', [{ name: 'regrets', people: [] }]],
  ['Regrets: I’m on a train', [{ name: 'regrets', people: [] }]],
  ['regrets from Bruno and me, sorry', [{ name: 'regrets', people: ['Bruno'] }]],
  ['regrets: Asif, Ivy', [{ name: 'regrets', people: ['Asif', 'Ivy'] }]],
  ['regrets: Bruno, Emi', [{ name: 'regrets', people: ['Bruno', 'Emi'] }]],
  ['present: Bruno and me', [{ name: 'present', people: ['Bruno'] }]],
  ['stop', [{ name: 'stop' }]],
  ['HELP', [{ name: 'help' }]],
  ['list', [{ name: 'list' }]],
  ['WITHDRAW #2!', [{ name: 'withdraw', item: 2 }]],
  ['withdraw\u00a02', [{ name: 'withdraw', item: 2 }]],
  ['withdraw no. 2', [{ name: 'withdraw', item: 2 }]],
  ['withdraw nr. 2.', [{ name: 'withdraw', item: 2 }]],
  ['“withdraw 2”', [{ name: 'withdraw', item: 2 }]],
  ['"withdraw 2".', [{ name: 'withdraw', item: 2 }]],
  ['`withdraw 2`', [{ name: 'withdraw', item: 2 }]],
  ['**withdraw 2**', [{ name: 'withdraw', item: 2 }]],
  ['1. withdraw 2', [{ name: 'withdraw', item: 2 }]],
  ['Hi Convoke, withdraw 2', [{ name: 'withdraw', item: 2 }]],
  ['Could you please withdraw 2?', [{ name: 'withdraw', item: 2 }]],
  ['I’d like to withdraw 2, thanks in advance.', [{ name: 'withdraw', item: 2 }]],
  ['withdraw 2 :)', [{ name: 'withdraw', item: 2 }]],
  ['withdraw 2: it is settled', [{ name: 'withdraw', item: 2 }]],
  ['2: withdraw', [{ name: 'withdraw', item: 2 }]],
  ['withdraw items #2 & #3 please', [2, 3].map((item) => ({ name: 'withdraw', item }))],
  ['withdraw 2–4', [2, 3, 4].map((item) => ({ name: 'withdraw', item }))],
  ['defer 2 and 3', [2, 3].map((item) => ({ name: 'defer', item }))],
  [
    'decline 2 and 3: not ours',
    [2, 3].map((item) => ({ name: 'decline', item, reason: 'not ours' })),
  ],
  ['move 3 to the next call', [{ name: 'defer', item: 3 }]],
  ['restore 2', [{ name: 'restore', item: 2 }]],
  ['undo 2', [{ name: 'restore', item: 2 }]],
  ['put #2 back on the agenda', [{ name: 'restore', item: 2 }]],
  ['restore the call', [{ name: 'restore' }]],
  ['edit 2: “Release 2.0”', [{ name: 'edit', item: 2, changes: { title: 'Release 2.0' } }]],
  ['edit 2: title: Release 2.0', [{ name: 'edit', item: 2, changes: { title: 'Release 2.0' } }]],
  ['edit 2: 15 min', [{ name: 'edit', item: 2, changes: { minutes: 15 } }]],
  ['edit 2: lead: Ann', [{ name: 'edit', item: 2, changes: { lead: 'Ann' } }]],
  ['edit 2: Thanks', [{ name: 'edit', item: 2, changes: { title: 'Thanks' } }]],
  ['edit 2: Why?', [{ name: 'edit', item: 2, changes: { title: 'Why?' } }]],
  ['time for 2: 10', [{ name: 'edit', item: 2, changes: { minutes: 10 } }]],
  ['give 10 min to #2', [{ name: 'edit', item: 2, changes: { minutes: 10 } }]],
  ['#2 needs 10 minutes', [{ name: 'edit', item: 2, changes: { minutes: 10 } }]],
  ['no lead for 2', [{ name: 'edit', item: 2, changes: { lead: null } }]],
  ['no time for 2', [{ name: 'edit', item: 2, changes: { minutes: null } }]],
  ['I’ll lead 2', [{ name: 'edit', item: 2, changes: { lead: 'me' } }]],
  ['Ann to lead 2', [{ name: 'edit', item: 2, changes: { lead: 'Ann' } }]],
  ['lead 2: me', [{ name: 'edit', item: 2, changes: { lead: 'me' } }]],
  [
    'lead 2: Ann Smith and Jan van der Berg',
    [{ name: 'edit', item: 2, changes: { lead: 'Ann Smith and Jan van der Berg' } }],
  ],
  ['withdraw 2: don’t need it', [{ name: 'withdraw', item: 2 }]],
  ['defer 2: no time', [{ name: 'defer', item: 2, reason: 'no time' }]],
  ['undo the cancellation', [{ name: 'restore' }]],
  ['revive our meeting', [{ name: 'restore' }]],
  ['Ann Smith leads 2', [{ name: 'edit', item: 2, changes: { lead: 'Ann Smith' } }]],
  [
    'links 2: <https://x.example/1>, https://x.example/2',
    [{ name: 'edit', item: 2, changes: { links: ['https://x.example/1', 'https://x.example/2'] } }],
  ],
  ['skip 8 July: holidays', [{ name: 'skip', date: '8 July', reason: 'holidays' }]],
  ['skip the next call: holidays', [{ name: 'skip', reason: 'holidays' }]],
  ['pass my turn as scribe', [{ name: 'pass', role: 'scribe' }]],
  ['swap turns with Ann', [{ name: 'swap', role: 'chair', with: 'Ann' }]],
  ['I’m coming', [{ name: 'coming', people: [] }]],
  ['not coming', [{ name: 'regrets', people: [] }]],
  ['next', [{ name: 'next' }]],
  ['stop sending me mails', [{ name: 'stop' }]],
  ['resume', [{ name: 'resume' }]],
  ['zone: Berlin', [{ name: 'zone', zone: 'Berlin' }]],
  ['help?', [{ name: 'help' }]],
];

const notUnderstood = [
  'withdraw two',
  'withdrw 2',
  'move 3 sideways',
  'edit 2',
  'cancel the call',
  'lead 2',
  '/agenda frobnicate',
  'defer',
  'withdraw 2 if nobody minds',
  'If nobody minds, withdraw 2',
  'withdraw 2, but only if Ann agrees',
  'withdraw 2, move 3 to 1',
  'withdraw 2?',
  'don’t withdraw 2',
  'Never withdraw 2.',
  'I think we should withdraw 2 and 3',
  'withdraw all',
  'withdraw 2-200',
  'withdraw the second item',
  'withdraw my item',
  'edti 2: Release',
  'cancel the call, unless Ann comes',
  'cancel the call if it rains',
  'move the call to Wednesday 17:00?',
  'skip the call',
  'confirm 2',
  '1000 min for 2',
  'ten minutes for 2',
  'undo',
  'restore',
  'revive',
  'reinstate',
  'withdraw 2 as soon as 3 is done',
  'withdraw 2 as long as nobody objects',
  'withdraw 2: please don’t',
  'withdraw 2: don’t do it yet!',
  'withdraw 2: not yet, please wait',
  'decline 2: no, wait',
  'decline 2: no',
  'cancel the call as soon as possible',
  'cancel the call: hold on',
  'I don’t want to lead 2',
  'Nobody wants to lead 3',
  'I’d like Ann to lead 2',
  'Who will lead 3',
  'Who will lead 3?',
  'I am happy to lead 2',
  'lead 2: Ann?',
  'lead 2: Ann, if she comes',
  'lead 2: somebody who knows the machines',
  'zone CEST',
  'start the call',
  '/me link ann@example.org',
];

const notCommands = [
  'Move CI to the new runners',
  'Accept donations by card',
  'Cancel culture in code review',
  'Lead time for changes',
  'Time: 10 min',
  'Lead: Bruno',
  'Help wanted: docs',
  'Stop using Travis',
  'List of mirrors',
  'I accept 2 of the 3 patches, the rest needs work.',
  'Drop 3.8 support',
  'Present the roadmap',
  '- Move 3 repositories to GitHub',
  'Drop 32-bit support',
  'Zone files',
  'Plan for 2027',
  'Should we drop 2 of the mirrors, or keep all of them for another year?',
];

describe('a line of mail', () => {
  it.each(understood)('%s', (line, commands) => {
    expect(readCommands(`Hi,\n\n${line}\n`)).toEqual({
      commands,
      unknownLines: [],
      rest: 'Hi,\n\n',
    });
  });

  it.each(notUnderstood)('is reported, not executed: %s', (line) => {
    expect(readCommands(line)).toMatchObject({ commands: [], unknownLines: [line] });
  });

  it.each(notCommands)('is no command: %s', (line) => {
    expect(readCommands(line)).toEqual({ commands: [], unknownLines: [], rest: line });
  });

  it('is never a command inside a code block', () => {
    const reply = '```\nwithdraw 2\nstop\n```';
    expect(readCommands(reply)).toEqual({ commands: [], unknownLines: [], rest: reply });
  });
});

describe('what stands inside something else', () => {
  const untouched = (reply: string) => ({ commands: [], unknownLines: [], rest: reply });

  it('is no command as the end of a wrapped sentence', () => {
    const reply =
      'The new machines fail every other night, and I really think that we\nshould all\nstop.';
    expect(readCommands(reply)).toEqual(untouched(reply));
    const other = 'If somebody knows how to set up the second runner for us, then please\nhelp.';
    expect(readCommands(other)).toEqual(untouched(other));
  });

  it('is reported there when it names an item', () => {
    const reply =
      'As nobody has had the time to look at any of it I think that we could\nwithdraw 2';
    expect(readCommands(reply)).toMatchObject({ commands: [], unknownLines: ['withdraw 2'] });
  });

  it('is no command among an item’s details', () => {
    const reply = '- Commands by mail\n  withdraw 2\n\n  stop';
    expect(readCommands(reply)).toEqual(untouched(reply));
  });

  it('is no command in a quote that nobody labelled', () => {
    const reply = '> withdraw 2';
    expect(readCommands(reply)).toEqual(untouched(reply));
  });

  it('is one after an item, a greeting or another command', () => {
    const reply = 'Hi all,\n- Release plan\nwithdraw 2\nBudget (10 min)\nstop';
    expect(readCommands(reply)).toMatchObject({
      commands: [{ name: 'withdraw' }, { name: 'stop' }],
      unknownLines: [],
    });
  });
});

describe('a command that a mail program wrapped', () => {
  const long =
    'details 2: The machines have failed every other night for the whole of last year and';

  it.each<[string, object]>([
    [
      `${long}\nnot only for the first quarter, which is what the\nreport says`,
      {
        name: 'edit',
        changes: {
          details: `${long.slice(11)} not only for the first quarter, which is what the report says`,
        },
      },
    ],
    [
      'cancel the call: too many of us are away, and the room is\nnot free either',
      { name: 'cancel', reason: 'too many of us are away, and the room is not free either' },
    ],
    [
      'decline 2: this was settled on the list by the whole of the board in May, by\nBob and Ann',
      {
        name: 'decline',
        reason: 'this was settled on the list by the whole of the board in May, by Bob and Ann',
      },
    ],
    ['withdraw item 2 since it was settled on the list with all of us by\nBob yesterday.', {}],
    ['withdraw item 2 since it was settled by\nBob yesterday.', { name: 'withdraw', item: 2 }],
    ['move the call to\nWednesday 17:00', { name: 'reschedule', to: 'Wednesday 17:00' }],
    ['details 2: it is the noise of it that should\nstop', { name: 'edit' }],
  ])('is read as one: %s', (reply, command) => {
    expect(readCommands(`${reply}\n\nAnn`)).toMatchObject({
      commands: [command],
      unknownLines: [],
      rest: '\nAnn',
    });
  });

  it.each(['Please withdraw 2\nand 3.', 'withdraw 2,\n3', 'withdraw 2 and\n3'])(
    'has all its numbers: %s',
    (reply) => {
      expect(readCommands(reply)).toEqual({
        commands: [2, 3].map((item) => ({ name: 'withdraw', item })),
        unknownLines: [],
        rest: '',
      });
    },
  );

  it.each(['withdraw 2\nif nobody minds', 'withdraw 2\nof the patches in the queue'])(
    'is reported whole where it is none: %s',
    (reply) => {
      const unknownLines = [reply.replace('\n', ' ')];
      expect(readCommands(reply)).toEqual({ commands: [], unknownLines, rest: '' });
    },
  );

  it.each([
    ['withdraw 2\nthanks,\nann', 'thanks,\nann'],
    ['withdraw 2.\nand now for something else', 'and now for something else'],
    ['withdraw 2\n- release plan', '- release plan'],
    ['regrets\nback on Tuesday', 'back on Tuesday'],
    ['withdraw 2\nBudget (10 min)', 'Budget (10 min)'],
  ])('is not what follows something whole: %s', (reply, rest) => {
    expect(readCommands(reply)).toMatchObject({
      commands: [expect.anything()],
      unknownLines: [],
      rest,
    });
  });

  it('ends before an item that says that it is one, though it begins small', () => {
    for (const item of ['add: Conduit', 'budget (10 min)'])
      expect(readCommands(`withdraw 1\n${item}`)).toMatchObject({
        commands: [{ name: 'withdraw' }],
        unknownLines: [],
      });
  });
});
