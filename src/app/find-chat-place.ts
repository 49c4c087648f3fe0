import type { Command } from '../domain/command.ts';
import { UserError } from '../domain/user-error.ts';
import { findMeeting } from './find-meeting.ts';
import type { SeriesRecord, Tx } from './ports.ts';

/** Where something was said in chat. */
export interface ChatPlace {
  guildId?: string;
  channelId: string;
  /** Which series, where the channel has several. */
  series?: string;
  command: Command;
}

export interface FoundPlace {
  series: SeriesRecord;
  meetingId: string;
}

/**
 * The series of the channel and the meeting meant; in a meeting's thread it is that meeting. What is done about a held
 * message concerns the meeting that it is for; what a person asks for themselves, any of the server.
 */
export async function findChatPlace(tx: Tx, place: ChatPlace): Promise<FoundPlace> {
  const { command, channelId } = place;
  if (command.name === 'settle') return placeOfHeld(tx, place, command.held);
  const threaded = await tx.meetings.byThread(channelId);
  const series = threaded && (await tx.series.byId(threaded.seriesId));
  if (threaded && series) return { series, meetingId: threaded.id };
  const isPersonal = command.name === 'link' || command.name === 'verify';
  return (
    (await placeOfChannel(tx, place)) ?? (isPersonal ? placeInGuild(tx, place) : noPlace(place))
  );
}

async function placeOfChannel(
  tx: Tx,
  { channelId, series: wanted, command }: ChatPlace,
): Promise<FoundPlace | undefined> {
  const candidates = (await tx.series.byChannel(channelId)).filter(
    ({ slug }) => wanted === undefined || slug === wanted,
  );
  const [series] = candidates;
  if (!series) return undefined;
  // A person is the same in every series of a community.
  if (candidates.length > 1 && command.name !== 'link' && command.name !== 'verify')
    throw new UserError(
      `This channel has several series; name one with the option series: ${candidates.map(({ slug }) => slug).join(', ')}.`,
    );
  const meeting = await findMeeting(tx, series, command.name);
  return { series, meetingId: meeting.id };
}

function noPlace({ series: wanted }: ChatPlace): never {
  throw new UserError(
    wanted === undefined
      ? 'No meeting series belongs to this channel. Ask the operator, or use the channel of your series.'
      : `No series "${wanted}" belongs to this channel.`,
  );
}

async function placeInGuild(tx: Tx, { guildId }: ChatPlace): Promise<FoundPlace> {
  const all = await tx.series.all();
  const home = all.find(({ community }) => community.discordGuildId === guildId);
  if (!home) throw new UserError('No meeting series belongs to this server yet.');
  const meeting = await findMeeting(tx, home, 'next');
  return { series: home, meetingId: meeting.id };
}

async function placeOfHeld(tx: Tx, { guildId }: ChatPlace, held: string): Promise<FoundPlace> {
  const meetingId = (await tx.inbox.look(held))?.meetingId;
  if (meetingId === undefined) throw new UserError('There is no such message.');
  const { seriesId } = (await tx.meetings.sheet(meetingId)).meeting;
  const series = await tx.series.byId(seriesId);
  if (!series || series.community.discordGuildId !== guildId)
    throw new UserError('There is no such message.');
  return { series, meetingId };
}
