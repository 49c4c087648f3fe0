import { InteractionType } from 'discord-api-types/v10';
import { describe, expect, it } from 'vitest';
import { UserError } from '../../../src/domain/user-error.ts';
import { directChannel } from '../../../src/sandbox/discord/guilds.ts';
import { openInteraction } from '../../../src/sandbox/discord/open-interaction.ts';
import { seenAnswer, type SeenMessage } from '../../../src/sandbox/discord/seen.ts';
import { aLink, anotherLink, until, type Setup } from './support.ts';

/** What Ann sees in the channel of all that the bot said. */
function seen({ discord, ann, channel }: Setup): SeenMessage[] {
  return discord.people.messages(channel, ann).filter(({ author }) => author.isBot);
}

/** Ann uses a command and waits for its answer. */
async function ask(setup: Setup, name: string, options: Record<string, string | number> = {}) {
  const { discord, ann, channel } = setup;
  return discord.people.command(ann, channel, name, options);
}

async function said(setup: Setup, text: string | RegExp): Promise<SeenMessage> {
  const { discord, ann, channel } = setup;
  return discord.people.waitForMessage(channel, ann, ({ content }) =>
    typeof text === 'string' ? content === text : text.test(content),
  );
}

describe('a slash command', () => {
  it('is stored, acknowledged, then answered for everyone', async () => {
    const setup = await aLink();
    const order: string[] = [];
    setup.handle.beforeStoring = async () => {
      order.push(`storing, ${seen(setup).length} messages`);
      return Promise.resolve();
    };
    setup.handle.reply = ({ command }) => {
      order.push(`answering, thinking: ${String(seen(setup)[0]?.isThinking)}`);
      return { audience: 'channel', text: `did ${command.name}` };
    };
    const first = await ask(setup, 'agenda add', { title: 'Release', minutes: 10 });
    expect(first.kind).toBe('deferred');
    const answer = await said(setup, 'did add');
    expect(answer).toMatchObject({ isEphemeral: false, isThinking: false });
    expect(order).toEqual(['storing, 0 messages', 'answering, thinking: true']);
    expect(setup.discord.problems).toEqual([]);
    expect(setup.log.of('warn')).toEqual([]);
  });

  it('reaches the service as plain data, without the interaction’s token', async () => {
    const setup = await aLink();
    await ask(setup, 'agenda add', { title: 'Release', minutes: 10, series: 'board' });
    await said(setup, 'did add');
    const [input] = setup.handle.inputs;
    const [interaction] = setup.discord.people.interactions();
    expect(input).toMatchObject({
      id: interaction?.id,
      guildId: setup.discord.guild.id,
      channelId: setup.channel,
      userId: setup.ann,
      userName: 'Ann of the board',
      series: 'board',
      command: { name: 'add', items: [{ title: 'Release', minutes: 10 }] },
    });
    expect(input?.raw).toMatchObject({ id: interaction?.id, data: { name: 'agenda' } });
    expect(JSON.stringify(input?.raw)).not.toContain(interaction?.token);
  });

  it('whose answer is for its writer is seen by nobody else', async () => {
    const setup = await aLink();
    setup.handle.reply = () => ({ audience: 'writer', text: 'The agenda is empty.' });
    await ask(setup, 'agenda list');
    expect(await said(setup, 'The agenda is empty.')).toMatchObject({ isEphemeral: true });
    expect(seen(setup)).toHaveLength(1);
    expect(setup.discord.problems).toEqual([]);
  });

  it('that is refused after a public acknowledgement leaves nothing in public', async () => {
    const setup = await aLink();
    const refusal = 'There is no item #7 on this agenda.';
    setup.handle.reply = () => ({ audience: 'writer', refused: true, text: refusal });
    await ask(setup, 'agenda withdraw', { item: 7 });
    expect(await said(setup, refusal)).toMatchObject({ isEphemeral: true });
    expect(seen(setup)).toHaveLength(1);
    expect(setup.discord.problems).toEqual([]);
  });

  it('whose answer turns out to be for everyone is shown to everyone', async () => {
    const setup = await aLink();
    setup.handle.reply = () => ({ audience: 'channel', text: 'The call is open.' });
    await ask(setup, 'meeting start');
    expect(await said(setup, 'The call is open.')).toMatchObject({ isEphemeral: false });
    expect(seen(setup)).toHaveLength(1);
  });

  it('has a long answer parted into messages, in order', async () => {
    const setup = await aLink();
    const lines = Array.from({ length: 60 }, (_, index) => `${index} ${'x'.repeat(80)}`);
    setup.handle.reply = () => ({ audience: 'writer', text: lines.join('\n') });
    await ask(setup, 'agenda list');
    await said(setup, /^59 |\n59 /u);
    const messages = seen(setup);
    expect(messages.length).toBe(3);
    expect(messages.every(({ isEphemeral }) => isEphemeral)).toBe(true);
    expect(messages.map(({ content }) => content).join('\n')).toBe(lines.join('\n'));
    expect(setup.discord.problems).toEqual([]);
  });

  it('pings nobody, whatever its answer quotes', async () => {
    const setup = await aLink();
    setup.handle.reply = () => ({
      audience: 'channel',
      text: `@everyone @here <@${setup.ann}> hi`,
    });
    await ask(setup, 'minutes note', { text: 'x' });
    const answer = await said(setup, /hi$/u);
    expect(answer.pings).toEqual({ everyone: false, users: [], roles: [] });
  });

  it('that makes no sense is answered in words and not stored', async () => {
    const setup = await aLink();
    const first = await ask(setup, 'minutes action', { text: 'write', due: 'soon' });
    expect(first).toMatchObject({
      kind: 'message',
      message: { isEphemeral: true, content: expect.stringContaining('year-month-day') },
    });
    expect(setup.handle.inputs).toEqual([]);
    expect(setup.discord.problems).toEqual([]);
  });
});

