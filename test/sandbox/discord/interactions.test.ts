import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  type ApplicationCommandDataResolvable,
  ButtonBuilder,
  ButtonStyle,
  type Client,
  Events,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  TextInputBuilder,
  TextInputStyle,
  UserSelectMenuBuilder,
} from 'discord.js';
import { expect, test } from 'vitest';
import { ClientRefusal } from '../../../src/sandbox/discord/client-refusal.ts';
import type { DiscordOptions, SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { ask, refused } from './raw.ts';
import { aBot, aDiscord } from './support.ts';

const description = 'For the test';
const subcommand = (name: string, ...options: object[]) => ({
  name,
  description,
  type: ApplicationCommandOptionType.Subcommand,
  options,
});
const option = (name: string, type: ApplicationCommandOptionType, extra: object = {}) => ({
  name,
  description,
  type,
  ...extra,
});

const commands = [
  {
    name: 'agenda',
    description,
    options: [
      subcommand(
        'add',
        option('title', ApplicationCommandOptionType.String, { required: true, maxLength: 20 }),
        option('minutes', ApplicationCommandOptionType.Integer, { minValue: 1, maxValue: 60 }),
        option('kind', ApplicationCommandOptionType.String, {
          choices: [{ name: 'Decision', value: 'decision' }],
        }),
        option('lead', ApplicationCommandOptionType.User),
        option('urgent', ApplicationCommandOptionType.Boolean),
        option('room', ApplicationCommandOptionType.Channel, { channelTypes: [2] }),
      ),
      subcommand(
        'edit',
        option('item', ApplicationCommandOptionType.String, { autocomplete: true }),
      ),
    ],
  },
  { name: 'meeting', description, defaultMemberPermissions: '8192' },
] as ApplicationCommandDataResolvable[];

/** A bot that answers every interaction as the test says. */
async function answering(
  answer: (interaction: Interaction) => unknown,
  options: Partial<DiscordOptions> = {},
): Promise<{
  discord: SandboxDiscord;
  bot: Client<true>;
  ann: string;
  ben: string;
  general: string;
}> {
  const { discord } = await aDiscord(options);
  const bot = await aBot(discord);
  await bot.application.commands.set(commands);
  bot.on(Events.InteractionCreate, (interaction) => void answer(interaction));
  const [ann, ben] = [discord.userId('ann'), discord.userId('ben')];
  return { discord, bot, ann, ben, general: discord.channelId('general') };
}

test('a slash command reaches discord.js with its subcommand and options, and its reply reaches the channel', async () => {
  const seen: unknown[] = [];
  const { discord, ann, ben, general } = await answering(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    const { options } = interaction;
    seen.push(options.getSubcommand(), options.getString('title'), options.getInteger('minutes'));
    seen.push(options.getUser('lead')?.username, options.getBoolean('urgent'));
    seen.push(interaction.user.username, interaction.memberPermissions?.has('ManageMessages'));
    await interaction.reply('Added as #1');
  });
  const call = { title: 'Budget', minutes: 10, lead: ben, urgent: true };
  const answer = await discord.people.command(ann, general, 'agenda add', call);
  expect(answer).toMatchObject({
    kind: 'message',
    message: {
      content: 'Added as #1',
      isEphemeral: false,
      answers: { userId: ann, label: '/agenda add' },
    },
  });
  expect(seen).toEqual(['add', 'Budget', 10, 'ben', true, 'ann', true]);
  expect(discord.people.messages(general, ben)).toHaveLength(1);
});

test("the client refuses what a person's own Discord would refuse", async () => {
  const { discord, ann, ben, general } = await answering(() => undefined);
  const { people } = discord;
  const wrongCalls: [string, Record<string, string | number | boolean>, string][] = [
    ['agendum', {}, 'There is no command /agendum.'],
    ['agenda', {}, '/agenda goes on, for example with "add".'],
    ['agenda drop', {}, 'There is no command /agenda drop.'],
    ['agenda add', {}, 'The option "title" is required.'],
    ['agenda add', { title: 'x'.repeat(21) }, 'The option "title" takes 20 characters at most.'],
    ['agenda add', { title: 5 }, 'The option "title" is text.'],
    ['agenda add', { title: 'a', minutes: 1.5 }, 'The option "minutes" is a whole number.'],
    ['agenda add', { title: 'a', minutes: 61 }, 'The option "minutes" is at most 60.'],
    ['agenda add', { title: 'a', kind: 'vote' }, 'The option "kind" takes one of its choices.'],
    ['agenda add', { title: 'a', lead: 'ben' }, 'There is no such person here.'],
    [
      'agenda add',
      { title: 'a', room: general },
      'The option "room" does not take this kind of channel.',
    ],
    ['agenda add', { title: 'a', colour: 'red' }, '/agenda add has no option "colour".'],
  ];
  for (const [name, options, words] of wrongCalls)
    await expect(people.command(ann, general, name, options)).rejects.toThrow(
      new ClientRefusal(words),
    );
  await expect(people.command(ben, general, 'meeting')).rejects.toThrow(
    'There is no command /meeting.',
  );
  await expect(people.command(ben, discord.channelId('secret'), 'meeting')).rejects.toThrow(
    ClientRefusal,
  );
  expect(people.interactions()).toEqual([]);
});

