import type { Command } from './command.ts';
import type { Item } from './item.ts';
import type { Standing } from './permission.ts';

/** How sure it is that a person is who they say, from the weakest to the strongest. */
export const proofs = [
  'none',
  'call',
  'list',
  'sealed',
  'signed',
  'token',
  'discord',
  'operator',
] as const;

export type Proof = (typeof proofs)[number];

/** What each proof rests on, worded for docs/mail.md. */
export const proofWords: Record<Proof, string> = {
  none: 'nothing but what the message says of itself',
  call: 'it came to the reply address of a call, which those who got the call know, and nothing contradicts its sender',
  list: 'it came by the path of the series’ own list: its List-Id, and the list’s signature or its envelope sender',
  sealed:
    'an ARC seal of a server named in `ARC_SEALERS`, which says that the author’s domain was authenticated when the message came there',
  signed:
    'a DKIM signature of the domain of the sender’s address, or one that DMARC counts as such, no older than three days',
  token:
    'it came to the reply address that Convoke gave to this person alone, from an address of theirs',
  discord: 'Discord says which account it is',
  operator: 'the shell of the machine that Convoke runs on',
};

/** What a command does, as far as proof goes. */
export type Deed =
  | 'ask'
  | 'propose'
  | 'change-own'
  | 'answer-for-oneself'
  | 'stop'
  | 'decide'
  | 'answer-for-others'
  | 'take-turns'
  | 'hold-the-meeting'
  | 'link';

interface ProofRule {
  /** What is done, in the words of a mail. */
  what: string;
  who: string;
  needs: Proof;
  otherwise: string;
}

/** The written table: which command needs which proof. */
export const proofTable: Record<Deed, ProofRule> = {
  ask: { what: '`help`, `list`', who: 'anyone', needs: 'none', otherwise: '' },
  propose: {
    what: 'items',
    who: 'anyone',
    needs: 'call',
    otherwise: 'held for the chair',
  },
  'change-own': {
    what: '`edit`, `withdraw`, `restore`, `move`, `defer`, a time box or a lead for one’s own item',
    who: 'its proposer',
    needs: 'call',
    otherwise: 'held for the chair',
  },
  'answer-for-oneself': {
    what: '`regrets`, `present`, `coming`',
    who: 'anyone',
    needs: 'call',
    otherwise: 'held for the chair',
  },
  stop: { what: '`stop`, `resume`', who: 'anyone', needs: 'call', otherwise: 'held for the chair' },
  decide: {
    what: 'the same for another’s item; `accept`, `decline`, `confirm`, `cancel the call: …`, `move the call to …`, `skip: …`, `restore the call`; an answer about a held message',
    who: 'the chair',
    needs: 'signed',
    otherwise: 'held, and the answer says how to prove it',
  },
  'answer-for-others': {
    what: '`regrets: NAME`, `present: NAME`',
    who: 'the chair or the scribe',
    needs: 'signed',
    otherwise: 'held, and the answer says how to prove it',
  },
  'take-turns': {
    what: 'passing or swapping a turn as chair or scribe',
    who: 'those in the rota',
    needs: 'signed',
    otherwise: 'held, and the answer says how to prove it',
  },
  'hold-the-meeting': {
    what: 'opening and ending the meeting, its topics and minutes',
    who: 'the chair; minutes also the scribe',
    needs: 'discord',
    otherwise: 'not by mail',
  },
  link: {
    what: '`/me link`, `/me confirm`',
    who: 'anyone',
    needs: 'discord',
    otherwise: 'not by mail',
  },
};

/** Whether this proof is enough for that deed. */
export function isProven(proof: Proof, deed: Deed): boolean {
  return isAtLeast(proof, proofTable[deed].needs);
}

export function isAtLeast(proof: Proof, needed: Proof): boolean {
  return proofs.indexOf(proof) >= proofs.indexOf(needed);
}

/** What a command does when this person gives it. */
export function deedOf(
  command: Command,
  who: Standing,
  item?: Pick<Item, 'proposerId'> & { status?: Item['status'] },
): Deed {
  switch (command.name) {
    case 'list':
    case 'next':
    case 'help':
      return 'ask';
    case 'add':
      return 'propose';
    case 'edit':
    case 'withdraw':
    case 'move':
    case 'defer':
      return item?.proposerId === who.personId ? 'change-own' : 'decide';
    case 'restore':
      // What the chair refused the chair takes up again, be it the chair's own.
      return item?.proposerId === who.personId && item.status !== 'declined'
        ? 'change-own'
        : 'decide';
    case 'present':
    case 'regrets':
    case 'coming':
      return command.people.length === 0 ? 'answer-for-oneself' : 'answer-for-others';
    case 'zone':
      return 'answer-for-oneself';
    case 'stop':
    case 'resume':
      return 'stop';
    case 'accept':
    case 'decline':
    case 'confirm':
    case 'cancel':
    case 'reschedule':
    case 'skip':
    case 'settle':
      return 'decide';
    case 'swap':
    case 'pass':
      return 'take-turns';
    case 'start':
    case 'topic':
    case 'end':
    case 'note':
    case 'decision':
    case 'action':
    case 'draft':
      return 'hold-the-meeting';
    case 'link':
    case 'verify':
      return 'link';
  }
}

/** What to do instead, for a person whose mail doesn't prove enough. */
export function howToProve(deed: Deed): string {
  switch (proofTable[deed].needs) {
    case 'none':
    case 'call':
    case 'list':
    case 'sealed':
      return 'Nothing shows that it is you who wrote this. Reply to the call itself, or write to the list, from the address you use there.';
    case 'signed':
    case 'token':
      return 'This needs proof that it is you. Say it once more in a reply to this mail, which went to your address alone; or by a command in Discord.';
    case 'discord':
    case 'operator':
      return 'This can’t be done by mail. Use the command in Discord.';
  }
}
