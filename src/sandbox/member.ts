/** Somebody whom a visitor can play: by mail, on Discord, or both. */
export interface SandboxMember {
  /** Short, unique, fit for an address: `amir`. */
  id: string;
  name: string;
  /** Where this member reads mail. */
  mail?: string;
  /** False for somebody who has an address but isn't on the list. */
  subscribed?: boolean;
  /** This member's Discord account. */
  discord?: SandboxAccount;
}

export interface SandboxAccount {
  userName: string;
  /** Names of the roles the member has on the server. */
  roles?: string[];
}
