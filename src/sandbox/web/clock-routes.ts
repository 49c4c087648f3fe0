import { Hono } from 'hono';
import { z } from 'zod';
import { UserError } from '../../domain/user-error.ts';
import type { VirtualClock } from '../clock.ts';
import { readBody } from './read-body.ts';
import type { ClockShape } from './shapes.ts';

const runSchema = z.object({ to: z.string().max(40) });
const playSchema = z.object({ speed: z.number().min(1).max(86_400) });

/** The buttons of the clock. Each answers at once; the page hears of the movement by events. */
export function clockRoutes(clock: VirtualClock, zone: string): Hono {
  const app = new Hono();
  const answer = () => clockShape(clock, zone);
  app.get('/', (context) => context.json(answer()));
  app.post('/step', async (context) => {
    await clock.step();
    return context.json(answer());
  });
  app.post('/run', async (context) => {
    const { to } = await readBody(context, runSchema);
    await clock.runTo(readLocal(to, zone));
    return context.json(answer());
  });
  app.post('/play', async (context) => {
    const { speed } = await readBody(context, playSchema);
    clock.play(speed);
    return context.json(answer());
  });
  app.post('/pause', (context) => {
    clock.pause();
    return context.json(answer());
  });
  return app;
}

export function clockShape(clock: VirtualClock, zone: string): ClockShape {
  const { now, next, speed, moving } = clock.state();
  return {
    now: now.toString(),
    ...(next ? { next: next.toString() } : {}),
    ...(speed === undefined ? {} : { speed }),
    moving,
    suggestion: nextTuesday(now, zone).toString({ smallestUnit: 'minute' }),
  };
}

function nextTuesday(now: Temporal.Instant, zone: string): Temporal.PlainDateTime {
  const local = now.toZonedDateTimeISO(zone).toPlainDateTime();
  const nine = local.with({
    hour: 9,
    minute: 0,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  });
  const days = (2 - local.dayOfWeek + 7) % 7;
  const tuesday = nine.add({ days });
  return Temporal.PlainDateTime.compare(tuesday, local) > 0 ? tuesday : tuesday.add({ days: 7 });
}

function readLocal(text: string, zone: string): Temporal.Instant {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).toInstant();
  } catch (error) {
    throw new UserError(`“${text}” is no date and time. Write it as 2014-06-24T09:00.`, {
      cause: error,
    });
  }
}