test('an ephemeral reply is seen by one person only, and not by the channel', async () => {
  const { discord, ann, ben, general } = await answering(async (interaction) => {
    if (interaction.isChatInputCommand())
      await interaction.reply({ content: 'Only you', flags: MessageFlags.Ephemeral });
  });
  const answer = await discord.people.command(ann, general, 'agenda edit');
  expect(answer).toMatchObject({ message: { isEphemeral: true } });
  expect(discord.people.messages(general, ann)).toHaveLength(1);
  expect(discord.people.messages(general, ben)).toEqual([]);
  expect((await ask(discord, 'GET', `/channels/${general}/messages`)).body).toEqual([]);
});

test('a deferral shows thinking until it is edited', async () => {
  const { discord, ann, general } = await answering(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.editReply('Here it is');
    await interaction.followUp('And this');
  });
  const answer = await discord.people.command(ann, general, 'agenda edit');
  expect(answer).toMatchObject({ kind: 'deferred', message: { isThinking: true, content: '' } });
  expect(await discord.people.settled(answer)).toMatchObject({
    content: 'Here it is',
    isThinking: false,
  });
  await discord.people.waitForMessage(general, ann, ({ content }) => content === 'And this');
});

test('after a deferral the first follow-up takes the place of thinking', async () => {
  const { discord, ann, general } = await answering(async (interaction) => {
    if (!interaction.isChatInputCommand()) return;
    await interaction.deferReply();
    await interaction.followUp('Instead');
  });
  const answer = await discord.people.command(ann, general, 'agenda edit');
  expect(await discord.people.settled(answer)).toMatchObject({ content: 'Instead' });
  expect(discord.people.messages(general, ann)).toHaveLength(1);
});

test('a modal is filled in and sent, and its rules are kept', async () => {
  const { discord, ann, ben, general } = await answering(async (interaction) => {
    if (interaction.isChatInputCommand()) await interaction.showModal(itemModal());
    if (interaction.isModalSubmit()) {
      const lead = interaction.fields.getSelectedUsers('lead')?.first()?.username;
      await interaction.reply(`${interaction.fields.getTextInputValue('title')} by ${lead}`);
    }
  });
  const { people } = discord;
  const answer = await people.command(ann, general, 'agenda edit');
  expect(answer).toMatchObject({
    kind: 'modal',
    modal: {
      title: 'New item',
      fields: [
        { customId: 'title', label: 'Title', kind: 'short', isRequired: true, maxLength: 10 },
        { customId: 'lead', label: 'Lead', kind: 'users', isRequired: true },
      ],
    },
  });
  const submit = (values: Record<string, string | string[]>) =>
    people.submitModal(ann, answer.interactionId, values);
  await expect(submit({ lead: [ben] })).rejects.toThrow('"title" is required.');
  await expect(submit({ title: 'x'.repeat(11) })).rejects.toThrow('10 characters at most');
  await expect(submit({ title: 'Budget', lead: [] })).rejects.toThrow('Choose 1.');
  await expect(people.submitModal(ben, answer.interactionId, {})).rejects.toThrow(ClientRefusal);
  const done = await submit({ title: 'Budget', lead: [ben] });
  expect(done).toMatchObject({ kind: 'message', message: { content: 'Budget by ben' } });
});

function itemModal(): ModalBuilder {
  const title = new TextInputBuilder()
    .setCustomId('title')
    .setStyle(TextInputStyle.Short)
    .setMaxLength(10);
  const lead = new UserSelectMenuBuilder().setCustomId('lead').setRequired(true);
  return new ModalBuilder()
    .setCustomId('item')
    .setTitle('New item')
    .addLabelComponents(
      new LabelBuilder().setLabel('Title').setTextInputComponent(title),
      new LabelBuilder().setLabel('Lead').setUserSelectMenuComponent(lead),
    );
}

