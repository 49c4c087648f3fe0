import type { Command, CommandName } from '../domain/command.ts';
import type { Item } from '../domain/item.ts';
import { refusal } from '../domain/permission.ts';
import { deedOf, isProven } from '../domain/proof.ts';
import { UserError } from '../domain/user-error.ts';
import type { CommandHandler } from './command-handler.ts';
import { acceptItem } from './commands/accept-item.ts';
import { addItems } from './commands/add-items.ts';
import { cancelMeeting } from './commands/cancel-meeting.ts';
import { confirmNow } from './commands/confirm-now.ts';
import { declineItem } from './commands/decline-item.ts';
import { deferItem } from './commands/defer-item.ts';
import { draftMinutes } from './commands/draft-minutes.ts';
import { editItem } from './commands/edit-item.ts';
import { endMeeting } from './commands/end-meeting.ts';
import { linkAddress } from './commands/link-address.ts';
import { listItems } from './commands/list-items.ts';
import { markComing } from './commands/mark-coming.ts';
import { markPresent } from './commands/mark-present.ts';
import { markRegrets } from './commands/mark-regrets.ts';
import { moveItem } from './commands/move-item.ts';
import { openTopic } from './commands/open-topic.ts';
import { passTurn } from './commands/pass-turn.ts';
import { rescheduleMeeting } from './commands/reschedule-meeting.ts';
import { settleHeld } from './commands/settle-held.ts';
import { showHelp } from './commands/show-help.ts';
import { showNext } from './commands/show-next.ts';
import { skipMeeting } from './commands/skip-meeting.ts';
import { startMeeting } from './commands/start-meeting.ts';
import { stopMail } from './commands/stop-mail.ts';
import { swapTurn } from './commands/swap-turn.ts';
import { takeAction } from './commands/take-action.ts';
import { takeDecision, takeNote } from './commands/take-note.ts';
import { restoreItem } from './commands/restore-item.ts';
import { resumeMail } from './commands/resume-mail.ts';
import { setZone } from './commands/set-zone.ts';
import { verifyCode } from './commands/verify-code.ts';
import { withdrawItem } from './commands/withdraw-item.ts';
import { itemByNumber, loadMeeting, type CommandContext, type MeetingContext } from './context.ts';
import { NotProven } from './not-proven.ts';
import type { Answer, App, Request, Tx } from './ports.ts';

const handlers: { [N in CommandName]: CommandHandler<N> } = {
  add: addItems,
  list: listItems,
  edit: editItem,
  withdraw: withdrawItem,
  restore: restoreItem,
  move: moveItem,
  defer: deferItem,
  accept: acceptItem,
  decline: declineItem,
  next: showNext,
  confirm: confirmNow,
  cancel: cancelMeeting,
  reschedule: rescheduleMeeting,
  skip: skipMeeting,
  swap: swapTurn,
  pass: passTurn,
  start: startMeeting,
  topic: openTopic,
  end: endMeeting,
  note: takeNote,
  decision: takeDecision,
  action: takeAction,
  present: markPresent,
  regrets: markRegrets,
  coming: markComing,
  draft: draftMinutes,
  settle: settleHeld,
  link: linkAddress,
  verify: verifyCode,
  zone: setZone,
  stop: stopMail,
  resume: resumeMail,
  help: showHelp,
};

/** Runs one command in a transaction of the caller's. A person's mistake is thrown as a UserError; nothing is then done. */
export async function runCommand(app: App, tx: Tx, request: Request): Promise<Answer> {
  return runIn(await loadMeeting(app, tx, request.meetingId), request);
}

/** As `runCommand`, in a meeting that this transaction has locked and loaded. */
export async function runIn(
  meeting: MeetingContext,
  { command, actor, inboxId }: Omit<Request, 'meetingId'>,
): Promise<Answer> {
  const { app, tx } = meeting;
  const context: CommandContext = {
    ...meeting,
    actor,
    ...(inboxId === undefined ? {} : { inboxId }),
    run: (other) => runCommand(app, tx, other),
  };
  const item =
    'item' in command && command.item !== undefined
      ? itemByNumber(context.sheet, command.item)
      : undefined;
  if (actor.proof !== 'operator') assertAllowed(context, command, item);
  // The registry's type ties each handler to its command; the compiler can't follow that through an index.
  const handler = handlers[command.name] as (
    context: CommandContext,
    command: Command,
  ) => Promise<Answer>;
  return handler(context, command);
}

/** Throws a UserError when this person may not do it, a NotProven when it is not sure enough that it is they. */
function assertAllowed(context: CommandContext, command: Command, item: Item | undefined): void {
  const who = standing(context);
  const refused = refusal(command, who, item);
  if (refused !== undefined) throw new UserError(refused);
  const deed = deedOf(command, who, item);
  if (!isProven(context.actor.proof, deed)) throw new NotProven(deed);
}

function standing({ actor, series }: CommandContext): Parameters<typeof refusal>[1] {
  const isIn = (rota: { personId: string }[]) =>
    rota.some(({ personId }) => personId === actor.personId);
  return { personId: actor.personId, isChair: isIn(series.chairs), isScribe: isIn(series.scribes) };
}
