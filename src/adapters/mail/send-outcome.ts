import type { DeliveryOutcome } from '../../app/ports.ts';
import type { RetryReason } from '../../domain/delivery.ts';
import { UnsendableMail } from './send-message.ts';

/** What nodemailer tells of an attempt that failed. */
export interface SendFailure {
  code?: string;
  /** The command in whose answer it failed; CONN when it was the connection. */
  command?: string;
  /** The server's answer; absent when it gave none. */
  responseCode?: number;
}

/**
 * What an attempt that failed means for the message.
 *
 * A server that answered has not taken it: 4yz asks for another try, 5yz refuses for good (RFC 5321 §4.2.1). Without an
 * answer it depends on whether the server was given any of the content: if not, it can't have taken the message;
 * otherwise it may have, and lost the connection before it could say so (RFC 1047).
 */
export function outcomeOf(error: unknown, contentBegun: boolean): DeliveryOutcome {
  if (error instanceof UnsendableMail) return { kind: 'refused', error: error.message };
  const failure = (error instanceof Error ? error : {}) as SendFailure;
  const text = error instanceof Error ? error.message : String(error);
  if (failure.responseCode !== undefined) return answered(failure, text);
  // The content itself could not be produced, so its end was never sent.
  if (failure.code === 'ESTREAM') return { kind: 'refused', error: text };
  if (contentBegun) return { kind: 'unknown', error: text };
  // Without an answer these are our side's: an address that no server would take, or more than this one announced.
  if (failure.code === 'EENVELOPE' || failure.code === 'EMESSAGE')
    return { kind: 'refused', error: text };
  return { kind: 'retry', why: whyUnanswered(failure), error: text };
}

function answered(failure: SendFailure, text: string): DeliveryOutcome {
  if (refusesMessage(failure)) return { kind: 'refused', error: text };
  const { responseCode = 0 } = failure;
  return { kind: 'retry', why: responseCode < 500 ? 'deferred' : 'setup', error: text };
}

function whyUnanswered({ code }: SendFailure): RetryReason {
  switch (code) {
    case 'ETIMEDOUT':
    case 'ABORT_ERR':
      return 'timeout';
    case 'EAUTH':
    case 'ENOAUTH':
    case 'EOAUTH2':
    case 'ETLS':
    case 'EREQUIRETLS':
      return 'setup';
    default:
      return 'unreachable';
  }
}

/** Answers about the message itself; those to the connection, TLS or the login are the operator's to mend, then it goes. */
const messageCommands = new Set(['MAIL FROM', 'RCPT TO', 'DATA']);

/**
 * 5yz that is not about the message either: a session out of step (503), and a login that is missing or refused (530,
 * 534, 535, 538; RFC 4954 §6).
 */
const sessionCodes = new Set([503, 530, 534, 535, 538]);

function refusesMessage({ command = '', responseCode = 0 }: SendFailure): boolean {
  return (
    messageCommands.has(command) &&
    responseCode >= 500 &&
    responseCode < 600 &&
    !sessionCodes.has(responseCode)
  );
}
