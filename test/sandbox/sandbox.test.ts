import nodemailer from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { freePorts } from '../../src/sandbox/ports.ts';
import type { PostEvent } from '../../src/sandbox/sandbox.ts';
import { openSandbox } from './community.ts';

describe('startSandbox', () => {
  it('gives Convoke a configuration that it can read', async () => {
    const sandbox = await openSandbox();
    try {
      const config = readConfig(sandbox.environment);
      expect(config.mail).toMatchObject({ address: 'agenda@convoke.example' });
      expect(config.mail?.smtp).toMatchObject({ host: '127.0.0.1', tls: 'off' });
      expect(config.discord?.apiUrl).toBe(sandbox.discord.api);
      expect(config.web?.frameAncestors).toContain(sandbox.url);
    } finally {
      await sandbox.stop();
    }
  });

  it('tells of each mail and each post once', async () => {
    const sandbox = await openSandbox();
    try {
      const posts: PostEvent[] = [];
      const mails: string[] = [];
      sandbox.onPost((post) => posts.push(post));
      sandbox.onMail((mail) => mails.push(`${mail.kind}: ${mail.subject}`));
      const cleo = sandbox.accounts.get('cleo')!;
      const said = sandbox.discord.people.say(cleo, sandbox.discord.channelId('calls'), 'Hello');
      sandbox.discord.people.rewrite(cleo, said.id, 'Hello again');
      const transport = nodemailer.createTransport(sandbox.environment['SMTP_URL'] ?? '');
      await transport.sendMail({
        from: 'ben@member.example',
        to: 'ada@member.example',
        subject: 'Tea?',
        text: 'At four.',
      });
      transport.close();
      expect(posts.map(({ channel, message }) => `#${channel} ${message.content}`)).toEqual([
        '#calls Hello',
      ]);
      expect(mails).toEqual(['personal: Tea?']);
    } finally {
      await sandbox.stop();
    }
  });

  it('says which port is taken, and leaves nothing running', async () => {
    const ports = await freePorts();
    const first = await openSandbox({ ports });
    await expect(openSandbox({ ports })).rejects.toThrow(
      new RegExp(`Port ${ports.page} .* is taken.*--port`, 'u'),
    );
    await first.stop();
    const again = await openSandbox({ ports });
    await again.stop();
  });
});
