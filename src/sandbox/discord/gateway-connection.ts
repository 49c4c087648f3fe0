import { createDeflate, constants } from 'node:zlib';
import { GatewayCloseCodes as Close, GatewayOpcodes as Op } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import { z } from 'zod';
import { moveInVoice } from './guilds.ts';
import type { GatewaySession } from './gateway-session.ts';
import { areDisallowed, areValidIntents } from './intents.ts';
import { answerMemberRequest, memberRequest } from './member-request.ts';
import { snowflake } from './form.ts';
import type { World } from './world.ts';

/** What a connection asks of the gateway that holds it. */
export interface Sessions {
  readonly world: World;
  readonly heartbeatMs: number;
  readonly faults: { deaf: boolean };
  identify(identity: { intents: number; shard: readonly [number, number] }): GatewaySession;
  session(id: string): GatewaySession | undefined;
  changed(): void;
}

const received = z.object({ op: z.int(), d: z.unknown() });
const identify = z.object({
  token: z.string(),
  intents: z.unknown(),
  properties: z.record(z.string(), z.unknown()),
  shard: z.tuple([z.int(), z.int()]).optional(),
});
const resume = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const voiceUpdate = z.object({
  guild_id: snowflake,
  channel_id: snowflake.nullable(),
  self_mute: z.boolean(),
  self_deaf: z.boolean(),
});

const maxPayloadBytes = 4096;
const maxPayloadsAMinute = 120;

/** One WebSocket: the handshake, the heartbeat, and whatever the client says. */
export class GatewayConnection {
  session: GatewaySession | undefined;
  closedByClient = true;
  readonly #sessions: Sessions;
  readonly #socket: WebSocket;
  readonly #deflate = createDeflate();
  readonly #isCompressed: boolean;
  readonly #sent: number[] = [];
  #watchdog: NodeJS.Timeout | undefined;

