/** One field that Discord would refuse. */
export interface FormIssue {
  path: readonly (string | number)[];
  code: string;
  message: string;
}

/** A refusal in Discord's own shape; whatever serves HTTP turns it into the response. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly code: number;
  readonly issues: readonly FormIssue[];

  constructor(answer: { status: number; code: number; message: string; issues?: FormIssue[] }) {
    super(answer.message);
    this.status = answer.status;
    this.code = answer.code;
    this.issues = answer.issues ?? [];
  }

  get body(): { message: string; code: number; errors?: object } {
    const plain = { message: this.message, code: this.code };
    return this.issues.length === 0 ? plain : { ...plain, errors: nestIssues(this.issues) };
  }
}

/** Discord's numbers and words, https://discord.com/developers/docs/topics/opcodes-and-status-codes#json */
const refusals = {
  notFound: [404, 0, '404: Not Found'],
  unauthorized: [401, 0, '401: Unauthorized'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownRole: [404, 10011, 'Unknown Role'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownEmoji: [400, 10014, 'Unknown Emoji'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownVoiceState: [404, 10065, 'Unknown Voice State'],
  unknownScheduledEvent: [404, 10070, 'Unknown Guild Scheduled Event'],
  tooManyPins: [400, 30003, 'Maximum number of pins reached (250)'],
  tooManyReactions: [400, 30010, 'Maximum number of reactions reached (20)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  tooManyCommandCreates: [
    400,
    30034,
    'Max number of daily application command creates has been reached (200)',
  ],
  tooManyScheduledEvents: [
    400,
    30038,
    'Maximum number of uncompleted guild scheduled events reached (100)',
  ],
  tooLarge: [413, 40005, 'Request entity too large'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  notInDirectMessages: [403, 50003, 'Cannot execute action on a DM channel'],
  notYourMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  cannotMessageUser: [403, 50007, 'Cannot send messages to this user'],
  notATextChannel: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  deleteCount: [
    400,
    50016,
    'Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete',
  ],
  systemMessage: [403, 50021, 'Cannot execute action on a system message'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidWebhookToken: [401, 50027, 'Invalid Webhook Token'],
  invalidRecipients: [400, 50033, 'Invalid Recipient(s)'],
  invalidForm: [400, 50035, 'Invalid Form Body'],
  invalidApiVersion: [400, 50041, 'Invalid API version'],
  archivedThread: [400, 50083, 'Thread is archived'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  cannotReplyUnseen: [400, 160002, 'Cannot reply without permission to read message history'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  threadLocked: [400, 160005, 'Thread is locked'],
  finishedEvent: [400, 180000, 'Cannot update a finished event'],
} as const satisfies Record<string, readonly [number, number, string]>;

export type Refusal = keyof typeof refusals;

export function refusal(name: Refusal): ApiError {
  const [status, code, message] = refusals[name];
  return new ApiError({ status, code, message });
}

export function formError(issues: FormIssue[]): ApiError {
  const [status, code, message] = refusals.invalidForm;
  return new ApiError({ status, code, message, issues });
}

/** Throws Discord's "Invalid Form Body" when there is anything to say. */
export function throwIssues(issues: FormIssue[]): void {
  if (issues.length > 0) throw formError(issues);
}

type Nest = { [key: string]: Nest } & { _errors?: { code: string; message: string }[] };

/** `errors.embeds.0.title._errors`, the shape that clients walk to word the refusal. */
function nestIssues(issues: readonly FormIssue[]): object {
  const root = Object.create(null) as Nest;
  for (const { path, code, message } of issues) {
    let node = root;
    for (const step of path) node = node[String(step)] ??= Object.create(null) as Nest;
    (node._errors ??= []).push({ code, message });
  }
  return root;
}
