import type { Command } from './command.ts';
import type { Item } from './item.ts';

/** What is known of the person who asks. */
export interface Standing {
  personId: string;
  isChair: boolean;
  isScribe: boolean;
}

/**
 * Why this person may not run this command; nothing when they may. Anyone proposes; one's own item may be changed by
 * oneself or the chair; minutes are taken by the chair or the scribe; the rest is the chair's.
 */
export function refusal(command: Command, who: Standing, item?: Item): string | undefined {
  switch (command.name) {
    case 'add':
    case 'list':
    case 'next':
    case 'stop':
    case 'resume':
    case 'help':
    case 'link':
    case 'verify':
    case 'zone':
      return undefined;
    case 'edit':
    case 'withdraw':
    case 'move':
    case 'defer':
      return who.isChair || item?.proposerId === who.personId
        ? undefined
        : `Only ${item?.proposer ?? 'its proposer'} or the chair may change #${command.item}.`;
    case 'restore':
      return who.isChair || mayRestore(who, item)
        ? undefined
        : `Only ${restorers(item)} may put that back.`;
    case 'present':
    case 'regrets':
    case 'coming':
      return command.people.length === 0 || who.isChair || who.isScribe
        ? undefined
        : 'Only the chair or the scribe may answer for others. Leave the names out to answer for yourself.';
    case 'note':
    case 'decision':
    case 'action':
    case 'topic':
      return who.isChair || who.isScribe
        ? undefined
        : 'Only the chair or the scribe takes minutes. Ask the chair to note it.';
    case 'swap':
    case 'pass':
      return who.isChair || who.isScribe
        ? undefined
        : 'Only those who take turns at chairing or writing can pass or swap one.';
    case 'accept':
    case 'decline':
    case 'confirm':
    case 'cancel':
    case 'reschedule':
    case 'skip':
    case 'start':
    case 'end':
    case 'draft':
    case 'settle':
      return who.isChair ? undefined : 'Only the chair may do that.';
  }
}

/** What the chair refused, or called off, only the chair takes up again. */
function mayRestore({ personId }: Standing, item: Item | undefined): boolean {
  return item !== undefined && item.status !== 'declined' && item.proposerId === personId;
}

function restorers(item: Item | undefined): string {
  return item && item.status !== 'declined'
    ? `${item.proposer ?? 'its proposer'} or the chair`
    : 'the chair';
}
