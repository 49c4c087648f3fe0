import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openDatabase } from '../adapters/postgres/open-database.ts';
import { createSeries } from '../app/manage-series.ts';
import type { App } from '../app/ports.ts';
import { showMeeting } from '../app/show.ts';
import { readConfig } from '../config.ts';
import { UserError } from '../domain/user-error.ts';
import { makeLog } from '../logger.ts';
import { startService } from '../main.ts';
import { agendaJson, agendaMarkdown } from '../render/agenda.ts';
import { minutesJson, minutesMarkdown } from '../render/minutes.ts';
import { portsFrom } from '../sandbox/ports.ts';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { beginning, cast, channelName, list, seriesSlug, zone } from '../sandbox/story/cast.ts';
import { leaveBehind } from '../sandbox/story/leave-behind.ts';
import { Stage, type Operator } from '../sandbox/story/stage.ts';
import { playStory } from '../sandbox/story/story.ts';
import { ExitError } from './exit-error.ts';
import { printAnswer, printLine } from './print.ts';
import { stopSignal } from './stop-signal.ts';

export interface DemoOptions {
  exit?: true;
  port: string;
  data: string;
}

/** Plays the story over a sandbox and a service of its own, and cleans up after both. */
export async function runDemo({ exit, port, data }: DemoOptions): Promise<void> {
  const stopped = stopSignal();
  const ending: (() => Promise<void>)[] = [];
  try {
    const stage = await raiseCurtain({
      port: readPort(port),
      data,
      paceMs: exit ? 0 : 500,
      ending,
    });
    const played = playStory(stage).catch((error: unknown) => {
      stage.check(
        'the story went on to its end',
        false,
        error instanceof Error ? error.message : String(error),
      );
    });
    const isOver = await Promise.race([played.then(() => true), stopped.then(() => false)]);
    if (!isOver) return;
    await tellEnd(stage);
    if (!exit) {
      printLine('\nThe sandbox stays up: play any role on the page. Ctrl-C ends it.');
      await stopped;
    } else if (stage.failures > 0) throw new ExitError(1);
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

async function tellEnd(stage: Stage): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'convoke-demo-'));
  await leaveBehind(stage, folder, 'agenda@convoke.example');
  const passed = stage.checks - stage.failures;
  printLine(
    `\n${passed} of ${stage.checks} checks passed. The mails, agenda.md and minutes.md are in ${folder}`,
  );
}

async function raiseCurtain({
  port,
  data,
  paceMs,
  ending,
}: {
  port: number;
  data: string;
  paceMs: number;
  ending: (() => Promise<void>)[];
}): Promise<Stage> {
  const log = makeLog('warn');
  const sandbox = await startSandbox({
    start: Temporal.PlainDateTime.from(beginning).toZonedDateTime(zone).toInstant(),
    zone,
    members: [...cast],
    list,
    publicPath: `/${seriesSlug}/now`,
    guild: { name: 'MirageOS', channels: [{ name: channelName }] },
    ports: portsFrom(port),
  });
  ending.push(() => sandbox.stop());
  const database = await openDatabase({ dataDir: data, log });
  ending.push(() => database.stop());
  const url = await freshDatabase(database.url);
  const config = readConfig({ ...sandbox.environment, DATABASE_URL: url, DATA_DIR: data });
  const service = await startService(config, { clock: sandbox.clock, log });
  ending.push(() => service.stop());
  printLine(`The page: ${sandbox.url}   (Convoke's own pages: ${service.publicUrl})`);
  return makeStage(sandbox, operatorOf(service.app), paceMs);
}

function makeStage(
  { clock, list: mailingList, discord }: Sandbox,
  operator: Operator,
  paceMs: number,
): Stage {
  return new Stage({
    clock,
    list: mailingList,
    discord,
    operator,
    tell: (line) => printAnswer(line, zone),
    paceMs,
  });
}

/** The shell's commands, at the sandbox's time. */
function operatorOf(app: App): Operator {
  const sheet = (date: string) => showMeeting(app, { series: seriesSlug, date, wanted: 'agenda' });
  return {
    createSeries: async (input) => {
      await createSeries(app, input);
    },
    agenda: async (date) => agendaJson(await sheet(date)),
    agendaMarkdown: async (date) => agendaMarkdown(await sheet(date)),
    minutes: async (date) => minutesJson(await sheet(date)),
    minutesMarkdown: async (date) => minutesMarkdown(await sheet(date), 'published'),
  };
}

/** Every performance begins with an empty database. */
async function freshDatabase(url: string): Promise<string> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query('drop database if exists demo with (force)');
  await client.query('create database demo');
  await client.end();
  const fresh = new URL(url);
  fresh.pathname = '/demo';
  return fresh.href;
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1024 || port > 65_530)
    throw new UserError('--port takes a number from 1024 to 65530.');
  return port;
}
