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
    [{ name: 'cancel', reason: 'of the holiday' }],
  ],
  ['move the call to Wednesday 17:00', [{ name: 'reschedule', to: 'Wednesday 17:00' }]],
  ['Regrets.', [{ name: 'regrets', people: [] }]],
  ['regrets: Bruno, Emi', [{ name: 'regrets', people: ['Bruno', 'Emi'] }]],
  ['present: Bruno and me', [{ name: 'present', people: ['Bruno'] }]],
  ['stop', [{ name: 'stop' }]],
  ['HELP', [{ name: 'help' }]],
  ['list', [{ name: 'list' }]],
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
