import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const program = '/usr/sbin/dovecot';

/** Whether Debian's dovecot-imapd and dovecot-lmtpd are there. A build machine must have them. */
export const hasDovecot = existsSync(program) && existsSync('/usr/lib/dovecot/lmtp');
if (!hasDovecot) {
  const text = 'Dovecot is not installed (dovecot-imapd, dovecot-lmtpd): its tests are left out';
  if (process.env['CI']) throw new Error(text);
  console.warn(text);
}

export interface Dovecot {
  imapPort: number;
  lmtpPort: number;
  user: string;
  pass: string;
  /** Ends it as a crash would, and starts it anew on the same mail. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** A real Dovecot on 127.0.0.1 with one mailbox, run without privileges; root lends it those of `nobody`. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = await mkdtemp(join(tmpdir(), 'convoke-dovecot-'));
  const owner = ownerOf();
  const [imapPort, lmtpPort] = [await freePort(), await freePort()];
  const config = join(folder, 'dovecot.conf');
  for (const name of ['run', 'state', 'mail']) await mkdir(join(folder, name));
  await writeFile(config, configuration({ folder, imapPort, lmtpPort, ...owner }));
  await writeFile(join(folder, 'users'), 'agenda:{PLAIN}secret:::::\n');
  await chmod(folder, 0o755);
  for (const name of ['', 'run', 'state', 'mail', 'users', 'dovecot.conf'])
    chownSync(join(folder, name), owner.uid, owner.gid);
  let end = await run(config, imapPort, owner);
  return {
    imapPort,
    lmtpPort,
    user: 'agenda',
    pass: 'secret',
    async restart() {
      await end();
      end = await run(config, imapPort, owner);
    },
    async stop() {
      await end();
      await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
    },
  };
}

interface Owner {
  name: string;
  group: string;
  uid: number;
  gid: number;
}

function ownerOf(): Owner {
  const who = process.getuid?.() === 0 ? 'nobody' : String(process.getuid?.());
  const id = (flag: string) => execFileSync('id', [flag, who], { encoding: 'utf8' }).trim();
  return { name: id('-un'), group: id('-gn'), uid: Number(id('-u')), gid: Number(id('-g')) };
}

async function run(
  config: string,
  port: number,
  { uid, gid }: Owner,
): Promise<() => Promise<void>> {
  const child = spawn(program, ['-F', '-c', config], {
    uid,
    gid,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += String(chunk)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const end = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`Dovecot didn't start: ${errors}`);
    if (await answers(port)) return end;
    await pause(50);
  }
  await end();
  throw new Error(`Dovecot didn't answer on port ${port}: ${errors}`);
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('data', () => socket.destroy() && resolve(true));
    socket.once('error', () => resolve(false));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function configuration(given: {
  folder: string;
  imapPort: number;
  lmtpPort: number;
  name: string;
  group: string;
  uid: number;
  gid: number;
}): string {
  const { folder, imapPort, lmtpPort, name, group, uid, gid } = given;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/state/dovecot.log
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = ${name}
default_internal_group = ${group}
default_login_user = ${name}
first_valid_uid = 1
first_valid_gid = 1
mail_uid = ${uid}
mail_gid = ${gid}
mail_home = ${folder}/mail/%n
mail_location = maildir:~/Maildir
recipient_delimiter = +
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%n ${folder}/users
}
userdb {
  driver = static
  args = uid=${uid} gid=${gid} home=${folder}/mail/%n
}
namespace inbox {
  inbox = yes
  separator = /
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${imapPort}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    port = ${lmtpPort}
  }
}
service anvil {
  chroot =
  # Without this each wrong password slows down every later login.
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service stats {
  chroot =
}
`;
}
