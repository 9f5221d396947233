/** The front's end of a link to one peer: opens it, and carries browser connections over it. */

import { INTERNAL_ERROR } from '#protocol/close-codes.ts';
import type { Peer } from '#server/peers/ports.ts';
import type { FrameMemory } from '#server/sockjs/frame-memory.ts';
import type { Connection, ConnectionListener } from '#server/terminal/ports.ts';
import { FrontChannel } from './front-channel.ts';
import { encodeOpening, type Opening } from './opening.ts';
import { type RelayFrame, RelayFrameError } from './relay-frames.ts';
import { RelayLink, type RelaySocket, type RelaySocketListener } from './relay-link.ts';

/**
 * Connects to a peer's relay.
 * @param listener gets the events of the socket
 * @throws any error: it cannot be reached, or another run has its place
 */
export type DialRelay = (peer: Peer, listener: RelaySocketListener) => Promise<RelaySocket>;

export interface FrontLinkOptions {
  readonly peer: Peer;
  readonly dial: DialRelay;
  readonly memory: FrameMemory;
  readonly soon: (callback: () => void) => void;
  /** The link has ended, or could not be opened. Once. @param why set if the peer broke the rules */
  readonly onLost: (why: RelayFrameError | undefined) => void;
  /** A browser's connection has failed, and was closed. */
  readonly onFailed: (error: unknown) => void;
}

export class FrontLink {
  /** Resolves with whether the link could be opened. */
  readonly opened: Promise<boolean>;
  readonly #link: RelayLink;
  readonly #channels = new Map<number, FrontChannel>();
  readonly #onFailed: (error: unknown) => void;
  #lastChannel = 0;

  constructor({ peer, dial, memory, soon, onLost, onFailed }: FrontLinkOptions) {
    this.#onFailed = onFailed;
    this.#link = new RelayLink({
      memory,
      soon,
      onFrame: (frame) => this.#onFrame(frame),
      onLost,
    });
    this.opened = this.#open(peer, dial);
  }

  /** Browsers that it carries; after its loss those that are still connected here. */
  get connections(): readonly Connection[] {
    return Array.from(this.#channels.values(), ({ connection }) => connection);
  }

  get size(): number {
    return this.#channels.size;
  }

  /** Carries a browser's connection. @returns what gets its events */
  relay(connection: Connection, opening: Opening): ConnectionListener {
    this.#lastChannel += 1;
    const channel = this.#lastChannel;
    const relayed = new FrontChannel(
      {
        link: this.#link,
        channel,
        connection,
        onGone: () => this.#channels.delete(channel),
      },
      encodeOpening(opening),
    );
    this.#channels.set(channel, relayed);
    return relayed;
  }

  /** Ends it. */
  cut(): void {
    this.#link.cut();
  }

  async #open(peer: Peer, dial: DialRelay): Promise<boolean> {
    try {
      this.#link.carriedBy(await dial(peer, this.#link));
    } catch {
      // Why is for whoever keeps the list of peers to say.
      this.#link.cut();
    }
    return !this.#link.isLost;
  }

  #onFrame(frame: RelayFrame): void {
    // Unknown: the browser has left, and the owner does not know it yet.
    const channel = this.#channels.get(frame.channel);
    try {
      channel?.onFrame(frame);
    } catch (error) {
      if (error instanceof RelayFrameError) throw error;
      // It ends only this connection.
      this.#onFailed(error);
      channel?.connection.close(INTERNAL_ERROR.code, INTERNAL_ERROR.reason);
    }
  }
}
