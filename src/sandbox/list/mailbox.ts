/** One message as it lies in a mailbox, raw. */
export interface StoredMessage {
  /** Unique within the mailbox. */
  id: string;
  folder: 'inbox' | 'sent';
  raw: Buffer;
  storedAt: Temporal.Instant;
}

const maxMessages = 2_000;

/** What one member's mail account holds. The oldest go when it is full. */
export class Mailbox {
  readonly address: string;
  readonly messages: StoredMessage[] = [];
  readonly #onAdd: () => void;
  #count = 0;

  constructor(address: string, onAdd: () => void = () => undefined) {
    this.address = address;
    this.#onAdd = onAdd;
  }

  add(folder: StoredMessage['folder'], raw: Buffer, storedAt: Temporal.Instant): StoredMessage {
    this.#count += 1;
    const message = { id: String(this.#count), folder, raw, storedAt };
    this.messages.push(message);
    if (this.messages.length > maxMessages) this.messages.shift();
    this.#onAdd();
    return message;
  }

  find(id: string): StoredMessage | undefined {
    return this.messages.find((message) => message.id === id);
  }
}
