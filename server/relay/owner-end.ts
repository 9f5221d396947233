/**
 * The owner's end of relays: peers connect, and each channel of theirs is a browser that wants a session of this replica.
 * What a peer says of a browser's rights is not believed: who sends is found out here, from what the browser has presented.
 */

import { GOING_AWAY, INTERNAL_ERROR, UNAUTHENTICATED } from '#protocol/close-codes.ts';
import { encodeMessage } from '#protocol/messages.ts';
import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { Peers, Replica } from '#server/peers/ports.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { FrameMemory } from '#server/sockjs/frame-memory.ts';
import type { Connection, ConnectionListener } from '#server/terminal/ports.ts';
import { decodeOpening, type Opening } from './opening.ts';
import { OwnerConnection } from './owner-connection.ts';
import { type RelayFrame, RelayFrameError } from './relay-frames.ts';
import { RelayLink, type RelaySocket, type RelaySocketListener } from './relay-link.ts';

export interface OwnerEndOptions {
  readonly peers: Pick<Peers, 'fateOf' | 'onChange'>;
  readonly memory: FrameMemory;
  readonly soon: (callback: () => void) => void;
  readonly clock: Clock;
  readonly logger: Logger;
  /**
   * Finds out who sends.
   * @returns what serves a connection of that sender
   * @throws PodshellError `unauthenticated`, `sign-in-unavailable`
   */
  readonly admit: (opening: Opening) => ServeConnection | Promise<ServeConnection>;
}

export type ServeConnection = (connection: Connection) => ConnectionListener;

/** A link from one peer. */
interface Held {
  readonly link: RelayLink;
  readonly connections: Map<number, OwnerConnection>;
  /** The peer has been seen alive since it connected: before, this replica may not have met it. */
  wasAlive: boolean;
  readonly from: Replica;
}

/** How long it may take to find out who sends. Milliseconds. */
const ADMISSION_MS = 10_000;
const TOO_SLOW = new PodshellError(
  'sign-in-unavailable',
  `Your sign-in could not be checked within ${ADMISSION_MS / 1000} s. Try again in a moment.`,
);

export class OwnerEnd {
  readonly #options: OwnerEndOptions;
  readonly #held = new Set<Held>();
  readonly #stopFollowing: () => void;
  #onIdle: (() => void) | undefined;

  constructor(options: OwnerEndOptions) {
    this.#options = options;
    this.#stopFollowing = options.peers.onChange(() => this.#onPeersChange());
  }

  /** Browsers that are connected through peers. */
  get size(): number {
    return [...this.#held].reduce((sum, { connections }) => sum + connections.size, 0);
  }

  /** A peer has connected. @returns what gets the events of the socket */
  accept(from: Replica, socket: RelaySocket): RelaySocketListener {
    const { memory, soon } = this.#options;
    const connections = new Map<number, OwnerConnection>();
    const link = new RelayLink({
      memory,
      soon,
      onFrame: (frame) => this.#onFrame(held, frame),
      onLost: (why) => this.#onLost(held, why),
    });
    const held: Held = { link, connections, wasAlive: false, from };
    this.#held.add(held);
    link.carriedBy(socket);
    this.#onPeersChange();
    return link;
  }

  /** Resolves when no browser is connected through a peer any more, at the latest after `ms` milliseconds. */
  whenIdle(ms: number): Promise<void> {
    if (this.size === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(ms, resolve);
      this.#onIdle = () => {
        if (this.size > 0) return;
        cancel();
        resolve();
      };
    });
  }

  /** Cuts all links: sessions lose their relayed connections and keep their processes. */
  dispose(): void {
    this.#stopFollowing();
    for (const { link } of [...this.#held]) link.cut();
  }

  /** A peer that no longer answers holds connections that nobody can use: their sessions wait for a resume. */
  #onPeersChange(): void {
    for (const held of [...this.#held]) {
      const isAlive = this.#options.peers.fateOf(held.from.id).kind === 'alive';
      if (isAlive) held.wasAlive = true;
      else if (held.wasAlive) held.link.cut();
    }
  }

  #onFrame(held: Held, frame: RelayFrame): void {
    const { channel } = frame;
    if (frame.kind === 'open') {
      this.#open(held, channel, frame.opening);
      return;
    }
    const connection = held.connections.get(channel);
    // Of a connection that has failed here: the front does not know it yet.
    if (connection === undefined) return;
    switch (frame.kind) {
      case 'text':
        connection.onText(frame.text, frame.bytes);
        return;
      case 'credit':
        connection.onCredit(frame.bytes);
        return;
      case 'closed':
        held.connections.delete(channel);
        connection.onGone(frame.delivered);
        this.#onIdle?.();
        return;
      default:
        throw new RelayFrameError(`A front sent a frame of kind ${frame.kind}`);
    }
  }

  #open({ link, connections }: Held, channel: number, text: string): void {
    if (connections.has(channel)) throw new RelayFrameError('A channel was opened twice');
    const opening = decodeOpening(text);
    const { requestId } = opening;
    const fail = (error: unknown) =>
      this.#options.logger.error({ requestId, err: error }, 'Relayed connection failed');
    const connection = new OwnerConnection({ link, channel, onFailed: fail });
    connections.set(channel, connection);
    void this.#serve(connection, opening, fail);
  }

  async #serve(connection: OwnerConnection, opening: Opening, fail: (error: unknown) => void): Promise<void> {
    const cancelLimit = this.#options.clock.after(ADMISSION_MS, () => refuse(connection, TOO_SLOW, fail));
    try {
      const serve = await this.#options.admit(opening);
      connection.serve(() => serve(connection));
    } catch (error) {
      refuse(connection, error, fail);
    } finally {
      cancelLimit();
    }
  }

  #onLost(held: Held, why: RelayFrameError | undefined): void {
    this.#held.delete(held);
    const { from, connections } = held;
    const fields = { replica: from.id, connections: connections.size };
    if (why !== undefined)
      this.#options.logger.error({ ...fields, reason: why.message }, 'A peer broke the relay');
    for (const connection of connections.values()) connection.onGone(false);
    connections.clear();
    this.#onIdle?.();
  }
}

/** The sender is not let in. What passes with time is for the page to try again. */
function refuse(connection: Connection, error: unknown, fail: (error: unknown) => void): void {
  if (!isPodshellError(error)) {
    fail(error);
    connection.close(INTERNAL_ERROR.code, INTERNAL_ERROR.reason);
  } else if (error.code === 'unauthenticated') {
    connection.close(UNAUTHENTICATED.code, UNAUTHENTICATED.reason);
  } else {
    connection.send(encodeMessage({ Op: 'toast', Level: 'warning', Code: error.code, Data: error.message }));
    connection.close(GOING_AWAY.code, error.message);
  }
}
