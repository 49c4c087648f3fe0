import type { Context } from 'hono';
import { z } from 'zod';
import { UserError } from '../../domain/user-error.ts';

/** Reads a request's JSON. Throws a UserError that says what is wrong with it. */
export async function readBody<T>(context: Context, schema: z.ZodType<T>): Promise<T> {
  const body: unknown = await context.req.json().catch(() => undefined);
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  throw new UserError(`That can't be read: ${z.prettifyError(read.error)}`);
}
