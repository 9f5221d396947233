/** One session as this page knows it: how much of its output has come, has been shown, and how it ended. */

import type { ExitMessage, StdoutMessage } from '#protocol/messages.ts';
import { Acknowledger, type AcknowledgerOptions } from './acknowledger.ts';
import type { KeptSession, OutputScreen, ScreenSize } from './ports.ts';

export interface ShellSessionOptions extends AcknowledgerOptions {
  readonly screen: OutputScreen;
  readonly sessionId: string;
  /** Name of this window for the session; no other window that may take it over has the same. */
  readonly writer: string;
  /** What the pane remembers from before the page was loaded; null for a new session. */
  readonly kept: KeptSession | null;
}

export class ShellSession {
  readonly sessionId: string;
  readonly writer: string;
  /** It comes from before the page was loaded. */
  readonly isKept: boolean;
  /** How the process ended, once the server has said so. */
  exit: ExitMessage | null = null;
  /** Why the server ends the session, once it has said so. */
  cause: { readonly code: string; readonly detail: string } | null = null;
  readonly #screen: OutputScreen;
  readonly #acks: Acknowledger;
  /** Output up to this byte was shown, and its questions answered, before the page was loaded. */
  readonly #replayUntil: number;
  #received: number | null = null;
  /** Size of the replayed output that is being shown; null: the window's own. */
  #shownAt: ScreenSize | null = null;

  constructor(options: ShellSessionOptions) {
    this.sessionId = options.sessionId;
    this.writer = options.writer;
    this.isKept = options.kept !== null;
    this.#screen = options.screen;
    this.#acks = new Acknowledger(options);
    this.#replayUntil = options.kept?.shownBytes ?? 0;
  }

  /** Bytes of output that have arrived; null until this page was bound to the session. */
  get received(): number | null {
    return this.#received;
  }

  /** What a reloaded page needs to go on. */
  toKeep(): KeptSession {
    return { sessionId: this.sessionId, shownBytes: Math.max(this.#acks.shownBytes, this.#replayUntil) };
  }

  /** The server is about to send what comes after `offset`. */
  bound(offset: number): void {
    // What the server sends again would stand on the screen twice.
    if (this.#received !== null && offset < this.#received) this.#screen.reset();
    this.#startAt(offset);
  }

  /** What came between the last output and `offset` is no longer kept. */
  reset(offset: number): void {
    this.#screen.reset();
    this.#startAt(offset);
  }

  /** Shows output, unless it came before. */
  output({ Data, Offset, Cols, Rows }: StdoutMessage): void {
    this.#showAt(Cols === undefined || Rows === undefined ? null : { cols: Cols, rows: Rows });
    const before = this.#received ?? 0;
    if (Offset <= before) return;
    this.#received = Offset;
    this.#acks.received(Offset);
    this.#screen.write(Data, before < this.#replayUntil, () => this.#acks.shown(Offset));
  }

  /** The connection is gone, perhaps in the middle of a replay. */
  lost(): void {
    this.#showAt(null);
  }

  dispose(): void {
    this.#acks.dispose();
  }

  #startAt(offset: number): void {
    this.#received = offset;
    this.#acks.startAt(offset);
  }
  #showAt(size: ScreenSize | null): void {
    if (size?.cols === this.#shownAt?.cols && size?.rows === this.#shownAt?.rows) return;
    this.#shownAt = size;
    this.#screen.showAt(size);
  }
}
