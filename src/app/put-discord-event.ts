import type { EventPlace, EventStatus } from '../domain/discord-event.ts';
import type { MeetingStatus } from '../domain/meeting.ts';
import { renderDiscordEvent } from '../render/discord-event.ts';
import { outboxKey } from './announce.ts';
import type { MeetingContext } from './context.ts';
import { nonceOf, traceOf } from './outbox-key.ts';
import type { ChatEvent } from './outgoing.ts';
import type { SeriesRecord } from './ports.ts';
import { queueMessage } from './queue-message.ts';

/**
 * Has Discord's event of the meeting made, or changed to what the meeting is now. Made when the meeting is called, so
 * that people see it as early as they hear of it; what is no more wanted is taken away even if the series has no events now.
 */
export async function putDiscordEvent(context: MeetingContext, why: string): Promise<void> {
  const { tx, sheet, series } = context;
  const { meeting } = sheet;
  const guildId = series.community.discordGuildId;
  const status = eventStatus(meeting.status);
  if (guildId === undefined || status === undefined) return;
  // A meeting that was called off and is taken up again gets a new event: Discord takes up none that was cancelled.
  const recipient = `event.${meeting.id}.${meeting.revivals ?? 0}`;
  const { any } = await tx.outbox.eventOf(recipient);
  if (!any && (status !== 'scheduled' || !series.discordEvent)) return;
  const marker = `Convoke ${(await traceOf(context, recipient)).slice(0, 16)}`;
  const payload: ChatEvent = {
    guildId,
    marker,
    ...renderDiscordEvent(sheet, marker),
    startsAt: meeting.startsAt.toString(),
    endsAt: meeting.startsAt.add({ minutes: meeting.durationMinutes }).toString(),
    place: placeOf(series, guildId, sheet.url),
    status,
  };
  const key = outboxKey(context, `event-${why}`, 'discord', recipient);
  const messageId = await nonceOf(context, key);
  const { id: meetingId, sequence } = meeting;
  await queueMessage(context, {
    meetingId,
    sequence,
    key,
    recipient,
    payload,
    messageId,
    channel: 'discord',
    kind: 'event',
  });
}

function eventStatus(status: MeetingStatus): EventStatus | undefined {
  switch (status) {
    case 'scheduled':
      return undefined;
    case 'called':
    case 'confirmed':
      return 'scheduled';
    case 'open':
      return 'active';
    case 'closed':
    case 'published':
      return 'completed';
    case 'cancelled':
      return 'canceled';
  }
}

const locationChars = 100;

function placeOf(
  { discordVoiceChannelId, discordChannelId }: SeriesRecord,
  guildId: string,
  url: string | undefined,
): EventPlace {
  if (discordVoiceChannelId !== undefined) return { channelId: discordVoiceChannelId };
  if (url !== undefined && url.length <= locationChars) return { location: url };
  return { location: `https://discord.com/channels/${guildId}/${discordChannelId ?? ''}` };
}
