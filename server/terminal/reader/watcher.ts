/**
 * A further reader that sends a session's output to another screen, read-only. A screen that is too slow skips to
 * the newest output; it never slows the process.
 */

import { GOING_AWAY } from '#protocol/close-codes.ts';
import type { RecordedAs, ServerMessage } from '#protocol/messages.ts';
import type { DrawnScreen, WatchedFields } from '#protocol/viewing-messages.ts';
import type { KeptOutput } from '../output/scrollback.ts';
import type { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import type { Connection } from '../ports.ts';
import { failedToStart, type ProcessState } from '../process/process-leg.ts';
import { attachedFields } from './attached-fields.ts';
import { endMessageOf } from './end-message.ts';
import { newestStart } from './newest-output.ts';
import { OutputSender } from './output-sender.ts';
import type { Reader } from './reader.ts';

export interface WatcherOptions {
  /** Name of this view. Not the session's id, which would let the watcher take the session over. */
  readonly viewId: string;
  /** What is watched. */
  readonly watched: WatchedFields;
  readonly container: string;
  /** How the shell is recorded; undefined: not at all. */
  readonly recording: RecordedAs | undefined;
  readonly connection: Connection;
  readonly output: KeptOutput;
  readonly encoder: StdoutLiteralEncoder;
  /** The client sends `ack`. */
  readonly acks: boolean;
  /** Output that the client has, from an earlier connection. */
  readonly offset: number;
  /** What it begins with may not be all that the screen shows: it needs {@link Watcher.showScreen}. */
  readonly onBlind: () => void;
}

type Phase = 'bound-is-due' | 'following' | 'closed';

export class Watcher implements Reader {
  readonly #options: WatcherOptions;
  readonly #sender: OutputSender;
  #phase: Phase = 'bound-is-due';
  #isBlind = false;

  /** Begins with as much of the kept output as a terminal can show. */
  constructor(options: WatcherOptions) {
    this.#options = options;
    const { acks, connection, encoder, offset, output } = options;
    const oldest = newestStart(output);
    this.#sender = new OutputSender({
      connection,
      output,
      encoder,
      acks,
      sizes: 'always',
      offset,
      oldest,
      receipt: undefined,
    });
  }

  /** Sends a message that is not output. */
  tell(message: ServerMessage): void {
    this.#sender.send(message);
  }

  /** The screen has shown all output up to an offset. Wake the reader afterwards. */
  ack(offset: number): void {
    this.#sender.ack(offset);
  }

  /** The transport has room again. Wake the reader afterwards. */
  drained(): void {
    this.#sender.drained();
    if (this.#isBlind) this.#options.onBlind();
  }

  /** What the owner's terminal showed at an offset; undefined: nobody knows. Wake the reader afterwards. */
  showScreen(offset: number, drawn: DrawnScreen | undefined): void {
    if (!this.#isBlind || this.#phase !== 'following') return;
    this.#isBlind = drawn !== undefined && !this.#sender.showScreen(offset, drawn);
  }

  update(process: ProcessState): void {
    if (process.kind === 'waiting' || process.kind === 'starting' || this.#phase === 'closed') return;
    if (failedToStart(process)) {
      this.#conclude(process);
      return;
    }
    this.#announce(process);
    const sender = this.#sender;
    const { output } = this.#options;
    // A full screen skips once it has room: a reset for each overrun would only add to what it cannot take.
    if (sender.isFull && sender.sent < output.end) return;
    if (sender.sent < output.start) {
      sender.skipTo(newestStart(output));
      this.#lookAround(output.isAlternateAt(sender.sent) || !this.#hasScreenful);
    }
    if (sender.pump(process.kind === 'ended')) this.#conclude(process);
  }

  close(process: ProcessState): void {
    this.#conclude(process);
    if (this.#phase === 'closed') return;
    this.#phase = 'closed';
    this.#options.connection.close(GOING_AWAY.code, GOING_AWAY.reason);
  }

  #announce({ shell, attached, marks }: Extract<ProcessState, { kind: 'up' | 'ended' }>): void {
    if (this.#phase !== 'bound-is-due') return;
    const { recording } = this.#options;
    this.#phase = 'following';
    this.#sender.send({
      Op: 'bound',
      SessionID: this.#options.viewId,
      Offset: this.#sender.sent,
      Resumed: true,
      Container: this.#options.container,
      Shell: shell,
      ReadOnly: true,
      Watched: this.#options.watched,
      ...(recording === undefined ? {} : { Recording: recording }),
      ...attachedFields(attached),
      ...(marks === undefined ? {} : { Marks: marks }),
    });
    if (this.#sender.announceLoss()) this.#lookAround(true);
  }

  /** What was printed before does not come again. */
  #lookAround(isBlind: boolean): void {
    this.#isBlind = isBlind;
    if (isBlind) this.#options.onBlind();
  }

  /** A flood fills the screen anew by itself. */
  get #hasScreenful(): boolean {
    const { output } = this.#options;
    const { sent } = this.#sender;
    const rows = output.sizeAt(sent)?.rows ?? 0;
    return rows > 0 && output.tailStart(rows + 1, output.end - sent) > sent;
  }

  /** Tells the end of the process, if there is one, and closes the connection. */
  #conclude(process: ProcessState): void {
    if (process.kind !== 'ended' || this.#phase === 'closed') return;
    this.#phase = 'closed';
    const { message, code, reason } = endMessageOf(process.end);
    this.#sender.send(message);
    this.#options.connection.close(code, reason);
  }
}
