import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeries } from '../../src/app/manage-series.ts';
import { readConfig } from '../../src/config.ts';
import { startService, type Service } from '../../src/main.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import { createTestDatabase, type TestDatabase } from '../support/database.ts';
import { recordingLog } from '../support/recording-log.ts';
import { openSandbox } from './community.ts';

let database: TestDatabase;
let sandbox: Sandbox;
let service: Service;
let browser: Browser;
let page: Page;
let problems: string[];
const log = recordingLog();

beforeAll(async () => {
  [database, sandbox, browser] = await Promise.all([
    createTestDatabase(),
    openSandbox(),
    openBrowser(),
  ]);
  const config = readConfig({ ...sandbox.environment, DATABASE_URL: database.url });
  service = await startService(config, { clock: sandbox.clock, log });
  await createSeries(service.app, {
    slug: 'board',
    name: 'Board call',
    community: { slug: 'board', name: 'The Board', discordGuildId: sandbox.discord.guild.id },
    rrule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    start: '2014-06-10T16:00',
    zone: 'Europe/London',
    durationMinutes: '60',
    listAddress: 'board@lists.example',
    discordChannelId: sandbox.discord.channelId('calls'),
    chairs: [`Ada Both <ada@member.example> discord:${sandbox.accounts.get('ada')}`],
    policy: {},
  });
  ({ page, problems } = await openPage(browser, sandbox.url));
});
afterAll(async () => {
  await browser?.close();
  await service?.stop();
  await sandbox?.stop();
  await database?.drop();
});

const mail = () => page.getByRole('region', { name: 'Mailing list' });
const chat = () => page.getByRole('region', { name: 'Discord' });
const clock = () => page.getByRole('region', { name: 'Clock' });
const meeting = () => page.frameLocator('iframe[title="Convoke\'s public page"]');

const patient = { timeout: 20_000 };

/** A frame is replaced while it is looked at, so whoever waits looks anew each time. */
function countOf(what: Locator): () => Promise<number> {
  return () => what.count();
}

async function command(name: string, options: Record<string, string> = {}): Promise<void> {
  await chat().getByRole('combobox', { name: 'Message' }).fill(`/${name}`);
  await chat()
    .getByRole('option', { name: new RegExp(`^/${name}`, 'u') })
    .click();
  for (const [option, text] of Object.entries(options))
    await chat().getByRole('form').getByLabel(option).fill(text);
  await chat().getByRole('button', { name: 'Run' }).click();
}

describe('the whole loop, as a visitor of the page sees it', () => {
  it('brings the call to the list and the channel when its time comes', async () => {
    await clock().getByText('Next step').first().waitFor();
    await expect.poll(countOf(clock().getByText(/Monday, 23 June 2014, 09:00/u)), patient).toBe(1);
    await clock().getByRole('button', { name: 'Next step' }).click();
    await clock().getByText('09:00', { exact: true }).waitFor();
    await mail()
      .getByRole('button', { name: /Board call/u })
      .first()
      .waitFor();
    await chat()
      .getByRole('article', { name: /Convoke/u })
      .first()
      .waitFor();
    expect(sandbox.clock.now().toString()).toBe('2014-06-23T08:00:00Z');
  });

  it('takes an item from the chat and one from a reply, and shows both in the agenda', async () => {
    await command('agenda add', { title: 'Budget from the chat', minutes: '10' });
    await chat()
      .getByText(/added #1/iu)
      .waitFor();

    await mail().getByLabel('Mailbox of').selectOption({ label: 'Ben Mail' });
    await mail()
      .getByRole('button', { name: /Board call/u })
      .first()
      .click();
    await mail().getByLabel('Your reply').fill('- Garden from the mail (15 min)');
    await mail().getByLabel('Mail program').selectOption({ label: 'Outlook (desktop)' });
    await mail().getByRole('button', { name: 'Send reply' }).click();
    await mail().getByText('sent', { exact: true }).waitFor();

    await expect
      .poll(countOf(meeting().getByText('Garden from the mail')), patient)
      .toBeGreaterThan(0);
    await expect
      .poll(countOf(meeting().getByText('Budget from the chat')), patient)
      .toBeGreaterThan(0);
    await command('agenda list');
    const answer = chat().getByRole('article').filter({ hasText: 'Garden from the mail' });
    await expect
      .poll(countOf(answer.filter({ hasText: 'Budget from the chat' })), patient)
      .toBeGreaterThan(0);
  });

  it('confirms on Tuesday with both, and lets the chair run the call', async () => {
    await clock().getByRole('button', { name: 'Run to' }).click();
    await clock().getByText('Tuesday, 24 June 2014').first().waitFor();
    await mail().getByRole('button', { name: 'All threads' }).click();
    await mail()
      .getByRole('button', { name: /Board call/u })
      .first()
      .click();
    const letter = mail().frameLocator('iframe[title="Message"]').last();
    await letter.getByText('Garden from the mail').first().waitFor();
    await clock().getByLabel('Run to this time').fill('2014-06-24T16:00');
    await clock().getByRole('button', { name: 'Run to' }).click();
    await clock().getByText('16:00', { exact: true }).waitFor();
    await chat().getByLabel('Act as').selectOption({ label: 'Ada Both' });
    await command('meeting topic', { item: '1' });
    await command('minutes note', { text: 'The money is fine' });
    await expect
      .poll(countOf(meeting().getByText('The money is fine')), patient)
      .toBeGreaterThan(0);
  });

  it('goes without an error on the page, at Discord or in the log', () => {
    expect(problems).toEqual([]);
    expect(sandbox.discord.problems).toEqual([]);
    expect(log.entries.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
