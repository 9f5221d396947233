/**
 * One connection that watches a session by a link: asks whether its user may exec there, follows the output, and types
 * while it has the keyboard. Nothing else that it sends reaches the session.
 */

import {
  type CloseReason,
  FORBIDDEN,
  GOING_AWAY,
  INTERNAL_ERROR,
  TOO_MANY_SESSIONS,
} from '#protocol/close-codes.ts';
import type { ToastCode } from '#protocol/end-codes.ts';
import { encodeMessage, type ServerMessage, type ToastMessage } from '#protocol/messages.ts';
import type { DrawnScreen, KeyboardMessage, ViewBindMessage } from '#protocol/viewing-messages.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { Attachment } from '../attachment.ts';
import type { KeptOutput } from '../output/scrollback.ts';
import type { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import type { CheckedShell } from '../permission-checks.ts';
import type { Connection, ShellFailure, ShellReview } from '../ports.ts';
import { StdinEncoder } from '../process/stdin-encoder.ts';
import { endMessageOf } from '../reader/end-message.ts';
import type { Reader, ReaderHold } from '../reader/reader.ts';
import { Watcher } from '../reader/watcher.ts';
import type { Session } from '../session.ts';
import type { ViewEndCause } from './ports.ts';
import { MAX_WATCHERS, type ViewLink } from './view-link.ts';

/** What a viewer tells those who keep all viewers of its session. */
export interface ViewerHost {
  /** It may watch, and does from now on. */
  onJoined(viewer: Viewer): void;
  /** It does not get in. */
  onRefused(viewer: Viewer, code: string): void;
  /** It is shown out, or its connection is gone. Once, whether it had joined or not. */
  onGone(viewer: Viewer, cause: ViewEndCause): void;
  /** It says yes or no to having the keyboard. */
  onAgrees(viewer: Viewer, agree: boolean): void;
  hasKeyboard(viewer: Viewer): boolean;
  /** It needs to be told what stands on the screen. */
  onBlind(viewer: Viewer): void;
  /** No other may join. */
  readonly isFull: boolean;
}

export interface ViewerOptions {
  readonly watcherId: string;
  readonly link: ViewLink;
  readonly session: Session;
  readonly connection: Connection;
  readonly bind: ViewBindMessage;
  readonly caller: Caller;
  readonly review: ShellReview;
  readonly encoder: StdoutLiteralEncoder;
  readonly clock: Clock;
  readonly host: ViewerHost;
}

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'watching'; readonly watcher: Watcher; readonly hold: ReaderHold }
  /** Its connection may live on until it answers why it was shown out, and nothing of it counts any more. */
  | { readonly kind: 'over' };

/** With more unsent, news of who watches waits: a screen that takes nothing must cost no memory. */
const MAX_UNSENT_BYTES = 64 * 1024;

export class Viewer implements Attachment, CheckedShell {
  readonly #options: ViewerOptions;
  readonly #stdin = new StdinEncoder();
  #state: State = { kind: 'asking' };
  #cause: ViewEndCause | undefined;
  #news: ServerMessage | undefined;
  /** When it joined, in milliseconds since the epoch. */
  #since = 0;

  constructor(options: ViewerOptions) {
    this.#options = options;
  }

  get watcherId(): string {
    return this.#options.watcherId;
  }

  get name(): string {
    return this.#options.caller.displayName;
  }

  get userId(): string {
    return this.#options.caller.userId;
  }

  get link(): ViewLink {
    return this.#options.link;
  }

  get connection(): Connection {
    return this.#options.connection;
  }

  /** When it began to watch, in milliseconds since the epoch. */
  get since(): number {
    return this.#since;
  }

  get review(): ShellReview | undefined {
    return this.#state.kind === 'watching' ? this.#options.review : undefined;
  }

  /** Asks whether it may watch, and lets it in or closes the connection. Never rejects. */
  async begin(): Promise<void> {
    const verdict = await this.#options.review.ask();
    if (this.#state.kind !== 'asking') return;
    const { session } = this.#options;
    if (verdict.kind === 'refused') this.#refuse(verdict.failure);
    else if (verdict.kind === 'unknown') {
      this.#turnAway(
        GOING_AWAY,
        'cluster-unreachable',
        "The cluster doesn't answer whether you may watch this terminal. Podshell tries again.",
      );
    } else if (!session.attachable) this.endWithShell();
    else if (this.#options.host.isFull) this.turnAwayAsSurplus();
    else this.#join();
  }

  /** Too many watch. */
  turnAwayAsSurplus(): void {
    this.#turnAway(
      TOO_MANY_SESSIONS,
      'watcher-limit',
      `This terminal has reached the limit of ${MAX_WATCHERS} windows that watch it.`,
    );
  }

  /** The user may exec there no more. */
  refuse(failure: ShellFailure): void {
    this.#cause ??= 'permission-lost';
    this.#conclude(endMessageOf({ kind: 'failed', failure }));
  }

  /** Ends the view, and says why. @param text a sentence for the user */
  endView(cause: ViewEndCause, code: ToastCode, text: string): void {
    this.#cause ??= cause;
    const message = { Op: 'toast', Level: 'info', Code: code, Data: text } as const;
    this.#conclude({ ...FORBIDDEN, reason: text, message });
  }

