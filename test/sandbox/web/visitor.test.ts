import {
  ActionRowBuilder,
  ButtonBuilder,
  ButtonStyle,
  Client,
  GatewayIntentBits,
  LabelBuilder,
  MessageFlags,
  ModalBuilder,
  SlashCommandBuilder,
  TextInputBuilder,
  TextInputStyle,
  type Interaction,
} from 'discord.js';
import nodemailer from 'nodemailer';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { compose } from '../../../src/sandbox/mail-programs/mail-programs.ts';
import { toAnswer } from '../../../src/sandbox/web/mail-view.ts';
import { openBrowser, openPage } from '../../support/browser.ts';
import { openSandbox } from '../community.ts';

const agenda = new SlashCommandBuilder()
  .setName('agenda')
  .setDescription('The agenda')
  .addSubcommand((add) =>
    add
      .setName('add')
      .setDescription('Add an item')
      .addStringOption((title) => title.setName('title').setDescription('What it is about'))
      .addIntegerOption((minutes) => minutes.setName('minutes').setDescription('Time box')),
  )
  .addSubcommand((list) => list.setName('list').setDescription('Show the agenda'));

/** A small bot by the unmodified library, with one of everything that a page must be able to show. */
async function answer(interaction: Interaction): Promise<void> {
  if (interaction.isButton()) {
    await interaction.reply({ content: 'Noted, only for you.', flags: MessageFlags.Ephemeral });
  } else if (interaction.isModalSubmit()) {
    await interaction.reply(`From the form: **${interaction.fields.getTextInputValue('title')}**`);
  } else if (interaction.isChatInputCommand()) {
    const title = interaction.options.getString('title');
    const minutes = interaction.options.getInteger('minutes');
    if (title === null) {
      const input = new TextInputBuilder().setCustomId('title').setStyle(TextInputStyle.Short);
      const label = new LabelBuilder().setLabel('Title').setTextInputComponent(input);
      const modal = new ModalBuilder().setCustomId('add').setTitle('Add an item');
      await interaction.showModal(modal.addLabelComponents(label));
    } else {
      const coming = new ButtonBuilder().setCustomId('coming').setLabel("I'm coming");
      await interaction.reply({
        content: `Item **${title}**, ${minutes} min, at <t:1403622000:F> <img src=x onerror=alert(1)>`,
        components: [
          new ActionRowBuilder<ButtonBuilder>().addComponents(coming.setStyle(ButtonStyle.Success)),
        ],
      });
    }
  }
}

async function startBot(sandbox: Sandbox): Promise<Client> {
  const bot = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: { api: sandbox.discord.api },
  });
  bot.on('interactionCreate', (interaction) => void answer(interaction));
  const ready = new Promise((resolve) => bot.once('clientReady', resolve));
  await bot.login(sandbox.discord.token);
  await ready;
  await bot.application?.commands.set([agenda], sandbox.discord.guild.id);
  return bot;
}

async function sendCall(sandbox: Sandbox): Promise<void> {
  const transport = nodemailer.createTransport(sandbox.environment['SMTP_URL'] ?? '');
  await transport.sendMail({
    envelope: { from: 'agenda@convoke.example', to: ['board@lists.example'] },
    from: 'Convoke <agenda@convoke.example>',
    replyTo: 'ben@member.example',
    to: 'board@lists.example',
    subject: 'Call for agenda',
    date: new Date(sandbox.clock.now().epochMilliseconds),
    text: 'Items, please.',
    html: '<p>Items, <b>please</b>.</p><script>document.title = "broken"</script><img src="http://evil.example/x.png">',
  });
  transport.close();
}

const patient = { timeout: 20_000 };
let browser: Browser;
let sandbox: Sandbox;
let bot: Client;
let page: Page;
let problems: string[];

beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());
beforeEach(async () => {
  sandbox = await openSandbox();
  bot = await startBot(sandbox);
  await sendCall(sandbox);
  // Nothing is there to answer Convoke's own pages here; the frame says so on the console.
  ({ page, problems } = await openPage(browser, sandbox.url));
});
afterEach(async () => {
  await page.context().close();
  await bot.destroy();
  await sandbox.stop();
});

const mail = () => page.getByRole('region', { name: 'Mailing list' });
const chat = () => page.getByRole('region', { name: 'Discord' });