test('a button changes the message it belongs to', async () => {
  const { discord, bot, ann, ben, general } = await answering(async (interaction) => {
    if (!interaction.isButton()) return;
    await interaction.deferUpdate();
    await interaction.editReply({ content: `${interaction.user.username} is in`, components: [] });
  });
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('in').setLabel("I'm in").setStyle(ButtonStyle.Success),
    new ButtonBuilder()
      .setCustomId('off')
      .setLabel('Off')
      .setStyle(ButtonStyle.Danger)
      .setDisabled(true),
    new ButtonBuilder().setURL('https://example.org').setLabel('Read').setStyle(ButtonStyle.Link),
  );
  const channel = await bot.channels.fetch(general);
  if (!channel?.isSendable()) throw new Error('no channel');
  const { id } = await channel.send({ content: 'Coming?', components: [row] });
  const { people } = discord;
  await expect(people.pressButton(ben, id, 'off')).rejects.toThrow('This is switched off.');
  await expect(people.pressButton(ben, id, 'none')).rejects.toThrow('no component "none"');
  expect(await people.pressButton(ben, id, 'in')).toMatchObject({ kind: 'deferred-update' });
  await people.waitForMessage(general, ann, ({ content }) => content === 'ben is in');
});

test('autocompletion sends what was typed, and shows what the bot suggests', async () => {
  const { discord, ann, general } = await answering(async (interaction) => {
    if (interaction.isAutocomplete())
      await interaction.respond([{ name: `for ${interaction.options.getFocused()}`, value: '1' }]);
  });
  const { people } = discord;
  const answer = await people.autocomplete(ann, general, 'agenda edit', {
    option: 'item',
    typed: 'bu',
  });
  expect(answer).toMatchObject({ kind: 'choices', choices: [{ name: 'for bu', value: '1' }] });
  const other = people.autocomplete(ann, general, 'agenda add', { option: 'title', typed: 'b' });
  await expect(other).rejects.toThrow('suggests nothing');
});

test('a bot that keeps silent has not responded, and its late answer is refused', async () => {
  let token = '';
  const { discord, ann, general } = await answering(
    (interaction) => {
      if (interaction.isRepliable()) token = interaction.token;
    },
    { firstResponseMs: 50 },
  );
  const answer = await discord.people.command(ann, general, 'agenda edit');
  expect(answer).toMatchObject({ kind: 'no-response', text: 'The application did not respond' });
  const path = `/interactions/${answer.interactionId}/${token}/callback`;
  const late = await refused(discord, 'POST', path, { type: 4, data: { content: 'Late' } });
  expect(late).toEqual({ status: 404, code: 10062, issues: [] });
  expect(discord.people.interactions()).toMatchObject([
    { status: 'failed', label: '/agenda edit' },
  ]);
});

test('a second first answer is refused', async () => {
  const { discord, token, id } = await waitingInteraction();
  const path = `/interactions/${id}/${token}/callback`;
  expect(await refused(discord, 'POST', path, { type: 5 })).toMatchObject({ status: 204 });
  expect(await refused(discord, 'POST', path, { type: 5 })).toMatchObject({
    status: 400,
    code: 40060,
  });
});

test('a token is good for its time only, and thinking that never ended has failed', async () => {
  const { discord, token, id, ann, general } = await waitingInteraction({ tokenMs: 150 });
  await ask(discord, 'POST', `/interactions/${id}/${token}/callback`, { type: 5 });
  await discord.people.waitForMessage(general, ann, ({ hasFailed }) => hasFailed);
  const path = `/webhooks/${discord.applicationId}/${token}/messages/@original`;
  expect(await refused(discord, 'PATCH', path, { content: 'Late' })).toMatchObject({ code: 50027 });
});

const field = (extra: object = {}) => ({
  type: 18,
  label: 'Title',
  component: { type: 4, style: 1, custom_id: 'title', ...extra },
});
const modal = (extra: object = {}) => ({
  type: 9,
  data: { custom_id: 'item', title: 'New item', components: [field()], ...extra },
});

