import { freePorts } from '../../src/sandbox/ports.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';

/** A small community: one who has both ways in, one with mail alone, one with Discord alone. */
const community: Omit<SandboxOptions, 'ports'> = {
  start: Temporal.Instant.from('2014-06-23T07:30:00Z'),
  zone: 'Europe/London',
  members: [
    {
      id: 'ada',
      name: 'Ada Both',
      mail: 'ada@member.example',
      discord: { userName: 'ada', roles: ['Chair'] },
    },
    { id: 'ben', name: 'Ben Mail', mail: 'ben@member.example' },
    { id: 'cleo', name: 'Cleo Chat', discord: { userName: 'cleo' } },
  ],
  list: { name: 'Board', address: 'board@lists.example', prefix: 'Board' },
  guild: {
    name: 'The Board',
    roles: [{ name: 'Chair' }],
    channels: [
      { name: 'calls', topic: 'Where the call is' },
      { name: 'general' },
      { name: 'Call', type: 'voice' },
    ],
  },
};

export async function openSandbox(over: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  return startSandbox({ ...community, ports: await freePorts(), ...over });
}
