/** One browser connection that this replica passes on to the owner of its session, both ways and undecoded. */

import type { Connection, ConnectionListener } from '#server/terminal/ports.ts';
import { Incoming, Outgoing } from './channel-flow.ts';
import { type RelayFrame, RelayFrameError } from './relay-frames.ts';
import type { RelayLink } from './relay-link.ts';

export interface FrontChannelOptions {
  readonly link: RelayLink;
  readonly channel: number;
  /** To the browser. */
  readonly connection: Connection;
  /** Called once, when the browser's connection has gone. */
  readonly onGone: () => void;
}

export class FrontChannel implements ConnectionListener {
  readonly connection: Connection;
  readonly #options: FrontChannelOptions;
  readonly #outgoing: Outgoing;
  readonly #incoming: Incoming;

  /** @param opening who sends, encoded */
  constructor(options: FrontChannelOptions, opening: string) {
    const { link, channel, connection } = options;
    this.#options = options;
    this.connection = connection;
    this.#outgoing = new Outgoing(link, channel, () => connection.resumeReading());
    this.#incoming = new Incoming(link, channel);
    link.write((writer) => writer.open(channel, opening));
  }

  onMessage(text: string): void {
    // What is typed waits in the browser's network stack.
    if (!this.#outgoing.text(text)) this.connection.pauseReading();
  }

  onDrain(): void {
    this.#incoming.release();
  }

  onClose(delivered: boolean): void {
    const { link, channel, onGone } = this.#options;
    this.#outgoing.dispose();
    link.write((writer) => writer.closed(channel, delivered));
    onGone();
  }

  /** The owner has sent something. @throws RelayFrameError */
  onFrame(frame: RelayFrame): void {
    switch (frame.kind) {
      case 'text':
        this.#passed(this.connection.send(frame.text), frame.bytes);
        return;
      case 'literal':
        this.#passed(this.connection.sendLiteral(frame.literal), frame.literal.length);
        return;
      case 'credit':
        this.#outgoing.credited(frame.bytes);
        return;
      case 'close':
        this.connection.close(frame.code, frame.reason);
        return;
      default:
        throw new RelayFrameError(`An owner sent a frame of kind ${frame.kind}`);
    }
  }

  #passed(hasRoom: boolean, bytes: number): void {
    if (!hasRoom) this.#incoming.hold();
    this.#incoming.took(bytes);
  }
}
