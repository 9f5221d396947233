/** A browser's connection that another replica relays, as the session sees it. */

import { INTERNAL_ERROR } from '#protocol/close-codes.ts';
import type { Connection, ConnectionListener } from '#server/terminal/ports.ts';
import { Incoming, Outgoing } from './channel-flow.ts';
import type { RelayLink } from './relay-link.ts';

type State =
  /** Who sends is being found out. Messages wait; no credit is given for them. */
  | { readonly kind: 'unknown'; readonly waiting: { readonly text: string; readonly bytes: number }[] }
  | { readonly kind: 'open'; readonly listener: ConnectionListener }
  /** Closed here; the browser has not confirmed it. */
  | { readonly kind: 'closing'; readonly listener: ConnectionListener | undefined }
  | { readonly kind: 'closed' };

export interface OwnerConnectionOptions {
  readonly link: RelayLink;
  readonly channel: number;
  /** A listener has failed; its connection is closed. */
  readonly onFailed: (error: unknown) => void;
}

export class OwnerConnection implements Connection {
  readonly #options: OwnerConnectionOptions;
  readonly #outgoing: Outgoing;
  readonly #incoming: Incoming;
  #state: State = { kind: 'unknown', waiting: [] };

  constructor(options: OwnerConnectionOptions) {
    this.#options = options;
    const { link, channel } = options;
    this.#outgoing = new Outgoing(link, channel, () => this.#tell((listener) => listener.onDrain()));
    this.#incoming = new Incoming(link, channel);
  }

  /** Who sends is known: `open` gives what gets the messages, those that came before included. Call at most once. */
  serve(open: () => ConnectionListener): void {
    if (this.#state.kind !== 'unknown') return;
    const { waiting } = this.#state;
    this.#guard(() => {
      const listener = open();
      // It may have closed the connection already.
      if (this.#state.kind === 'unknown') this.#state = { kind: 'open', listener };
      else if (this.#state.kind === 'closing') this.#state = { kind: 'closing', listener };
    });
    for (const { text, bytes } of waiting) this.onText(text, bytes);
  }

  send(message: string): boolean {
    return !this.#canSend || this.#outgoing.text(message);
  }

  sendLiteral(literal: Uint8Array): boolean {
    return !this.#canSend || this.#outgoing.literal(literal);
  }

  flush(): void {
    // All connections of a link share what a turn sends.
  }

  get bufferedBytes(): number {
    return this.#outgoing.unread;
  }

  close(code: number, reason: string): void {
    if (!this.#canSend) return;
    const listener = this.#state.kind === 'open' ? this.#state.listener : undefined;
    this.#state = { kind: 'closing', listener };
    this.#options.link.write((writer) => writer.close(this.#options.channel, code, reason));
  }

  pauseReading(): void {
    this.#incoming.hold();
  }

  resumeReading(): void {
    this.#incoming.release();
  }

  /** A message of the browser. */
  onText(text: string, bytes: number): void {
    if (this.#state.kind === 'unknown') {
      this.#state.waiting.push({ text, bytes });
      return;
    }
    this.#tell((listener) => listener.onMessage(text));
    this.#incoming.took(bytes);
  }

  onCredit(bytes: number): void {
    this.#outgoing.credited(bytes);
  }

  /**
   * The browser's connection has gone, or the way to it.
   * @param delivered it had everything that was sent, the close included
   */
  onGone(delivered: boolean): void {
    const state = this.#state;
    if (state.kind === 'closed') return;
    this.#state = { kind: 'closed' };
    this.#outgoing.dispose();
    const listener = state.kind === 'unknown' ? undefined : state.listener;
    if (listener === undefined) return;
    this.#guard(() => listener.onClose(delivered && state.kind === 'closing'));
  }

  get #canSend(): boolean {
    return this.#state.kind === 'unknown' || this.#state.kind === 'open';
  }

  #tell(event: (listener: ConnectionListener) => void): void {
    const state = this.#state;
    if (state.kind === 'open') this.#guard(() => event(state.listener));
  }

  /** An exception ends only this connection. */
  #guard(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#options.onFailed(error);
      this.close(INTERNAL_ERROR.code, INTERNAL_ERROR.reason);
    }
  }
}
