import type { App } from './ports.ts';

export interface CursorPosition {
  uidValidity: bigint;
  lastUid: number;
}

/** How far each mailbox has been read, kept in the database. */
export function mailboxCursor(app: App): {
  get(mailbox: string): Promise<CursorPosition | undefined>;
  set(mailbox: string, position: CursorPosition): Promise<void>;
} {
  return {
    get: (mailbox) => app.store.transaction((tx) => tx.cursors.get(mailbox)),
    set: (mailbox, position) =>
      app.store.transaction((tx) => tx.cursors.set(mailbox, position, app.clock.now())),
  };
}
