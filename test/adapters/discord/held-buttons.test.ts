import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chatActions } from '../../../src/adapters/discord/chat-actions.ts';
import { heldButtons } from '../../../src/render/held.ts';
import { UserError } from '../../../src/domain/user-error.ts';
import type { SeenMessage } from '../../../src/sandbox/discord/seen.ts';
import { aLink, type Setup } from './support.ts';

const held = '0196f2a0-6c1e-7f3b-9a58-1f0f5f4f6a01';

/** A post about a held message, in the channel. */
async function aPost({ link, discord, ann, channel }: Setup): Promise<SeenMessage> {
  const components = heldButtons(held, { canAccept: true });
  const post = { channelId: channel, content: 'A message waits.', components };
  expect(await link.sender.post(post, 'held')).toMatchObject({ kind: 'sent' });
  return discord.people.waitForMessage(channel, ann, ({ content }) => content !== '');
}

const press = (setup: Setup, { id }: SeenMessage, action: string) =>
  setup.discord.people.pressButton(setup.ann, id, `held/${action}?held=${held}`);

const shown = ({ discord, channel, ann }: Setup, id: string) =>
  discord.people.messages(channel, ann).find((message) => message.id === id);

describe('a button about a held message', () => {
  it.each(['accept', 'dismiss'] as const)('settles it: %s', async (how) => {
    const setup = await aLink();
    const post = await aPost(setup);
    setup.handle.reply = () => ({ audience: 'channel', text: 'It is settled.' });
    await press(setup, post, how);
    const { people } = setup.discord;
    await people.waitFor(() => shown(setup, post.id)?.content === 'It is settled.' || undefined);
    expect(shown(setup, post.id)?.components).toEqual([]);
    expect(setup.handle.inputs.map(({ command }) => command)).toEqual([
      { name: 'settle', held, how },
    ]);
    expect(setup.discord.problems).toEqual([]);
  });

  it('tells only who may not press it, and stays for the others', async () => {
    const setup = await aLink();
    const post = await aPost(setup);
    const text = 'Only the chair may do that.';
    setup.handle.reply = () => ({ audience: 'writer', refused: true, text });
    await press(setup, post, 'accept');
    const refusal = await setup.discord.people.waitForMessage(
      setup.channel,
      setup.ann,
      ({ content }) => content === text,
    );
    expect(refusal.isEphemeral).toBe(true);
    expect(shown(setup, post.id)?.content).toBe('A message waits.');
    expect(shown(setup, post.id)?.components).not.toEqual([]);
    expect(setup.discord.problems).toEqual([]);
  });

  it('opens a form that begins with what would be done, and takes it corrected', async () => {
    const setup = await aLink();
    const post = await aPost(setup);
    setup.handle.held = () => Promise.resolve('- Relase plan (10 min)');
    setup.handle.reply = () => ({ audience: 'channel', text: 'Accepted.' });
    const form = await press(setup, post, 'edit');
    if (form.kind !== 'modal') throw new Error('no form opened');
    expect(JSON.stringify(form)).toContain('- Relase plan (10 min)');
    await setup.discord.people.submitModal(setup.ann, form.interactionId, {
      lines: '- Release plan (10 min)\n- Budget',
    });
    const { people } = setup.discord;
    await people.waitFor(() => shown(setup, post.id)?.content === 'Accepted.' || undefined);
    expect(setup.handle.inputs.map(({ command }) => command)).toEqual([
      {
        name: 'settle',
        held,
        how: 'accept',
        commands: [
          { name: 'add', items: [{ title: 'Release plan', minutes: 10 }, { title: 'Budget' }] },
        ],
      },
    ]);
    expect(setup.discord.problems).toEqual([]);
  });

  it('shows a held message to nobody but its chair', async () => {
    const setup = await aLink();
    const post = await aPost(setup);
    setup.handle.held = () => Promise.reject(new UserError('Only the chair may do that.'));
    expect((await press(setup, post, 'edit')).kind).not.toBe('modal');
    expect(setup.handle.inputs).toEqual([]);
  });
});

it('has every action that there is a file for', () => {
  const files = readdirSync('src/adapters/discord/actions').map((file) => file.replace('.ts', ''));
  expect(chatActions.map(({ path }) => path.join('-')).toSorted()).toEqual(files.toSorted());
});

describe('/me', () => {
  it('links an address and confirms it with a code, unseen by others', async () => {
    const setup = await aLink();
    setup.handle.reply = ({ command }) => ({ audience: 'writer', text: `did ${command.name}` });
    const { people } = setup.discord;
    await people.command(setup.ann, setup.channel, 'me link', { address: 'Ann@Example.org' });
    await people.command(setup.ann, setup.channel, 'me confirm', { code: 'abcd-2345' });
    await people.waitForMessage(setup.channel, setup.ann, (message) => {
      return message.content === 'did verify' && message.isEphemeral;
    });
    expect(setup.handle.inputs.map(({ command }) => command)).toEqual([
      { name: 'link', address: 'ann@example.org' },
      { name: 'verify', code: 'abcd-2345' },
    ]);
  });
});
