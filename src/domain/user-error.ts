/** A person's mistake. The message is shown to that person as it stands and says what to do instead. */
export class UserError extends Error {
  override readonly name = 'UserError';
}
