import { InteractionResponseType, MessageFlags } from 'discord-api-types/v10';
import { answerInteraction, checkedReply, postReply } from './answer-interaction.ts';
import { refusal } from './api-error.ts';
import type { Interaction } from './interaction.ts';
import { messagePayload } from './message-payload.ts';
import { deleteMessage, editMessage } from './messages.ts';
import { type Api, type App, formOf, idParam, type Request } from './rest.ts';
import { isEmptied } from './routes-messages.ts';
import { messageForm, messageIssues, settableFlags } from './validate-message.ts';
import type { Message, World } from './world.ts';

/** First answers, and the webhook that an interaction's token opens for a quarter of an hour. */
export function interactionRoutes(routes: App, api: Api): void {
  const { world } = api;
  routes.post('/interactions/:interactionId/:token/callback', (c) => callback(c, api));
  const path = '/webhooks/:applicationId/:token';
  routes.post(path, (c) => c.json(followUp(c, api)));
  routes.get(`${path}/messages/:messageId`, (c) =>
    c.json(messagePayload(world, messageOf(c, world))),
  );
  routes.patch(`${path}/messages/:messageId`, (c) => c.json(edit(c, api)));
  routes.delete(`${path}/messages/:messageId`, (c) => {
    deleteMessage(world, messageOf(c, world));
    return c.body(null, 204);
  });
}

function callback(c: Request, api: Api): Response {
  const interaction = api.world.interactions.get(idParam(c, 'interactionId'));
  if (interaction === undefined || interaction.token !== c.req.param('token'))
    throw refusal('unknownInteraction');
  const answer = answerInteraction(api.world, interaction, {
    body: c.get('body'),
    uploads: c.get('uploads'),
    strict: api.strict,
  });
  return c.req.query('with_response') === 'true'
    ? c.json(callbackPayload(api.world, interaction, answer))
    : c.body(null, 204);
}

function callbackPayload(
  world: World,
  interaction: Interaction,
  { type, message }: { type: number; message: Message | undefined },
): object {
  const changesMessage =
    type === InteractionResponseType.ChannelMessageWithSource ||
    type === InteractionResponseType.DeferredChannelMessageWithSource ||
    type === InteractionResponseType.UpdateMessage;
  return {
    interaction: {
      id: interaction.id,
      type: interaction.type,
      ...(message
        ? {
            response_message_id: message.id,
            response_message_loading: (message.flags & MessageFlags.Loading) !== 0,
            response_message_ephemeral: message.ephemeralFor !== undefined,
          }
        : {}),
    },
    ...(message && changesMessage
      ? { resource: { type: resourceType(type), message: messagePayload(world, message) } }
      : {}),
  };
}

/** Discord's specification calls the "thinking…" of a deferral a message like any other. */
function resourceType(type: number): number {
  return type === InteractionResponseType.DeferredChannelMessageWithSource
    ? InteractionResponseType.ChannelMessageWithSource
    : type;
}

/** The interaction whose token the address carries, while it is answered and the token is good. */
function interactionOf(c: Request, world: World): Interaction {
  const interaction = world.interactionsByToken.get(c.req.param('token') ?? '');
  const isOurs = c.req.param('applicationId') === world.application.id;
  if (interaction?.status !== 'answered' || !isOurs) throw refusal('unknownWebhook');
  if (interaction.expired) throw refusal('invalidWebhookToken');
  return interaction;
}

/** After a deferral the first follow-up takes the place of "thinking…". */
function followUp(c: Request, api: Api): object {
  const { world } = api;
  const interaction = interactionOf(c, world);
  const uploads = c.get('uploads');
  const form = checkedReply({ body: c.get('body'), uploads, strict: api.strict });
  const original = originalOf(world, interaction);
  const isThinking = original !== undefined && (original.flags & MessageFlags.Loading) !== 0;
  if (isThinking) return messagePayload(world, editMessage(world, original, form, uploads));
  const message = postReply(world, interaction, form, { uploads });
  interaction.followUpIds.push(message.id);
  return messagePayload(world, message);
}

function originalOf(world: World, { channelId, originalId }: Interaction): Message | undefined {
  return originalId === undefined
    ? undefined
    : world.channels.get(channelId)?.messages.get(originalId);
}

/** Only the interaction's own messages can be reached by its token. */
function messageOf(c: Request, world: World): Message {
  const interaction = interactionOf(c, world);
  const name = c.req.param('messageId') ?? '';
  const id = name === '@original' ? interaction.originalId : name;
  const isOwn =
    id !== undefined && (id === interaction.originalId || interaction.followUpIds.includes(id));
  const message = isOwn ? world.channels.get(interaction.channelId)?.messages.get(id) : undefined;
  if (message === undefined) throw refusal('unknownMessage');
  return message;
}

function edit(c: Request, api: Api): object {
  const { world } = api;
  const message = messageOf(c, world);
  const uploads = c.get('uploads');
  const form = formOf(c, api, messageForm, (each) =>
    messageIssues(each, {
      fileCount: uploads.length,
      settable: settableFlags.edit,
      flags: message.flags,
    }),
  );
  if (isEmptied(message, form, uploads)) throw refusal('emptyMessage');
  return messagePayload(world, editMessage(world, message, form, uploads));
}
