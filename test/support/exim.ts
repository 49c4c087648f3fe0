import { copyFile, rm } from 'node:fs/promises';
import { chownSync } from 'node:fs';
import { join } from 'node:path';
import { makeHome, runServer, type Home } from './mail-servers-process.ts';

/** Where Debian has it; the suite runs a copy, because the original is set-uid root. */
export const eximProgram = '/usr/sbin/exim4';

export interface Exim {
  smtpPort: number;
  /** Gives an address at member.test a mailbox. */
  addMember(localPart: string): Promise<void>;
  /** From then on mail to it bounces. */
  removeMember(localPart: string): Promise<void>;
  /** The folder of a member's Maildir. */
  mailboxOf(localPart: string): string;
  stop(): Promise<void>;
}

interface Ports {
  smtp: number;
  /** By LMTP: Mailman for the lists, Dovecot for agenda@example.org, Convoke for agenda@node.example.org. */
  mailman: number;
  dovecot: number;
  convoke: number;
}

/**
 * A real Exim that serves a small world: the lists, Convoke's two addresses, and members' mailboxes, which it delivers
 * to itself. An address of which it knows nothing is accepted first and bounces then, as behind many a relay.
 */
export async function startExim(ports: Ports): Promise<Exim> {
  const home = await makeHome('convoke-exim-');
  const program = join(home.folder, 'exim');
  await copyFile(eximProgram, program);
  chownSync(program, home.owner.uid, home.owner.gid);
  for (const name of ['spool', 'log', 'mailboxes']) await home.makeFolder(name);
  const config = await home.write('exim.conf', configuration(home, ports));
  const server = await runServer([program, '-C', config, '-bdf', '-q1s'], {
    home,
    ports: [ports.smtp],
  });
  const mailboxOf = (localPart: string) => join(home.folder, 'mailboxes', localPart);
  return {
    smtpPort: ports.smtp,
    mailboxOf,
    addMember: async (localPart) => void (await home.makeFolder(join('mailboxes', localPart))),
    removeMember: (localPart) => rm(mailboxOf(localPart), { recursive: true, force: true }),
    stop: async () => {
      await server.stop();
      await home.remove();
    },
  };
}

function configuration(home: Home, ports: Ports): string {
  return [main(home, ports), routers(home), transports(home, ports)].join('\n');
}

function main({ folder, owner }: Home, { smtp }: Ports): string {
  return `
exim_user = ${owner.name}
exim_group = ${owner.group}
never_users =
deliver_drop_privilege = true
exim_path = ${folder}/exim
spool_directory = ${folder}/spool
log_file_path = ${folder}/log/%slog
primary_hostname = mx.example.org
keep_environment =
tls_advertise_hosts =
daemon_smtp_ports = ${smtp}
local_interfaces = 127.0.0.1
host_lookup =
rfc1413_query_timeout = 0s
acl_smtp_rcpt = take
acl_smtp_data = take

begin acl
take:
  accept

begin retry
* * F,1h,1s
`;
}

/** A responder answers all but responders, itself among them: two that would talk to each other are not our matter. */
function routers({ folder }: Home): string {
  return `
begin routers
lists:
  driver = manualroute
  domains = lists.example.org
  transport = to_mailman
  route_list = * 127.0.0.1
  self = send

convoke:
  driver = manualroute
  domains = node.example.org
  transport = to_convoke
  route_list = * 127.0.0.1
  self = send

agenda:
  driver = manualroute
  domains = example.org
  local_parts = agenda
  local_part_suffix = +*
  local_part_suffix_optional
  transport = to_dovecot
  route_list = * 127.0.0.1
  self = send

responder:
  driver = accept
  domains = member.test
  local_parts = away : mute : rude
  condition = \${if match{$h_from:}{(?i)out of office}{no}{yes}}
  transport = answer
  unseen

members:
  driver = accept
  domains = member.test
  local_parts = dsearch,filter=subdir;${folder}/mailboxes
  transport = to_mailbox

`;
}

/**
 * To Dovecot one recipient a transaction, or the plus address is lost from Delivered-To. Exim marks a responder's answer
 * as one and sends it with a null return path; a mute one's isn't marked, a rude one's looks in all like a person's.
 */
function transports({ folder, owner }: Home, { mailman, dovecot, convoke }: Ports): string {
  const lmtp = (port: number) => `
  driver = smtp
  protocol = lmtp
  port = ${port}
  allow_localhost
  hosts_try_fastopen =
  rcpt_include_affixes
  max_rcpt = 1
  headers_remove = <; \${if match{$h_from:}{(?i)(mute|rude)@}{auto-submitted}}
  return_path = \${if match{$h_from:}{(?i)rude@}{rude@member.test}{$return_path}}
`;
  return `
begin transports
to_mailman:${lmtp(mailman)}
to_dovecot:${lmtp(dovecot)}
to_convoke:${lmtp(convoke)}
to_mailbox:
  driver = appendfile
  directory = ${folder}/mailboxes/$local_part_data
  maildir_format
  user = ${owner.name}
  delivery_date_add
  envelope_to_add
  return_path_add

answer:
  driver = autoreply
  user = ${owner.name}
  from = Out of Office <$local_part@member.test>
  to = \${if def:h_reply-to:{$h_reply-to:}{$h_from:}}
  subject = Re: $h_subject:
  text = I am away until Monday and read no mail.
`;
}
