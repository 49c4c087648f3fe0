import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes } from 'discord.js';
import { UserError } from '../../domain/user-error.ts';

/** Close codes after which connecting again as before can't help, and what to mend. */
const fatalCloseCodes: Record<number, string> = {
  4004: 'Discord refused the bot’s token. Copy the present one from the Discord developer portal (Bot → Reset Token) into DISCORD_TOKEN and restart.',
  4010: 'Discord refused the shard Convoke asked for. Restart Convoke; if it happens again, report it.',
  4011: 'This bot is in more servers than one connection may serve. Restart Convoke, which then asks for more.',
  4012: 'Discord no longer speaks the version of its protocol that this Convoke uses. Update Convoke.',
  4013: 'Discord doesn’t know the intents that this Convoke asks for. Update Convoke.',
  4014: 'Discord doesn’t grant this bot an intent that it asks for. Switch it on in the Discord developer portal (Bot → Privileged Gateway Intents) and restart.',
};

/** The mistake that keeps the bot out until someone mends it; nothing for what may heal by itself. */
export function fatalClose(code: number): UserError | undefined {
  const text = fatalCloseCodes[code];
  return text === undefined ? undefined : new UserError(text);
}

export function fatalLogin(error: unknown): UserError | undefined {
  const isTokenRefused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401);
  return isTokenRefused ? fatalClose(4004) : undefined;
}
