import { Hono } from 'hono';
import { z } from 'zod';
import { UserError } from '../../domain/user-error.ts';
import { ClientRefusal } from '../discord/client-refusal.ts';
import type { SandboxDiscord } from '../discord/start-discord.ts';
import { answerShape, guildShape, messageShapes } from './discord-view.ts';
import { readBody } from './read-body.ts';
import type { AnswerShape } from './shapes.ts';

const id = z.string().regex(/^\d{1,20}$/u);
const who = { as: id, channel: id };
const value = z.union([z.string().max(6_000), z.number(), z.boolean()]);
const schemas = {
  say: z.object({ ...who, text: z.string().max(4_000) }),
  command: z.object({
    ...who,
    command: z.string().max(100),
    options: z.record(z.string(), value).default({}),
  }),
  autocomplete: z.object({
    ...who,
    command: z.string().max(100),
    options: z.record(z.string(), value).default({}),
    focused: z.string().max(32),
  }),
  modal: z.object({
    ...who,
    interaction: id,
    values: z.record(z.string(), z.union([z.string(), z.array(z.string()), z.boolean()])),
  }),
  press: z.object({ ...who, message: id, component: z.string().max(100) }),
  select: z.object({
    ...who,
    message: id,
    component: z.string().max(100),
    values: z.array(z.string().max(100)).max(25),
  }),
  react: z.object({ ...who, message: id, emoji: z.string().max(60), remove: z.boolean() }),
  voice: z.object({ ...who, voice: id.nullable() }),
};

const shown: AnswerShape = { kind: 'shown' };

/** What members see and do on Discord, for the page. The page says who acts; anybody may be anybody here. */
export function discordRoutes(discord: SandboxDiscord): Hono {
  const { people } = discord;
  const app = new Hono();
  app.onError((error, context) => {
    const isTheirs = error instanceof ClientRefusal || error instanceof UserError;
    return context.json({ error: error.message }, isTheirs ? 400 : 500);
  });
  app.get('/', (context) =>
    context.json(guildShape(discord, context.req.query('as') ?? '', context.req.query('channel'))),
  );
  app.get('/channels/:channel', (context) =>
    context.json(
      messageShapes(discord, context.req.param('channel'), context.req.query('as') ?? ''),
    ),
  );
  app.post('/say', async (context) => {
    const { as, channel, text } = await readBody(context, schemas.say);
    people.say(as, channel, text);
    return context.json(shown);
  });
  app.post('/command', async (context) => {
    const { as, channel, command, options } = await readBody(context, schemas.command);
    return context.json(answerShape(await people.command(as, channel, command, options)));
  });
  app.post('/autocomplete', async (context) => {
    const { as, channel, command, options, focused } = await readBody(
      context,
      schemas.autocomplete,
    );
    const { [focused]: typed = '', ...others } = options;
    const typing = { option: focused, typed: String(typed), others };
    const answer = await people.autocomplete(as, channel, command, typing);
    return context.json(answer.kind === 'choices' ? answer.choices : []);
  });
  app.post('/modal', async (context) => {
    const { as, interaction, values } = await readBody(context, schemas.modal);
    return context.json(answerShape(await people.submitModal(as, interaction, values)));
  });
  app.post('/press', async (context) => {
    const { as, message, component } = await readBody(context, schemas.press);
    return context.json(answerShape(await people.pressButton(as, message, component)));
  });
  app.post('/select', async (context) => {
    const { as, message, component, values } = await readBody(context, schemas.select);
    return context.json(answerShape(await people.select(as, message, component, values)));
  });
  app.post('/react', async (context) => {
    const { as, message, emoji, remove } = await readBody(context, schemas.react);
    if (remove) people.unreact(as, message, emoji);
    else people.react(as, message, emoji);
    return context.json(shown);
  });
  app.post('/voice', async (context) => {
    const { as, voice } = await readBody(context, schemas.voice);
    if (voice === null) people.leaveVoice(as);
    else people.joinVoice(as, voice);
    return context.json(shown);
  });
  return app;
}
