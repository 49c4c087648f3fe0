import { Command, Option } from 'commander';
import { findSeries } from '../app/find-meeting.ts';
import type { App, Meetings, SeriesRecord, Tx } from '../app/ports.ts';
import { runCommand } from '../app/run-command.ts';
import { holderOf } from '../app/take-turns.ts';
import type { Command as AppCommand } from '../domain/command.ts';
import type { Role } from '../domain/sheet.ts';
import { zoneAt } from '../domain/schedule.ts';
import { UserError } from '../domain/user-error.ts';
import { formatInstant } from '../render/dates.ts';
import { printLine } from './print.ts';
import { withApp } from './with-app.ts';
import { seriesHelp } from './series-help.ts';

/** Who chairs and who writes: shown, passed on, exchanged. */
export function seriesTurnCommands(): Command[] {
  return [rotaCommand(), passCommand(), swapCommand()];
}

const roleOption = () =>
  new Option('--role <role>', 'which turn').choices(['chair', 'scribe']).default('chair');

function rotaCommand(): Command {
  return new Command('rota')
    .description('show whose turn it is in the coming meetings')
    .argument('<series>', seriesHelp)
    .action((name: string) =>
      withApp((app) => app.store.transaction((tx) => printRota(app, tx, name))),
    );
}

async function printRota(app: App, tx: Tx, name: string): Promise<void> {
  const series = await findSeries(tx, name);
  const turns = await tx.meetings.turns(series.id);
  for (const turn of turns.filter(({ startsAt }) => isAhead(startsAt, app.clock.now())))
    printLine(`${shown(series, turn.startsAt)}  ${holders(series, turn)}`);
}

function passCommand(): Command {
  return new Command('pass')
    .description('someone can’t take their next turn: whoever is next in line has it')
    .argument('<series>', seriesHelp)
    .argument('<person>', 'whose turn it is, by name')
    .addOption(roleOption())
    .action((name: string, person: string, { role }: { role: Role }) =>
      inTheNameOf(name, person, { name: 'pass', role }),
    );
}

function swapCommand(): Command {
  return new Command('swap')
    .description('two people exchange their next turns')
    .argument('<series>', seriesHelp)
    .argument('<person>', 'one of them, by name')
    .argument('<other>', 'the other')
    .addOption(roleOption())
    .action((name: string, person: string, other: string, { role }: { role: Role }) =>
      inTheNameOf(name, person, { name: 'swap', role, with: other }),
    );
}

function inTheNameOf(name: string, person: string, command: AppCommand): Promise<void> {
  return withApp((app) =>
    app.store.transaction(async (tx) => {
      await run(app, tx, { name, person, command });
      await printRota(app, tx, name);
    }),
  );
}

async function run(
  app: App,
  tx: Tx,
  { name, person, command }: { name: string; person: string; command: AppCommand },
) {
  const series = await findSeries(tx, name);
  const member = [...series.chairs, ...series.scribes].find(
    (place) => place.name.toLowerCase() === person.trim().toLowerCase(),
  );
  if (!member) throw new UserError(`${person} takes no turns in ${series.name}.`);
  const [meeting] = (await tx.meetings.ofSeries(series.id, app.clock.now())).filter(
    ({ status }) => status !== 'cancelled',
  );
  if (!meeting) throw new UserError(`${series.name} has no meeting to come.`);
  return runCommand(app, tx, {
    command,
    actor: { personId: member.personId, name: member.name, proof: 'operator' },
    meetingId: meeting.id,
  });
}

type Turn = Awaited<ReturnType<Meetings['turns']>>[number];

function holders({ chairs, scribes }: SeriesRecord, turn: Turn): string {
  const nameOf = (role: Role) =>
    [...chairs, ...scribes].find(({ personId }) => personId === holderOf(turn, role))?.name;
  const [chair, scribe] = [nameOf('chair'), nameOf('scribe')];
  return [
    ...(chair === undefined ? ['nobody chairs'] : [`${chair} chairs`]),
    ...(scribe === undefined ? [] : [`${scribe} takes the minutes`]),
  ].join(', ');
}

function isAhead(at: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(at, now) > 0;
}

function shown(series: SeriesRecord, at: Temporal.Instant): string {
  return formatInstant(at, zoneAt(series, at), 'full');
}
