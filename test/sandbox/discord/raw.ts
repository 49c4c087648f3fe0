import type { SandboxDiscord } from '../../../src/sandbox/discord/start-discord.ts';

export interface Refused {
  status: number;
  code: number;
  /** `embeds.0.title: BASE_TYPE_MAX_LENGTH`, one for each field. */
  issues: string[];
}

/** Asks without a library, as only someone who gets it wrong would. */
export async function ask(
  discord: SandboxDiscord,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: Record<string, unknown>; headers: Headers }> {
  const response = await fetch(`${discord.api}/v10${path}`, {
    method,
    headers: {
      authorization: `Bot ${discord.token}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>),
    headers: response.headers,
  };
}

export async function refused(
  discord: SandboxDiscord,
  method: string,
  path: string,
  body?: unknown,
): Promise<Refused> {
  const response = await ask(discord, method, path, body);
  return {
    status: response.status,
    code: Number(response.body['code']),
    issues: flatten(response.body['errors'] ?? {}),
  };
}

function flatten(node: object, path: string[] = []): string[] {
  return Object.entries(node).flatMap(([key, value]: [string, unknown]) => {
    if (key === '_errors')
      return (value as { code: string }[]).map(({ code }) => `${path.join('.')}: ${code}`);
    return flatten(value as object, [...path, key]);
  });
}
