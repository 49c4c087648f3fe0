import type { ChatCommand, ChatGroup } from './chat-command.ts';
import { agendaAccept } from './commands/agenda-accept.ts';
import { agendaAdd } from './commands/agenda-add.ts';
import { agendaDecline } from './commands/agenda-decline.ts';
import { agendaDefer } from './commands/agenda-defer.ts';
import { agendaEdit } from './commands/agenda-edit.ts';
import { agendaHelp } from './commands/agenda-help.ts';
import { agendaList } from './commands/agenda-list.ts';
import { agendaMove } from './commands/agenda-move.ts';
import { agendaRestore } from './commands/agenda-restore.ts';
import { agendaWithdraw } from './commands/agenda-withdraw.ts';
import { meConfirm } from './commands/me-confirm.ts';
import { meLink } from './commands/me-link.ts';
import { meZone } from './commands/me-zone.ts';
import { meetingCancel } from './commands/meeting-cancel.ts';
import { meetingComing } from './commands/meeting-coming.ts';
import { meetingConfirm } from './commands/meeting-confirm.ts';
import { meetingEnd } from './commands/meeting-end.ts';
import { meetingNext } from './commands/meeting-next.ts';
import { meetingPass } from './commands/meeting-pass.ts';
import { meetingRegrets } from './commands/meeting-regrets.ts';
import { meetingReschedule } from './commands/meeting-reschedule.ts';
import { meetingRestore } from './commands/meeting-restore.ts';
import { meetingSkip } from './commands/meeting-skip.ts';
import { meetingStart } from './commands/meeting-start.ts';
import { meetingSwap } from './commands/meeting-swap.ts';
import { meetingTopic } from './commands/meeting-topic.ts';
import { minutesAction } from './commands/minutes-action.ts';
import { minutesDecision } from './commands/minutes-decision.ts';
import { minutesDraft } from './commands/minutes-draft.ts';
import { minutesNote } from './commands/minutes-note.ts';
import { minutesPresent } from './commands/minutes-present.ts';

/** Every slash command, in the order in which Discord lists them. */
export const chatCommands: readonly ChatCommand[] = [
  agendaAdd,
  agendaList,
  agendaEdit,
  agendaWithdraw,
  agendaRestore,
  agendaMove,
  agendaDefer,
  agendaAccept,
  agendaDecline,
  agendaHelp,
  meetingNext,
  meetingComing,
  meetingRegrets,
  meetingConfirm,
  meetingStart,
  meetingTopic,
  meetingEnd,
  meetingReschedule,
  meetingSkip,
  meetingCancel,
  meetingRestore,
  meetingPass,
  meetingSwap,
  minutesNote,
  minutesDecision,
  minutesAction,
  minutesPresent,
  minutesDraft,
  meLink,
  meZone,
  meConfirm,
];

export const chatGroups: Record<ChatGroup, string> = {
  agenda: 'What the next call is about: propose, read, change.',
  meeting: 'The call itself: when it is, whether it is on, what is being talked about.',
  me: 'You: your mail address and this account.',
  minutes: 'What is kept of the call: notes, decisions, promises, who was there.',
};

export function chatCommandAt(path: readonly string[]): ChatCommand | undefined {
  return chatCommands.find((command) => command.path.join(' ') === path.join(' '));
}
