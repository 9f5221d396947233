/** One session as this page knows it: how much output has arrived and was shown, and how it ended. */

import type { ExitMessage, StdoutMessage } from '#protocol/messages.ts';
import type { ScreenMessage } from '#protocol/viewing-messages.ts';
import { Acknowledger, type AcknowledgerOptions } from './acknowledger.ts';
import type { ConnectionState } from './connection-state.ts';
import type { KeptSession, OutputScreen, ScreenSize } from './ports.ts';

export interface ShellSessionOptions extends AcknowledgerOptions {
  readonly screen: OutputScreen;
  readonly sessionId: string;
  /** This window's id for the session; another window that takes the session over has another one. */
  readonly writer: string;
  /** What was stored before a reload; null for a new session. */
  readonly kept: KeptSession | null;
}

/** What the server says of an end before it comes. */
export interface EndCause {
  readonly code: string;
  readonly detail: string;
}

export class ShellSession {
  readonly sessionId: string;
  readonly writer: string;
  /** True if the session was opened before a reload. */
  readonly isKept: boolean;
  /** How the process ended, if the server has reported it. */
  exit: ExitMessage | null = null;
  /** Why the server ends the session, if it has reported it. */
  cause: EndCause | null = null;
  readonly #screen: OutputScreen;
  /** Tells the screen that all that was missed was written. */
  #caughtUp = () => {};
  readonly #acks: Acknowledger;
  /** Output up to this byte was shown, and its queries answered, before the page was loaded. */
  readonly #replayUntil: number;
  #received: number | null = null;
  #turns = 0;
  /** Counts how often the screen was cleared to start afresh. */
  #starts = 0;
  /** No output has come since the server said to start afresh. */
  #isReset = false;
  /** Size at which replayed output is being shown; null: the window's size. */
  #shownAt: ScreenSize | null = null;
  /** The size of its owner's window, for a shell that is watched; null for one's own. */
  #owned: ScreenSize | null = null;

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

  /** Counts this window's connections to the session: a bind may come late, after that of the next one. */
  nextTurn(): number {
    this.#turns += 1;
    return this.#turns;
  }

  /** How it ended, as far as the server has told. */
  get exitedState(): Extract<ConnectionState, { kind: 'exited' }> {
    const { exit, cause } = this;
    return {
      kind: 'exited',
      exitCode: exit?.Code ?? null,
      reason: exit?.Data ?? '',
      ...(exit?.Cause === undefined ? {} : { exitCause: exit.Cause }),
      ...(cause === null ? {} : { cause }),
    };
  }

  /** What a reloaded page needs to resume. */
  toKeep(): KeptSession {
    return { sessionId: this.sessionId, shownBytes: Math.max(this.#acks.shownBytes, this.#replayUntil) };
  }

  /** The server will send output after `offset`. @param marks the word in the shell's command marks; undefined: it has none */
  bound(offset: number, marks: string | undefined): void {
    this.#isReset = false;
    this.#screen.marked(marks ?? '');
    // What ended an earlier connection does not explain a later end.
    this.cause = null;
    // Output that the server sends again would appear twice.
    if (this.#received !== null && offset < this.#received) this.#clear();
    const caughtUp = this.#received !== null || this.isKept ? this.#screen.catchUp() : () => {};
    this.#startAt(offset, caughtUp);
  }

  /** Output between the last byte and `offset` is lost: the server no longer has it. */
  reset(offset: number): void {
    this.#clear();
    this.#startAt(offset, this.#screen.catchUp());
    this.#isReset = true;
  }

  /** Shows output that has not been shown yet. */
  output({ Data, Offset, Cols, Rows }: StdoutMessage): void {
    // What was missed comes with its size.
    const size = Cols === undefined || Rows === undefined ? undefined : { cols: Cols, rows: Rows };
    if (size === undefined) this.#endCatchUp();
    this.#showAt(size ?? this.#owned);
    const before = this.#received ?? 0;
    if (Offset === before && this.#isReset) {
      // No output: modes that are in force here, said again. The program has had its answers long ago.
      if (Data !== '') this.#screen.write(Data, true, () => {});
      return;
    }
    if (Offset <= before) return;
    this.#isReset = false;
    this.#received = Offset;
    this.#acks.received(Offset);
    this.#screen.write(Data, before < this.#replayUntil, () => this.#acks.shown(Offset));
  }

  /** Tells what the screen shows of the output that has come. Not at all if it starts afresh meanwhile. */
  tellScreen(send: (message: ScreenMessage) => void): void {
    this.#screen.paint(() => {
      const received = this.#received;
      const starts = this.#starts;
      return (painted) => {
        if (received !== null && starts === this.#starts)
          send({ Op: 'screen', Offset: received, ...painted });
      };
    });
  }

  /** What explains the end of the connection, which explains no later one. */
  takeCause(): EndCause | null {
    const { cause } = this;
    this.cause = null;
    return cause;
  }

  /** Of a shell that is watched: what follows was written for a window of this size. */
  resized(size: ScreenSize): void {
    this.#owned = size;
    this.#showAt(size);
  }

  /** The connection was lost, perhaps in the middle of a replay. */
  lost(): void {
    this.#showAt(this.#owned);
  }

  dispose(): void {
    this.#acks.dispose();
  }

  #clear(): void {
    // First: text that waits may be dropped, as if it were shown.
    this.#starts += 1;
    this.#screen.reset();
  }

  /** @param caughtUp what to call when all that was missed was written */
  #startAt(offset: number, caughtUp: () => void): void {
    this.#received = offset;
    this.#acks.startAt(offset);
    this.#caughtUp = caughtUp;
  }

  #endCatchUp(): void {
    this.#caughtUp();
    this.#caughtUp = () => {};
  }

  #showAt(size: ScreenSize | null): void {
    if (size?.cols === this.#shownAt?.cols && size?.rows === this.#shownAt?.rows) return;
    this.#shownAt = size;
    this.#screen.showAt(size);
  }
}
