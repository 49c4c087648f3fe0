import {
  ActionRowBuilder,
  ApplicationCommandOptionType,
  AttachmentBuilder,
  ButtonBuilder,
  ButtonStyle,
  ChannelType,
  type Client,
  ContainerBuilder,
  EmbedBuilder,
  Events,
  GuildScheduledEventEntityType,
  GuildScheduledEventPrivacyLevel,
  GuildScheduledEventStatus,
  type Interaction,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  StringSelectMenuBuilder,
  type TextChannel,
  TextDisplayBuilder,
  TextInputBuilder,
  TextInputStyle,
} from 'discord.js';
import { expect, test } from 'vitest';
import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';
import { createChecker, hasSpecification } from './openapi.ts';
import { aBot, aDiscord } from './support.ts';

test("what discord.js asks is served, and agrees with Discord's specification where that is at hand", async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const bot = await aBot(discord);
  answerEverything(bot);
  await useCommands(bot, discord);
  await useMessages(bot, discord);
  await useThreads(bot, discord);
  await useScheduledEvents(bot, discord);
  await lookAround(bot, discord);
  await interact(discord);
  const check = hasSpecification ? createChecker() : () => [];
  expect(discord.log.flatMap(check)).toEqual([]);
  expect(
    discord.problems.map(({ method, path, response }) => ({ method, path, response })),
  ).toEqual([]);
  const routes = new Set(
    discord.log.map(
      ({ method, path }) => `${method} ${path.replaceAll(/\/\d{17,}|\/[\w-]{40,}/gu, '/…')}`,
    ),
  );
  expect(routes.size).toBeGreaterThan(50);
}, 60_000);

const description = 'For the test';

async function useCommands(bot: Client<true>, discord: SandboxDiscord): Promise<void> {
  const { commands } = bot.application;
  const option = { name: 'title', description, type: ApplicationCommandOptionType.String } as const;
  await commands.set([
    {
      name: 'agenda',
      description,
      options: [
        {
          name: 'add',
          description,
          type: ApplicationCommandOptionType.Subcommand,
          options: [
            { ...option, required: true, maxLength: 300 },
            {
              name: 'minutes',
              description,
              type: ApplicationCommandOptionType.Integer,
              minValue: 1,
            },
          ],
        },
        {
          name: 'edit',
          description,
          type: ApplicationCommandOptionType.Subcommand,
          options: [{ ...option, autocomplete: true }],
        },
      ],
    },
    { name: 'defer', description },
    { name: 'ask', description, defaultMemberPermissions: '8192' },
  ]);
  await commands.set(
    [
      { name: 'here', description },
      { name: 'Make an item', type: 3 },
    ],
    discord.guild.id,
  );
  await commands.fetch({ withLocalizations: true });
  const one = await commands.create({ name: 'extra', description });
  await one.edit({ description: 'Changed' });
  await commands.fetch(one.id);
  await one.delete();
}

async function useMessages(bot: Client<true>, discord: SandboxDiscord): Promise<void> {
  const channel = (await bot.channels.fetch(discord.channelId('general'))) as TextChannel;
  const row = new ActionRowBuilder<ButtonBuilder>().addComponents(
    new ButtonBuilder().setCustomId('yes').setLabel('Yes').setStyle(ButtonStyle.Primary),
    new ButtonBuilder().setURL('https://example.org/').setLabel('Read').setStyle(ButtonStyle.Link),
  );
  const message = await channel.send({
    content: 'The call is on',
    embeds: [new EmbedBuilder().setTitle('Agenda').addFields({ name: 'One', value: 'Two' })],
    components: [row],
    nonce: 'call-1',
    enforceNonce: true,
    allowedMentions: { parse: [] },
  });
  await message.edit({ content: 'The call is on, really' });
  await message.reply('Yes');
  await message.react('👍');
  await message.reactions.cache.first()?.users.fetch();
  await message.reactions.cache.first()?.users.remove(bot.user);
  await message.reactions.removeAll();
  await message.pin();
  await channel.messages.fetchPins();
  await message.unpin();
  await channel.messages.fetch({ limit: 10 });
  await channel.messages.fetch(message.id);
  await channel.sendTyping();
  const text = Buffer.from('# Agenda');
  await channel.send({ files: [new AttachmentBuilder(text, { name: 'agenda.md', description })] });
  const card = new ContainerBuilder().addTextDisplayComponents(
    new TextDisplayBuilder().setContent('## Agenda'),
  );
  const v2 = await channel.send({ components: [card], flags: MessageFlags.IsComponentsV2 });
  await v2.delete();
  await channel.bulkDelete([await channel.send('a'), await channel.send('b')]);
  const person = await bot.users.fetch(discord.userId('ben'), { force: true });
  await person.send('A quiet word');
}

async function useThreads(bot: Client<true>, discord: SandboxDiscord): Promise<void> {
  const channel = (await bot.channels.fetch(discord.channelId('general'))) as TextChannel;
  const starter = await channel.send('Agenda of 24 June');
  const thread = await starter.startThread({ name: 'Call of 24 June', autoArchiveDuration: 1440 });
  await thread.send('Notes go here');
  await thread.setName('The call of 24 June');
  await thread.members.add(discord.userId('ann'));
  await thread.members.fetch();
  await thread.members.remove(discord.userId('ann'));
  await thread.setArchived(true);
  await channel.threads.fetchActive();
  await channel.threads.fetchArchived();
  const alone = await channel.threads.create({ name: 'Alone', type: ChannelType.PublicThread });
  await alone.delete();
}