describe('a visitor', () => {
  it('reads the call and answers it, and the answer arrives', async () => {
    await mail()
      .getByRole('button', { name: /Call for agenda/u })
      .click();
    await expect.poll(() => page.frames().length, patient).toBeGreaterThan(2);
    const letter = mail().frameLocator('iframe[title="Message"]');
    await letter.getByText('please').waitFor();
    await mail().getByLabel('Your reply').fill('- Budget (10 min)');
    await mail().getByLabel('Mail program').selectOption({ label: 'Mutt' });
    await mail().getByRole('button', { name: 'Send reply' }).click();
    await mail().getByText('sent', { exact: true }).waitFor();
    await mail().getByLabel('Mailbox of').selectOption({ label: 'Ben Mail' });
    await mail()
      .getByRole('button', { name: /Call for agenda/u })
      .click();
    await mail().locator('pre').getByText('- Budget (10 min)').waitFor();
    await mail().getByRole('button', { name: 'Source' }).click();
    await mail().getByText('User-Agent: Mutt').waitFor();
  });

  it('sees what comes into an open thread, and keeps what is being written', async () => {
    await mail()
      .getByRole('button', { name: /Call for agenda/u })
      .click();
    await mail().getByLabel('Your reply').fill('half a sentence');
    const [stored] = sandbox.list.mailboxes.get('ben')!.messages;
    const late = compose({
      program: 'gmail',
      letter: {
        author: { name: 'Ben Mail', address: 'ben@member.example' },
        text: 'I come late.',
        at: sandbox.clock.now(),
        zone: 'Europe/London',
        answers: await toAnswer(stored!),
      },
      all: true,
    });
    await sandbox.list.send('ben', late);
    await mail().locator('summary').filter({ hasText: 'Ben Mail' }).waitFor();
    await mail()
      .frameLocator('iframe[title="Message"]')
      .last()
      .getByText('I come late.')
      .first()
      .waitFor();
    expect(await mail().getByLabel('Your reply').inputValue()).toBe('half a sentence');
  });

  it('writes to the list', async () => {
    await mail().getByRole('button', { name: 'New mail' }).click();
    await mail().getByLabel('Subject').fill('Tea');
    await mail().getByLabel('Text').fill('At four?');
    await mail().getByRole('button', { name: 'Send', exact: true }).click();
    await mail()
      .getByRole('button', { name: /\[Board\] Tea/u })
      .waitFor();
    expect(sandbox.list.submissions.at(-1)?.to).toEqual(['board@lists.example']);
  });

  it('uses a command with the keyboard alone, and presses what the bot offers', async () => {
    const words = chat().getByRole('combobox', { name: 'Message' });
    await words.focus();
    await page.keyboard.type('/ag');
    await chat()
      .getByRole('option', { name: /\/agenda add/u })
      .waitFor();
    await page.keyboard.press('Enter');
    await chat().getByLabel('title').waitFor();
    await page.keyboard.type('ARM update');
    await page.keyboard.press('Tab');
    await page.keyboard.type('15');
    await page.keyboard.press('Enter');
    const article = chat().getByRole('article').filter({ hasText: 'ARM update' });
    await article.getByText('Tuesday, 24 June 2014, 16:00').waitFor();
    expect(await article.textContent()).toContain('15 min');
    expect(await article.textContent()).toContain('<img src=x onerror=alert(1)>');
    expect(await article.textContent()).toContain('Ada Both used /agenda add');
    await article.getByRole('button', { name: "I'm coming" }).click();
    await chat().getByText('Noted, only for you.').waitFor();
    await chat().getByLabel('Act as').selectOption({ label: 'Cleo Chat' });
    await expect.poll(() => chat().getByText('Noted, only for you.').count(), patient).toBe(0);
    expect(await article.count()).toBe(1);
  });

  it('fills in the form that a command opens', async () => {
    await chat().getByRole('combobox', { name: 'Message' }).fill('/agenda add');
    await chat()
      .getByRole('option', { name: /\/agenda add/u })
      .waitFor();
    await page.keyboard.press('Enter');
    await chat().getByRole('button', { name: 'Run' }).click();
    const dialog = page.getByRole('dialog', { name: 'Add an item' });
    await dialog.getByLabel('Title').fill('Blog posts');
    await dialog.getByRole('button', { name: 'Submit' }).click();
    await chat().getByText('From the form: Blog posts').waitFor();
    expect(await dialog.count()).toBe(0);
  });

  it('says plain words in a channel, as whoever', async () => {
    await chat().getByLabel('Act as').selectOption({ label: 'Cleo Chat' });
    await chat().getByRole('button', { name: '# general' }).click();
    await chat().getByRole('combobox', { name: 'Message' }).fill('**Hello** <@1>');
    await page.keyboard.press('Enter');
    const article = chat().getByRole('article', { name: /Cleo Chat/u });
    await article.locator('strong', { hasText: 'Hello' }).waitFor();
    const general = sandbox.discord.channelId('general');
    const [said] = sandbox.discord.people.messages(general, sandbox.accounts.get('ada')!);
    expect(said?.content).toBe('**Hello** <@1>');
  });

  it('moves the clock', async () => {
    const clock = page.getByRole('region', { name: 'Clock' });
    await clock.getByText('08:30').waitFor();
    await clock.getByText('07:30 UTC').waitFor();
    await clock.getByRole('button', { name: 'Run to' }).click();
    await clock.getByText('Tuesday, 24 June 2014').waitFor();
    await clock.getByText('08:00 UTC').waitFor();
    await clock.getByRole('button', { name: 'Play' }).click();
    await clock.getByRole('button', { name: 'Pause' }).click();
    await clock.getByRole('button', { name: 'Play' }).waitFor();
    expect(sandbox.clock.state().speed).toBeUndefined();
  });

  it('finds everything on a phone too', async () => {
    const phone = await openPage(browser, sandbox.url, { width: 390, height: 844 });
    const width = () => phone.page.evaluate('document.documentElement.scrollWidth');
    for (const [tab, region] of [
      ['Channel', 'Discord'],
      ['Meeting', 'Clock'],
      ['Mail', 'Mailing list'],
    ] as const) {
      await phone.page.getByRole('button', { name: tab, exact: true }).click();
      await phone.page.getByRole('region', { name: region }).waitFor();
      expect(await width()).toBe(390);
    }
    await phone.page.context().close();
  });
});

describe('the page', () => {
  it('runs nothing that came by mail, and fetches nothing from elsewhere', async () => {
    await mail()
      .getByRole('button', { name: /Call for agenda/u })
      .click();
    await mail().frameLocator('iframe[title="Message"]').getByText('please').waitFor();
    expect(await page.title()).toBe('Board in the sandbox');
    const beyond = problems.filter((problem) => problem.startsWith('http'));
    expect(beyond).toEqual([]);
    expect(problems.filter((problem) => /Error:/u.test(problem))).toEqual([]);
  });
});