test.each<[string, object, string]>([
  ['a type that is none', { type: 3 }, 'type: BASE_TYPE_CHOICES'],
  ['an update where there is no message', { type: 7, data: {} }, 'type: BASE_TYPE_CHOICES'],
  ['suggestions to a command', { type: 8, data: { choices: [] } }, 'type: BASE_TYPE_CHOICES'],
  [
    'content in a deferral',
    { type: 5, data: { content: 'a' } },
    'data.content: SANDBOX_UNKNOWN_FIELD',
  ],
  [
    'content over 2000',
    { type: 4, data: { content: 'x'.repeat(2001) } },
    'data.content: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a modal of six fields',
    modal({ components: Array.from({ length: 6 }, (_, i) => field({ custom_id: `f${i}` })) }),
    'data.components: BASE_TYPE_BAD_LENGTH',
  ],
  ['a modal of none', modal({ components: [] }), 'data.components: BASE_TYPE_BAD_LENGTH'],
  ['a modal title over 45', modal({ title: 'x'.repeat(46) }), 'data.title: BASE_TYPE_BAD_LENGTH'],
  [
    'a modal label over 45',
    modal({ components: [{ ...field(), label: 'x'.repeat(46) }] }),
    'data.components.0.label: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a modal without custom id',
    modal({ custom_id: undefined }),
    'data.custom_id: BASE_TYPE_REQUIRED',
  ],
  [
    'two fields of one custom id',
    modal({ components: [field(), field()] }),
    'data.components.1.component.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a text input of no known style',
    modal({ components: [field({ style: 3 })] }),
    'data.components.0.component.style: BASE_TYPE_CHOICES',
  ],
  [
    'a value longer than its field',
    modal({ components: [field({ max_length: 2, value: 'abc' })] }),
    'data.components.0.component.value: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a placeholder over 100',
    modal({ components: [field({ placeholder: 'x'.repeat(101) })] }),
    'data.components.0.component.placeholder: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a button in a modal',
    modal({
      components: [{ type: 1, components: [{ type: 2, style: 1, label: 'a', custom_id: 'a' }] }],
    }),
    'data.components.0.components.0.type: UNION_TYPE_CHOICES',
  ],
])('%s is refused, and the interaction can still be answered', async (_name, body, issue) => {
  const { discord, token, id } = await waitingInteraction();
  const path = `/interactions/${id}/${token}/callback`;
  expect(await refused(discord, 'POST', path, body)).toEqual({
    status: 400,
    code: 50035,
    issues: [issue],
  });
  expect(await refused(discord, 'POST', path, { type: 4, data: {} })).toMatchObject({
    code: 50006,
  });
  const good = await refused(discord, 'POST', path, { type: 4, data: { content: 'Fine' } });
  expect(good.status).toBe(204);
});

/** An interaction that nobody has answered yet, without a library in between. */
async function waitingInteraction(options: Partial<DiscordOptions> = {}) {
  const { discord } = await aDiscord(options);
  await ask(discord, 'PUT', `/applications/${discord.applicationId}/commands`, [
    { name: 'agenda', description },
  ]);
  const [ann, general] = [discord.userId('ann'), discord.channelId('general')];
  void discord.people.command(ann, general, 'agenda');
  const [interaction] = discord.world.interactions.values();
  if (interaction === undefined) throw new Error('no interaction');
  return { discord, ann, general, id: interaction.id, token: interaction.token };
}

test('26 suggestions are refused', async () => {
  const { discord } = await aDiscord();
  const suggesting = { name: 'item', description, type: 3, autocomplete: true };
  const path = `/applications/${discord.applicationId}/commands`;
  await ask(discord, 'PUT', path, [{ name: 'agenda', description, options: [suggesting] }]);
  const [ann, general] = [discord.userId('ann'), discord.channelId('general')];
  const answer = discord.people.autocomplete(ann, general, 'agenda', { option: 'item', typed: '' });
  const [{ id, token } = { id: '', token: '' }] = discord.world.interactions.values();
  const choices = Array.from({ length: 26 }, (_, i) => ({ name: `${i}`, value: `${i}` }));
  const callback = `/interactions/${id}/${token}/callback`;
  expect(await refused(discord, 'POST', callback, { type: 8, data: { choices } })).toMatchObject({
    issues: ['data.choices: BASE_TYPE_MAX_LENGTH'],
  });
  await ask(discord, 'POST', callback, { type: 8, data: { choices: choices.slice(1) } });
  expect(await answer).toMatchObject({ kind: 'choices' });
});