  /** Ends the view because there is nothing to watch any more. */
  endWithShell(): void {
    this.endView('shell-ended', 'view-over', 'What you watched has ended.');
  }

  /** Says why the process is about to end. Its end follows, with the last of its output. */
  explain(why: ToastMessage): void {
    this.#options.connection.send(encodeMessage(why));
  }

  /** Shows what the owner's terminal showed at an offset; undefined: nobody knows. */
  showScreen(offset: number, drawn: DrawnScreen | undefined): void {
    if (this.#state.kind !== 'watching') return;
    this.#state.watcher.showScreen(offset, drawn);
    this.#state.hold.wake();
  }

  /** Tells what has changed around the shell; only the newest such message counts. */
  tellNews(message: ServerMessage): void {
    this.#news = message;
    this.#sendNews();
  }

  write(text: string, isBinary = false): void {
    const { session, connection, host } = this.#options;
    if (this.#state.kind !== 'watching' || !host.hasKeyboard(this)) return;
    const bytes = isBinary ? this.#stdin.encodeBinary(text) : this.#stdin.encode(text);
    this.bytesTyped += bytes.length;
    if (!session.typeForGuest(bytes, text)) connection.pauseReading();
  }

  /** Bytes that it has typed. Whoever gives it the keyboard counts from 0. */
  bytesTyped = 0;

  agree({ Agree }: KeyboardMessage): void {
    if (this.#state.kind === 'watching') this.#options.host.onAgrees(this, Agree);
  }

  ack(offset: number): void {
    if (this.#state.kind !== 'watching') return;
    this.#state.watcher.ack(offset);
    this.#state.hold.wake();
  }

  drained(): void {
    if (this.#state.kind !== 'watching') return;
    this.#state.watcher.drained();
    this.#state.hold.wake();
    this.#sendNews();
  }

  /** Whether the node answers is the owner's question. */
  ping(onAnswer: () => void): void {
    onAnswer();
  }

  /** The process reads input again. */
  onInputRoom(): void {
    this.#options.connection.resumeReading();
  }

  resize(): void {}

  screen(): void {}

  end(): void {}

  leave(): void {}

  detach(): void {
    const { caller, session } = this.#options;
    const ended = session.hasEnded || !session.attachable;
    const lost = caller.ended?.aborted === true;
    this.#leave(ended ? 'shell-ended' : lost ? 'permission-lost' : 'left');
  }

  #join(): void {
    const { bind, connection, encoder, link, session, clock, host } = this.#options;
    const { recording, target } = session.start;
    const { context: Context, namespace: Namespace, pod: Pod, container } = target;
    this.#since = clock.now();
    let watcher: Watcher | undefined;
    const follow = (output: KeptOutput): Reader => {
      watcher = new Watcher({
        viewId: link.viewId,
        watched: { Context, Namespace, Pod, Owner: session.caller.displayName },
        container,
        recording,
        connection,
        output,
        encoder,
        acks: bind.Ack ?? false,
        offset: bind.Offset ?? 0,
        onBlind: () => host.onBlind(this),
      });
      const reader = watcher;
      const ifOpen = (call: () => void) => {
        try {
          call();
        } catch (error) {
          // The session removes a reader that throws; its connection must not stay as if it followed.
          connection.close(INTERNAL_ERROR.code, INTERNAL_ERROR.reason);
          throw error;
        }
      };
      return {
        update: (process) => ifOpen(() => reader.update(process)),
        close: (process) => ifOpen(() => reader.close(process)),
      };
    };
    const hold = session.follow(follow);
    // What the first output has told it may have closed the connection.
    if (watcher === undefined || this.#isOver) hold.leave();
    else {
      this.#state = { kind: 'watching', watcher, hold };
      host.onJoined(this);
    }
  }

  get #isOver(): boolean {
    return this.#state.kind === 'over';
  }

  #refuse(failure: ShellFailure): void {
    this.#options.host.onRefused(this, failure.code);
    this.refuse(failure);
  }

  #turnAway({ code }: CloseReason, why: ToastCode, text: string): void {
    this.#options.host.onRefused(this, why);
    const message = { Op: 'toast', Level: 'warning', Code: why, Data: text } as const;
    this.#conclude({ message, code, reason: text });
  }

  #conclude({ message, code, reason }: CloseReason & { readonly message: ServerMessage }): void {
    if (this.#isOver) return;
    const { connection } = this.#options;
    this.#leave('left');
    connection.send(encodeMessage(message));
    connection.close(code, reason);
  }

  /** @param otherwise why it leaves, if nothing was said before */
  #leave(otherwise: ViewEndCause): void {
    const state = this.#state;
    if (state.kind === 'over') return;
    this.#state = { kind: 'over' };
    if (state.kind === 'watching') state.hold.leave();
    this.#options.host.onGone(this, this.#cause ?? otherwise);
  }

  #sendNews(): void {
    const { connection } = this.#options;
    if (this.#news === undefined || connection.bufferedBytes > MAX_UNSENT_BYTES) return;
    const news = this.#news;
    this.#news = undefined;
    connection.send(encodeMessage(news));
  }
}
