/** A text fit for the log: without the addresses that mail servers like to repeat in their answers. */
export function withoutAddresses(text: string): string {
  return text.replace(/[^\s<>"'(),:;]+@[^\s<>"'(),:;]+/gu, '[address]');
}
