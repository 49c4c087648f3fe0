/** How many answers Convoke gives by mail, so that no mistake of anyone's becomes a flood. */
export const receiptPolicy = {
  /** To one address. */
  perAddressPerHour: 6,
  /** To all the addresses of one person together. */
  perPersonPerHour: 10,
  inAllPerHour: 200,
  /** Held messages that the chairs of a series are told of; the rest wait in the inbox. */
  heldNoticesPerHour: 12,
} as const;

export interface ReceiptCounts {
  toAddress: number;
  toPerson: number;
  inAll: number;
}

/** Why this answer is not given; nothing when it is. Counts are of the last hour. */
export function receiptRefusal(counts: ReceiptCounts): string | undefined {
  if (counts.toAddress >= receiptPolicy.perAddressPerHour) return 'too many answers to the address';
  if (counts.toPerson >= receiptPolicy.perPersonPerHour) return 'too many answers to the person';
  if (counts.inAll >= receiptPolicy.inAllPerHour) return 'too many answers in all';
  return undefined;
}