describe('a form', () => {
  it('opens when /agenda add is used bare, and is stored when it is sent', async () => {
    const setup = await aLink();
    const first = await ask(setup, 'agenda add', { series: 'board' });
    if (first.kind !== 'modal') throw new Error('no form opened');
    expect(first.modal.fields.map(({ label }) => label)).toEqual([
      'Title',
      'Details',
      'Lead',
      'Minutes',
      'Links',
    ]);
    expect(setup.handle.inputs).toEqual([]);
    const values = { title: 'Release', details: 'Two\nlines', minutes: '15 min' };
    const { discord, ann } = setup;
    const sent = await discord.people.submitModal(ann, first.interactionId, values);
    expect(sent.kind).toBe('deferred');
    await said(setup, 'did add');
    expect(setup.handle.inputs).toMatchObject([
      {
        series: 'board',
        command: {
          name: 'add',
          items: [{ title: 'Release', details: 'Two\nlines', minutes: 15 }],
        },
      },
    ]);
    expect(discord.problems).toEqual([]);
  });

  it('of /agenda edit begins with the item, and says what was changed and what was taken away', async () => {
    const setup = await aLink();
    setup.handle.item = async ({ item }) =>
      Promise.resolve({ title: `Item ${item}`, details: 'long', lead: 'Ann', minutes: 5 });
    const first = await ask(setup, 'agenda edit', { item: 2 });
    if (first.kind !== 'modal') throw new Error('no form opened');
    expect(first.modal.fields.map(({ value }) => value)).toEqual([
      'Item 2',
      'long',
      'Ann',
      '5',
      undefined,
    ]);
    const { discord, ann } = setup;
    await discord.people.submitModal(ann, first.interactionId, { details: '', minutes: '10' });
    await said(setup, 'did edit');
    expect(setup.handle.inputs[0]?.command).toEqual({
      name: 'edit',
      item: 2,
      changes: { title: 'Item 2', details: null, lead: 'Ann', minutes: 10 },
    });
    expect(discord.problems).toEqual([]);
  });

  it('opens empty when the item can’t be read, and then leaves alone what stays empty', async () => {
    const setup = await aLink();
    setup.handle.item = () => Promise.reject(new Error('no database'));
    const first = await ask(setup, 'agenda edit', { item: 2 });
    if (first.kind !== 'modal') throw new Error('no form opened');
    const { discord, ann } = setup;
    await discord.people.submitModal(ann, first.interactionId, { lead: 'Bob' });
    await said(setup, 'did edit');
    expect(setup.handle.inputs[0]?.command).toMatchObject({ changes: { lead: 'Bob' } });
  });

  it.each(['refused', 'lost'])('that is %s gives back what was typed', async (how) => {
    const setup = await aLink();
    if (how === 'lost') setup.handle.beforeStoring = () => Promise.reject(new Error('no database'));
    const first = await ask(setup, 'agenda add');
    const { discord, ann } = setup;
    const minutes = how === 'refused' ? 'ten' : '10';
    const values = { title: 'My careful title', details: 'and a long story', minutes };
    const answer = await discord.people.submitModal(ann, first.interactionId, values);
    if (!('message' in answer)) throw new Error('no message');
    expect(answer.message.isEphemeral).toBe(true);
    expect(answer.message.content).toMatch(
      how === 'refused' ? /whole number/u : /Nothing was saved/u,
    );
    expect(answer.message.content).toContain('> My careful title\n> and a long story');
  });
});