  constructor(sessions: Sessions, socket: WebSocket, query: URLSearchParams) {
    this.#sessions = sessions;
    this.#socket = socket;
    this.#isCompressed = query.get('compress') === 'zlib-stream';
    if (this.#isCompressed) this.#deflate.on('data', (chunk: Buffer) => socket.send(chunk));
    socket.on('message', (data) => this.#receive(data));
    // A cut connection is no news here; its closing is handled by the gateway.
    socket.on('error', () => this.cut());
    this.#greet(query);
  }

  #greet(query: URLSearchParams): void {
    if ((query.get('v') ?? '10') !== '10') return this.close(Close.InvalidAPIVersion);
    if ((query.get('encoding') ?? 'json') !== 'json') return this.close(Close.DecodeError);
    this.send({
      op: Op.Hello,
      d: { heartbeat_interval: this.#sessions.heartbeatMs, _trace: [] },
    });
    this.#expectHeartbeat();
  }

  send(payload: { op: Op; d: unknown }): void {
    this.sendText(JSON.stringify({ s: null, t: null, ...payload }));
  }

  sendText(text: string): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    if (!this.#isCompressed) return this.#socket.send(text);
    this.#deflate.write(text);
    this.#deflate.flush(constants.Z_SYNC_FLUSH);
  }

  close(code: number, reason = ''): void {
    this.closedByClient = false;
    this.#socket.close(code, reason);
  }

  cut(): void {
    this.closedByClient = false;
    this.#socket.terminate();
  }

  /** The socket is gone; the session stays for a resume, unless another connection has it by now. */
  ended(): void {
    clearTimeout(this.#watchdog);
    this.#deflate.destroy();
    if (this.session?.wire !== this) return;
    this.session.wire = undefined;
    this.session.lostAtMs = Date.now();
  }

  /** Discord hangs up on a client whose heart stops. */
  #expectHeartbeat(): void {
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(
      () => this.close(Close.SessionTimedOut, 'Session timed out.'),
      this.#sessions.heartbeatMs * 1.5,
    ).unref();
  }

  #receive(data: RawData): void {
    const text = Buffer.isBuffer(data) ? data.toString('utf8') : '';
    if (this.#isTooFast()) return this.close(Close.RateLimited, 'Rate limited.');
    if (Buffer.byteLength(text) > maxPayloadBytes) return this.close(Close.DecodeError);
    const payload = parse(text);
    if (payload === undefined)
      return this.close(Close.DecodeError, 'Error while decoding payload.');
    this.#obey(payload.op, payload.d);
  }

  #isTooFast(): boolean {
    const nowMs = Date.now();
    while ((this.#sent[0] ?? nowMs) < nowMs - 60_000) this.#sent.shift();
    this.#sent.push(nowMs);
    return this.#sent.length > maxPayloadsAMinute;
  }

  #obey(op: Op, data: unknown): void {
    const isFirst = op === Op.Heartbeat || op === Op.Identify || op === Op.Resume;
    if (!isFirst && this.session === undefined)
      return this.close(Close.NotAuthenticated, 'Not authenticated.');
    switch (op) {
      case Op.Heartbeat:
        return this.#beat();
      case Op.Identify:
        return this.#identify(data);
      case Op.Resume:
        return this.#resume(data);
      case Op.RequestGuildMembers:
        return this.#requestMembers(data);
      case Op.VoiceStateUpdate:
        return this.#moveInVoice(data);
      case Op.PresenceUpdate:
        // Nobody in this Discord looks at who is online.
        return undefined;
      default:
        return this.close(Close.UnknownOpcode, 'Unknown opcode.');
    }
  }

  #beat(): void {
    this.#expectHeartbeat();
    if (!this.#sessions.faults.deaf) this.send({ op: Op.HeartbeatAck, d: null });
  }

  #identify(data: unknown): void {
    if (this.session) return this.close(Close.AlreadyAuthenticated, 'Already authenticated.');
    const { world } = this.#sessions;
    const form = identify.safeParse(data);
    if (!form.success) return this.close(Close.DecodeError, 'Error while decoding payload.');
    const { token, intents, shard = [0, 1] } = form.data;
    if (token !== world.application.token)
      return this.close(Close.AuthenticationFailed, 'Authentication failed.');
    if (shard[0] < 0 || shard[0] >= shard[1])
      return this.close(Close.InvalidShard, 'Invalid shard.');
    if (!areValidIntents(intents)) return this.close(Close.InvalidIntents, 'Invalid intent(s).');
    if (areDisallowed(intents, world.application.privileged))
      return this.close(Close.DisallowedIntents, 'Disallowed intent(s).');
    this.session = this.#sessions.identify({ intents, shard });
    this.session.wire = this;
    this.session.begin(world.origin.replace(/^http/u, 'ws'));
    this.#sessions.changed();
  }

  #resume(data: unknown): void {
    if (this.session) return this.close(Close.AlreadyAuthenticated, 'Already authenticated.');
    const form = resume.safeParse(data);
    if (!form.success) return this.close(Close.DecodeError, 'Error while decoding payload.');
    if (form.data.token !== this.#sessions.world.application.token)
      return this.close(Close.AuthenticationFailed, 'Authentication failed.');
    const session = this.#sessions.session(form.data.session_id);
    const missed = session?.missedSince(form.data.seq);
    if (session === undefined || missed === undefined)
      return this.send({ op: Op.InvalidSession, d: false });
    this.session = session;
    session.wire = this;
    session.lostAtMs = undefined;
    for (const text of missed) this.sendText(text);
    session.say('RESUMED', { _trace: [] });
    this.#sessions.changed();
  }

  #requestMembers(data: unknown): void {
    const form = memberRequest.safeParse(data);
    if (!form.success) return this.close(Close.DecodeError, 'Error while decoding payload.');
    if (this.session) answerMemberRequest(this.#sessions.world, this.session, form.data);
  }

  #moveInVoice(data: unknown): void {
    const form = voiceUpdate.safeParse(data);
    if (!form.success) return this.close(Close.DecodeError, 'Error while decoding payload.');
    const { world } = this.#sessions;
    const guild = world.guilds.get(form.data.guild_id);
    if (guild === undefined) return;
    moveInVoice(world, guild, {
      userId: world.botId,
      channelId: form.data.channel_id,
      selfMute: form.data.self_mute,
      selfDeaf: form.data.self_deaf,
    });
  }
}

function parse(text: string): z.infer<typeof received> | undefined {
  try {
    const payload = received.safeParse(JSON.parse(text));
    return payload.success ? payload.data : undefined;
  } catch {
    return undefined;
  }
}
