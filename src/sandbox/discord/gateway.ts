import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { GatewayOpcodes as Op } from 'discord-api-types/v10';
import { WebSocketServer } from 'ws';
import { GatewayConnection } from './gateway-connection.ts';
import { GatewaySession } from './gateway-session.ts';
import type { Guild, World } from './world.ts';

const identifiesADay = 1000;

/** How long, and of how many, a session is kept whose connection is lost. */
const resumableForMs = 3 * 60_000;
const maxLostSessions = 8;

/** What the gateway is told to do wrong. */
export interface GatewayFaults {
  /** New connections are cut at once. */
  refusing: boolean;
  /** Heartbeats are not acknowledged. */
  deaf: boolean;
}

/** The WebSocket side of this Discord: connections come and go, sessions outlive them until forgotten. */
export class Gateway {
  readonly faults: GatewayFaults = { refusing: false, deaf: false };
  readonly world: World;
  readonly heartbeatMs: number;
  readonly #sessions = new Map<string, GatewaySession>();
  readonly #connections = new Set<GatewayConnection>();
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 15 * 1024 });
  #identifies = 0;

  constructor(world: World, heartbeatMs: number) {
    this.world = world;
    this.heartbeatMs = heartbeatMs;
    world.onDispatch((dispatch) => {
      for (const session of this.#sessions.values()) session.hear(dispatch);
    });
  }

  listenOn(server: Server): void {
    server.on('upgrade', (request, socket, head) => {
      if (this.faults.refusing) {
        socket.destroy();
        return;
      }
      this.#server.handleUpgrade(request, socket, head, (webSocket) => {
        const query = new URL(request.url ?? '/', 'http://localhost').searchParams;
        const connection = new GatewayConnection(this, webSocket, query);
        this.#connections.add(connection);
        webSocket.on('close', (code) => this.#ended(connection, code));
      });
    });
  }

  get identifiesLeft(): number {
    return Math.max(identifiesADay - this.#identifies, 0);
  }

  /** Sessions that are connected and identified. */
  get connected(): number {
    return [...this.#connections].filter((each) => each.session !== undefined).length;
  }

  identify(identity: { intents: number; shard: readonly [number, number] }): GatewaySession {
    this.#identifies += 1;
    const session = new GatewaySession(this.world, { id: randomUUID(), ...identity });
    this.#sessions.set(session.id, session);
    this.#forgetLost();
    return session;
  }

  /** A client that was killed never comes back for its session, and a session costs as long as it is kept. */
  #forgetLost(): void {
    const lost = [...this.#sessions.values()].filter((each) => each.lostAtMs !== undefined);
    const sinceMs = Date.now() - resumableForMs;
    for (const [age, session] of lost.toReversed().entries())
      if (age >= maxLostSessions || (session.lostAtMs ?? 0) < sinceMs)
        this.#sessions.delete(session.id);
  }

  session(id: string): GatewaySession | undefined {
    return this.#sessions.get(id);
  }

  changed(): void {
    this.world.changed({ what: 'gateway', id: String(this.connected) });
  }

  /** The bot was added to a guild. */
  greet(guild: Guild): void {
    for (const session of this.#sessions.values()) session.greet(guild);
  }

  /** Cuts every connection without a word, as a broken network does. */
  drop(): void {
    for (const connection of this.#connections) connection.cut();
  }

  close(code: number, reason = ''): void {
    for (const connection of this.#connections) connection.close(code, reason);
  }

  /** Asks clients to reconnect and resume, as Discord does when it restarts a machine. */
  askReconnect(): void {
    for (const connection of this.#connections) connection.send({ op: Op.Reconnect, d: null });
  }

  /** Tells clients that their session is over; they may try to resume it only when it is said to be resumable. */
  invalidate(resumable: boolean): void {
    if (!resumable) this.forget();
    for (const connection of this.#connections)
      connection.send({ op: Op.InvalidSession, d: resumable });
  }

  /** No session can be resumed any more; open connections don't notice. */
  forget(): void {
    this.#sessions.clear();
  }

  stop(): void {
    this.drop();
    this.#server.close();
  }

  /** A client that says goodbye properly gives up its session; one that is cut off may come back. */
  #ended(connection: GatewayConnection, code: number): void {
    this.#connections.delete(connection);
    connection.ended();
    const { session } = connection;
    if (session && connection.closedByClient && (code === 1000 || code === 1001))
      this.#sessions.delete(session.id);
    this.changed();
  }
}