describe('when things go wrong', () => {
  it('says that nothing was saved when it could not be stored', async () => {
    const setup = await aLink();
    setup.handle.beforeStoring = () => Promise.reject(new Error('no database'));
    const first = await ask(setup, 'agenda add', { title: 'Release' });
    expect(first).toMatchObject({
      kind: 'message',
      message: { isEphemeral: true, content: expect.stringMatching(/^Nothing was saved.*again/u) },
    });
    expect(setup.log.of('error')).toEqual(['a command could not be stored']);
  });

  it('acknowledges in time though storing is slow, and tells the outcome after', async () => {
    const setup = await aLink();
    const storing = Promise.withResolvers<void>();
    setup.handle.beforeStoring = () => storing.promise;
    const first = await ask(setup, 'agenda add', { title: 'Release' });
    expect(first.kind).toBe('deferred');
    expect(setup.handle.done).toEqual([]);
    storing.reject(new Error('no database'));
    expect(await said(setup, /^Nothing was saved/u)).toMatchObject({ isEphemeral: true });
    expect(seen(setup)).toHaveLength(1);
  });

  it('passes on the words of a UserError while storing', async () => {
    const setup = await aLink();
    const text = 'This server is not set up yet.';
    setup.handle.beforeStoring = () => Promise.reject(new UserError(text));
    expect(await ask(setup, 'agenda list')).toMatchObject({ message: { content: text } });
    expect(setup.log.of('error')).toEqual([]);
  });

  it('says so when what is kept could not be done', async () => {
    const setup = await aLink();
    setup.handle.reply = () => Promise.reject(new Error('a bug'));
    await ask(setup, 'agenda add', { title: 'Release' });
    expect(await said(setup, /is kept, but doing it failed/u)).toMatchObject({ isEphemeral: true });
    expect(setup.log.of('error')).toEqual(['a command could not be carried out']);
  });

  it('does what it stored though the three seconds are over', async () => {
    const setup = await aLink({ firstResponseMs: 50 });
    setup.handle.beforeStoring = () => new Promise((resolve) => setTimeout(resolve, 100));
    expect(await ask(setup, 'agenda add', { title: 'Release' })).toMatchObject({
      kind: 'no-response',
    });
    await until(() => setup.handle.done.length === 1);
    await until(() => setup.log.of('warn').includes('done, but its author could not be told'));
    expect(setup.log.of('error')).toEqual([]);
  });

  it('goes on when its acknowledgement arrived though Discord answered with an error', async () => {
    const setup = await aLink();
    setup.discord.faults.add({ kind: 'answer', status: 500, path: /callback$/u, when: 'after' });
    await ask(setup, 'agenda add', { title: 'Release' });
    await said(setup, 'did add');
    expect(seen(setup)).toHaveLength(1);
    expect(setup.log.of('error')).toEqual([]);
  });

  it('tries an acknowledgement again that Discord failed to take', async () => {
    const setup = await aLink();
    setup.discord.faults.add({ kind: 'answer', status: 502, path: /callback$/u });
    setup.discord.faults.add({ kind: 'drop', path: /callback$/u });
    await ask(setup, 'agenda add', { title: 'Release' });
    expect(await said(setup, 'did add')).toMatchObject({ hasFailed: false });
  });

  it.each(['before', 'after'] as const)(
    'tries an answer again when Discord failed %s taking it',
    async (when) => {
      const setup = await aLink();
      const path = /@original$/u;
      setup.discord.faults.add({ kind: 'answer', status: 500, method: 'PATCH', path, when });
      await ask(setup, 'agenda add', { title: 'Release' });
      await said(setup, 'did add');
      await until(() => setup.discord.log.filter(({ method }) => method === 'PATCH').length === 2);
      expect(seen(setup)).toHaveLength(1);
    },
  );

  it('waits when Discord asks for it', async () => {
    const setup = await aLink();
    const path = /@original$/u;
    setup.discord.faults.add({ kind: 'answer', status: 429, retryAfterSeconds: 0.1, path });
    await ask(setup, 'agenda add', { title: 'Release' });
    expect(await said(setup, 'did add')).toMatchObject({ hasFailed: false });
    expect(setup.log.of('warn')).toEqual([]);
  });

  it('answers once though two processes hear of it', async () => {
    const one = await aLink();
    const two = await anotherLink(one.discord, { store: one.store });
    await two.link.ready;
    await ask(one, 'agenda add', { title: 'Release' });
    await said(one, 'did add');
    const settled = () => [...one.log.of('warn'), ...two.log.of('warn')];
    await until(() => settled().includes('an interaction was not acknowledged'));
    expect(seen(one)).toHaveLength(1);
    expect([...one.log.of('error'), ...two.log.of('error')]).toEqual([]);
  });

  it('answers a hundred people at once', async () => {
    const setup = await aLink();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) => ask(setup, 'minutes note', { text: `${index}` })),
    );
    await until(() => seen(setup).filter(({ content }) => content === 'did note').length === 100);
    expect(setup.discord.problems).toEqual([]);
  });
});

