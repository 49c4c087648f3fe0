import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, it, vi } from 'vitest';
import { isConfigured, loadConfig, readConfig, settingNames } from '../src/config.ts';

it('has a default for everything, and nothing to do', () => {
  const config = readConfig({});
  expect(config).toEqual({ dataDir: './data', logLevel: 'info' });
  expect(isConfigured(config)).toBe(false);
});

it('takes an empty setting for one that is not set', () => {
  expect(readConfig({ DISCORD_TOKEN: '', LOG_LEVEL: '  ' })).toEqual(readConfig({}));
});

it('reads a mail server from its URL', () => {
  const config = readConfig({
    MAIL_ADDRESS: 'agenda@example.org',
    SMTP_URL: 'smtp://agenda%40example.org:p%40ss@mail.example.org',
    IMAP_URL: 'imaps://agenda:secret@mail.example.org:1993',
    IMAP_AFTER: 'move:Done and dusted',
    LMTP_PORT: '8024',
    MAIL_MAX_BYTES: '500 kB',
  });
  expect(config.mail).toEqual({
    address: 'agenda@example.org',
    name: 'Convoke',
    maxBytes: 500_000,
    smtp: {
      host: 'mail.example.org',
      port: 587,
      secure: false,
      tls: 'verify',
      user: 'agenda@example.org',
      pass: 'p@ss',
    },
    imap: {
      server: {
        host: 'mail.example.org',
        port: 1993,
        secure: true,
        tls: 'verify',
        user: 'agenda',
        pass: 'secret',
      },
      mailbox: 'INBOX',
      after: { kind: 'move', folder: 'Done and dusted' },
    },
    lmtp: { host: '127.0.0.1', port: 8024 },
  });
  expect(isConfigured(config)).toBe(true);
});

it('trusts any certificate of a server on this machine, unless told otherwise', () => {
  expect(tlsOf({ SMTP_URL: 'smtp://127.0.0.1:2525' })).toBe('any');
  expect(tlsOf({ SMTP_URL: 'smtps://localhost' })).toBe('any');
  expect(tlsOf({ SMTP_URL: 'smtp://127.0.0.1:2525', SMTP_TLS: 'off' })).toBe('off');
});

it('serves pages only when a port is set', () => {
  expect(readConfig({ HTTP_HOST: '0.0.0.0' }).web).toBeUndefined();
  expect(
    readConfig({ HTTP_PORT: '8080', FRAME_ANCESTORS: "'self' https://example.org" }).web,
  ).toEqual({
    host: '127.0.0.1',
    port: 8080,
    frameAncestors: ["'self'", 'https://example.org'],
  });
});

it('names every wrong setting at once with what is expected, and shows no value', () => {
  const env = {
    DATABASE_URL: 'mysql://hidden',
    MAIL_MAX_BYTES: 'hidden',
    SMTP_URL: 'smtp://user:hidden@/',
    SMTP_TLS: 'hidden',
    IMAP_URL: 'imaps://mail.example.org',
    IMAP_AFTER: 'hidden',
    LMTP_PORT: '70000',
    DKIM_DOMAIN: 'example.org',
    DISCORD_TOKEN: 'hidden hidden',
    HTTP_PORT: 'hidden',
    PUBLIC_URL: 'hidden',
    FRAME_ANCESTORS: 'https://example.org; script-src hidden',
    LOG_LEVEL: 'hidden',
  };
  const message = messageOf(() => readConfig(env));
  for (const name of Object.keys(env).filter((known) => known !== 'DKIM_DOMAIN'))
    expect(message).toContain(`  ${name}: expected`);
  expect(message).toContain('MAIL_ADDRESS: is needed too, because SMTP_URL is set');
  expect(message).toContain('DKIM_SELECTOR: is needed too, because DKIM_DOMAIN is set');
  expect(message).not.toContain('hidden');
});

it('keeps the example file and the settings in agreement', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const named = [...example.matchAll(/^# ([A-Z][A-Z_]+)=/gmu)].map(([, name]) => name);
  expect(new Set(named)).toEqual(new Set(settingNames));
  expect(named).toHaveLength(settingNames.length);
  // Every example, taken out of its comment, is a setting that Convoke accepts.
  const uncommented = example.replaceAll(/^# (?=[A-Z][A-Z_]+=)/gmu, '');
  const config = readConfig(parseEnv(uncommented));
  expect(config.mail?.address).toBe('agenda@example.org');
  expect(parseEnv(example)).toEqual({});
});

it('shows the true default of each setting that has one in the example file', () => {
  const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
  const shown = parseEnv(example.replaceAll(/^# (?=[A-Z][A-Z_]+=)/gmu, ''));
  const { LOG_LEVEL, DATA_DIR, MAIL_NAME, MAIL_MAX_BYTES, IMAP_MAILBOX, IMAP_AFTER } = shown;
  const given = { MAIL_ADDRESS: 'a@example.org', IMAP_URL: 'imaps://u:p@example.org' };
  const defaults = { LOG_LEVEL, DATA_DIR, MAIL_NAME, MAIL_MAX_BYTES, IMAP_MAILBOX, IMAP_AFTER };
  expect(readConfig({ ...given, ...defaults })).toEqual(readConfig(given));
});

it('lets the environment win over the file .env', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'convoke-config-'));
  try {
    const file = join(folder, '.env');
    await writeFile(file, 'MAIL_ADDRESS=from-file@example.org\nMAIL_NAME=From file\n');
    vi.stubEnv('MAIL_NAME', 'From environment');
    expect(loadConfig(file).mail).toMatchObject({
      address: 'from-file@example.org',
      name: 'From environment',
    });
    expect(loadConfig(join(folder, 'absent')).mail).toBeUndefined();
  } finally {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  }
});

function tlsOf(env: Record<string, string>): string | undefined {
  return readConfig({ MAIL_ADDRESS: 'a@example.org', ...env }).mail?.smtp?.tls;
}

function messageOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof Error) return error.message;
  }
  throw new Error('it was accepted');
}
