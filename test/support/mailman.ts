import { freePort, makeHome, runServer, type Home } from './mail-servers-process.ts';

/** Where Debian's mailman3 has what starts all of Mailman. */
export const mailmanProgram = '/usr/lib/mailman3/bin/master';

export interface Mailman {
  createList(name: string, settings?: ListSettings): Promise<void>;
  changeList(name: string, settings: ListSettings): Promise<void>;
  /** Unconfirmed: Mailman writes to the address and asks whether it is meant. */
  subscribe(
    name: string,
    member: { address: string; name: string; unconfirmed?: true },
  ): Promise<void>;
  /** What waits for a moderator. */
  held(name: string): Promise<{ id: number; subject: string }[]>;
  accept(name: string, id: number): Promise<void>;
  members(name: string): Promise<string[]>;
  stop(): Promise<void>;
}

/** Settings of a list, as Mailman's REST interface names them. */
export type ListSettings = Record<string, string | boolean | number>;

/** A list as many communities have theirs: answers go to the list, the author's address is rewritten for DMARC's sake. */
const usual: ListSettings = {
  reply_goes_to_list: 'point_to_list',
  dmarc_mitigate_action: 'munge_from',
  dmarc_mitigate_unconditionally: true,
  default_member_action: 'defer',
  default_nonmember_action: 'accept',
  send_welcome_message: false,
  archive_policy: 'never',
};

/** A real Mailman 3 on 127.0.0.1 with a database of its own, its lists under lists.example.org. */
export async function startMailman(ports: { lmtp: number; smtp: number }): Promise<Mailman> {
  const home = await makeHome('convoke-mailman-');
  const restPort = await freePort();
  for (const name of ['etc', 'log', 'lock']) await home.makeFolder(name);
  await home.write('gunicorn.cfg', '[gunicorn]\ngraceful_timeout = 1\n');
  const config = await home.write('etc/mailman.cfg', configuration(home, { ...ports, restPort }));
  const server = await runServer([mailmanProgram, '-C', config], {
    home,
    ports: [restPort, ports.lmtp],
  });
  const call = caller(`http://127.0.0.1:${restPort}/3.1`);
  const idOf = (name: string) => `${name}.lists.example.org`;
  const changeList = async (name: string, settings: ListSettings) => {
    await call('PATCH', `/lists/${idOf(name)}/config`, settings);
  };
  await call('POST', '/domains', { mail_host: 'lists.example.org' });
  return {
    changeList,
    async createList(name, settings = {}) {
      await call('POST', '/lists', { fqdn_listname: `${name}@lists.example.org` });
      await changeList(name, { ...usual, ...settings });
    },
    async subscribe(name, { address, name: display_name, unconfirmed }) {
      await call('POST', '/members', {
        list_id: idOf(name),
        subscriber: address,
        display_name,
        pre_verified: unconfirmed !== true,
        pre_confirmed: unconfirmed !== true,
        pre_approved: true,
      });
    },
    async held(name) {
      const { entries = [] } = await call('GET', `/lists/${idOf(name)}/held`);
      return entries.map(({ request_id: id = 0, subject = '' }) => ({ id, subject }));
    },
    async accept(name, id) {
      await call('POST', `/lists/${idOf(name)}/held/${id}`, { action: 'accept' });
    },
    async members(name) {
      const { entries = [] } = await call('GET', `/lists/${idOf(name)}/roster/member`);
      return entries.map(({ email = '' }) => email);
    },
    stop: async () => {
      await server.stop();
      await home.remove();
    },
  };
}

interface RestAnswer {
  entries?: { request_id?: number; subject?: string; email?: string }[];
}

function caller(base: string) {
  const authorization = `Basic ${Buffer.from('rest:rest').toString('base64')}`;
  return async (method: string, path: string, body?: object): Promise<RestAnswer> => {
    const response = await fetch(`${base}${path}`, {
      method,
      // Mailman refuses the type of a body that isn't there.
      headers: { authorization, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`Mailman: ${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : (JSON.parse(text) as RestAnswer);
  };
}

/** Those of Mailman's programs that a list needs look for work ten times a second; the others would cost seconds. */
const runners = {
  busy: ['in', 'pipeline', 'out', 'virgin'],
  off: ['archive', 'bounces', 'command', 'digest', 'nntp', 'retry', 'task'],
};

function configuration(
  { folder }: Home,
  { lmtp, smtp, restPort }: { lmtp: number; smtp: number; restPort: number },
): string {
  return `
[mailman]
site_owner: postmaster@member.test
layout: test

[paths.test]
var_dir: ${folder}
bin_dir: /usr/lib/mailman3/bin
queue_dir: ${folder}/queue
list_data_dir: ${folder}/lists
log_dir: ${folder}/log
lock_dir: ${folder}/lock
data_dir: ${folder}/data
cache_dir: ${folder}/cache
etc_dir: ${folder}/etc
ext_dir: ${folder}/ext
messages_dir: ${folder}/messages
archive_dir: ${folder}/archives
template_dir: ${folder}/templates
pid_file: ${folder}/master.pid
lock_file: ${folder}/lock/master.lck

[database]
class: mailman.database.sqlite.SQLiteDatabase
url: sqlite:///${folder}/mailman.db

[mta]
incoming: mailman.mta.null.NullMTA
outgoing: mailman.mta.deliver.deliver
smtp_host: 127.0.0.1
smtp_port: ${smtp}
lmtp_host: 127.0.0.1
lmtp_port: ${lmtp}

[webservice]
hostname: 127.0.0.1
port: ${restPort}
admin_user: rest
admin_pass: rest
workers: 1
configuration: ${folder}/gunicorn.cfg

[dmarc]
org_domain_data_url: file:///usr/lib/python3/dist-packages/mailman/rules/data/public_suffix_list.dat
resolver_timeout: 1s
resolver_lifetime: 1s

[logging.root]
path: mailman.log

${runners.busy.map((name) => `[runner.${name}]\nsleep_time: 0.1s\n`).join('\n')}
${runners.off.map((name) => `[runner.${name}]\nstart: no\n`).join('\n')}`;
}