describe('an interaction that can’t be taken', () => {
  const present = {
    id: '1',
    name: 'agenda',
    type: 1,
    options: [{ type: 1, name: 'list', options: [] }],
  };
  const open = async (
    { discord, ann, channel }: Setup,
    { where = 'server', ...request }: { type: InteractionType; data: object; where?: string },
  ) => {
    const { world } = discord;
    const place = where === 'server' ? world.channel(channel) : directChannel(world, ann);
    const [posted] = discord.people.messages(channel, ann);
    const answer = openInteraction(world, {
      userId: ann,
      channel: place,
      label: 'x',
      ...(posted ? { message: world.message(channel, posted.id) } : {}),
      ...request,
    });
    return seenAnswer(world, await answer);
  };

  it.each([
    [
      'in a direct message',
      { type: InteractionType.ApplicationCommand, data: present, where: 'direct' },
      /work in a server/u,
    ],
    [
      'of a command that is no more',
      {
        type: InteractionType.ApplicationCommand,
        data: { ...present, options: [{ type: 1, name: 'explode', options: [] }] },
      },
      /no command \/agenda explode any more/u,
    ],
    [
      'of a menu',
      {
        type: InteractionType.ApplicationCommand,
        data: { id: '1', name: 'Add to agenda', type: 3, target_id: '2', resolved: {} },
      },
      /no such command/u,
    ],
    [
      'of a form that is no more',
      { type: InteractionType.ModalSubmit, data: { custom_id: 'agenda/explode?', components: [] } },
      /out of date/u,
    ],
    [
      'of a button that is no more',
      {
        type: InteractionType.MessageComponent,
        data: { custom_id: 'accept-7', component_type: 2 },
      },
      /no longer in use/u,
    ],
  ])('because it is %s is answered in words', async (_, request, words) => {
    const setup = await aLink();
    await setup.link.sender.post({ channelId: setup.channel, content: 'The agenda' }, 'n');
    const answer = await open(setup, request);
    if (!('message' in answer)) throw new Error(`no message: ${answer.kind}`);
    expect(answer.message.content).toMatch(words);
    expect(setup.handle.inputs).toEqual([]);
    expect(setup.log.of('error')).toEqual([]);
  });

  it('because it is malformed crashes nothing', async () => {
    const setup = await aLink();
    await open(setup, { type: InteractionType.ApplicationCommand, data: { type: 1 } });
    await ask(setup, 'meeting next');
    expect(await said(setup, 'did next')).toMatchObject({ hasFailed: false });
  });
});
