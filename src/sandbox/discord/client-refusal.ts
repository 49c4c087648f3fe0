/** What a person's own Discord client wouldn't let them do. The message is worded as for that person. */
export class ClientRefusal extends Error {
  override readonly name = 'ClientRefusal';
}