async function useScheduledEvents(bot: Client<true>, discord: SandboxDiscord): Promise<void> {
  const { scheduledEvents } = await bot.guilds.fetch(discord.guild.id);
  const event = await scheduledEvents.create({
    name: 'Fortnightly call',
    scheduledStartTime: '2025-06-24T15:00:00Z',
    privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
    entityType: GuildScheduledEventEntityType.Voice,
    channel: discord.channelId('Call'),
    recurrenceRule: { startAt: '2025-06-24T15:00:00Z', frequency: 2, interval: 2, byWeekday: [1] },
  });
  await event.edit({ description: 'With an agenda' });
  discord.people.markInterested(discord.userId('ann'), event.id, true);
  await event.fetchSubscribers({ withMember: true });
  await scheduledEvents.fetch({ withUserCount: true });
  await event.setStatus(GuildScheduledEventStatus.Active);
  const elsewhere = await scheduledEvents.create({
    name: 'Elsewhere',
    scheduledStartTime: '2025-06-25T15:00:00Z',
    scheduledEndTime: '2025-06-25T16:00:00Z',
    privacyLevel: GuildScheduledEventPrivacyLevel.GuildOnly,
    entityType: GuildScheduledEventEntityType.External,
    entityMetadata: { location: 'A field' },
  });
  await elsewhere.delete();
}

async function lookAround(bot: Client<true>, discord: SandboxDiscord): Promise<void> {
  const guild = await bot.guilds.fetch({ guild: discord.guild.id, force: true });
  await guild.members.fetch();
  await guild.members.fetch({ user: discord.userId('ann'), force: true });
  await guild.members.list({ limit: 10 });
  await guild.members.search({ query: 'be' });
  await guild.roles.fetch();
  await guild.channels.fetch();
  await bot.application.fetch();
  await bot.guilds.fetch();
  discord.people.joinVoice(discord.userId('ann'), discord.channelId('Call'));
  await guild.voiceStates.fetch(discord.userId('ann'), { force: true });
  await (await guild.channels.fetch(discord.channelId('general')))?.fetch(true);
}

function answerEverything(bot: Client<true>): void {
  const row = new ActionRowBuilder<StringSelectMenuBuilder>().addComponents(
    new StringSelectMenuBuilder().setCustomId('pick').addOptions({ label: 'One', value: '1' }),
  );
  bot.on(Events.InteractionCreate, (interaction) => void answerOne(interaction, row));
}

async function answerOne(
  interaction: Interaction,
  row: ActionRowBuilder<StringSelectMenuBuilder>,
): Promise<void> {
  if (interaction.isAutocomplete()) await interaction.respond([{ name: 'One', value: '1' }]);
  else if (interaction.isModalSubmit())
    await interaction.reply({
      content: interaction.fields.getTextInputValue('title'),
      withResponse: true,
    });
  else if (interaction.isStringSelectMenu())
    await interaction.update({ content: 'Picked', components: [] });
  else if (interaction.isChatInputCommand() && interaction.commandName === 'defer') {
    await interaction.deferReply({ flags: MessageFlags.Ephemeral, withResponse: true });
    await interaction.editReply('Done');
    await interaction.followUp({ content: 'And more', flags: MessageFlags.Ephemeral });
    await interaction.fetchReply();
    await interaction.deleteReply();
  } else if (interaction.isChatInputCommand() && interaction.commandName === 'ask') {
    await interaction.showModal(askForItem());
  } else if (interaction.isChatInputCommand() || interaction.isMessageContextMenuCommand()) {
    await interaction.reply({ content: 'Choose', components: [row] });
  }
}

function askForItem(): ModalBuilder {
  const title = new TextInputBuilder().setCustomId('title').setStyle(TextInputStyle.Short);
  return new ModalBuilder()
    .setCustomId('item')
    .setTitle('New item')
    .addLabelComponents(new LabelBuilder().setLabel('Title').setTextInputComponent(title));
}

async function interact(discord: SandboxDiscord): Promise<void> {
  const { people } = discord;
  const [ann, general] = [discord.userId('ann'), discord.channelId('general')];
  const chosen = await people.command(ann, general, 'agenda add', { title: 'Budget', minutes: 10 });
  if (!('message' in chosen)) throw new Error('no message came');
  await people.select(ann, chosen.message.id, 'pick', ['1']);
  await people.autocomplete(ann, general, 'agenda edit', { option: 'title', typed: 'b' });
  const deferred = await people.command(ann, general, 'defer');
  await people.waitFor(() =>
    people
      .messages(general, ann)
      .some((each) => 'message' in deferred && each.id === deferred.message.id)
      ? undefined
      : true,
  );
  const asked = await people.command(ann, general, 'ask');
  await people.submitModal(ann, asked.interactionId, { title: 'Budget' });
  const said = people.say(ann, general, 'We should talk about the budget');
  await people.menuCommand(ann, general, 'Make an item', said.id);
}
