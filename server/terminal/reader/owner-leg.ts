/**
 * The session's leg to its owner's screen: one connection from bind to detach. It passes typing on, sends output,
 * and, alone among the readers, slows the process when the screen cannot follow.
 */

import type { BindMessage, ServerMessage } from '#protocol/messages.ts';
import type { Clock } from '#server/ports.ts';
import { FULL_STDOUT_BYTES, HIGH_MARK_BYTES, LOW_MARK_BYTES } from '../limits.ts';
import type { KeptOutput } from '../output/scrollback.ts';
import type { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import type { Connection } from '../ports.ts';
import {
  failedToStart,
  type ProcessLeg,
  type ProcessState,
  type SessionStart,
} from '../process/process-leg.ts';
import { attachedFields } from './attached-fields.ts';
import { CatchUp, type CatchUpListener } from './catch-up.ts';
import { type EndMessage, endMessageOf } from './end-message.ts';
import { InputReceipt } from './input-receipt.ts';
import { newestStart } from './newest-output.ts';
import { OutputPacing, type OutputPacingListener } from './output-pacing.ts';
import { OutputSender } from './output-sender.ts';

export interface OwnerLegOptions {
  readonly sessionId: string;
  readonly start: Pick<SessionStart, 'recording' | 'shellId' | 'target'>;
  readonly connection: Connection;
  readonly bind: BindMessage;
  readonly process: ProcessLeg;
  readonly output: KeptOutput;
  /** Offset of the oldest output that may be replayed. */
  readonly oldest: number;
  /** Bytes of this window's input that the session took from earlier connections. */
  readonly inputTaken: number;
  readonly encoder: StdoutLiteralEncoder;
  readonly clock: Clock;
}

/** What the browser knows of the process. */
type Phase =
  | { readonly kind: 'bound-is-due'; readonly resumed: boolean }
  | { readonly kind: 'following' }
  | { readonly kind: 'told-the-end' };

/** What its timers call is for them alone. Its options are not kept: every idle shell has one. */
export class OwnerLeg implements OutputPacingListener, CatchUpListener {
  readonly #sessionId: string;
  readonly #start: OwnerLegOptions['start'];
  readonly #connection: Connection;
  readonly #output: KeptOutput;
  /** The client can tell what its screen shows. */
  readonly #tellsScreen: boolean;
  readonly #process: ProcessLeg;
  readonly #sender: OutputSender;
  readonly #receipt: InputReceipt | undefined;
  readonly #pacing: OutputPacing;
  readonly #catchUp: CatchUp;
  #phase: Phase;

  /** Create it before the process is started for it, so that `bound` tells a new process from a resumed one. */
  constructor(options: OwnerLegOptions) {
    const { bind, clock, connection, encoder, inputTaken, oldest, output, process } = options;
    this.#sessionId = options.sessionId;
    this.#start = options.start;
    this.#connection = connection;
    this.#output = output;
    this.#tellsScreen = bind.Screen === true;
    this.#process = process;
    this.#phase = { kind: 'bound-is-due', resumed: process.state.kind !== 'waiting' };
    this.#receipt =
      bind.Writer === undefined
        ? undefined
        : new InputReceipt(clock, inputTaken, () => this.#sender.tellInput());
    this.#sender = new OutputSender({
      connection,
      output,
      encoder,
      acks: bind.Ack ?? false,
      offset: bind.Offset ?? 0,
      oldest: oldestFor(bind, output, oldest),
      sizes: bind.Sizes ? 'replay' : 'untold',
      receipt: this.#receipt,
    });
    this.#pacing = new OutputPacing(clock, FULL_STDOUT_BYTES, this);
    this.#catchUp = new CatchUp(clock, this);
    if (process.inputFull) connection.pauseReading();
  }

  /** True once the browser was sent the end of the process. */
  get isToldTheEnd(): boolean {
    return this.#phase.kind === 'told-the-end';
  }

  /** Asks what the screen shows. @returns false when the client cannot tell */
  askForScreen(): boolean {
    if (!this.#tellsScreen || this.#phase.kind !== 'following') return false;
    this.tell({ Op: 'screen' });
    return true;
  }

  /** The user typed. */
  write(text: string, isBinary = false): void {
    const process = this.#process;
    this.onOtherInput(text);
    process.write(text, isBinary);
    this.#receipt?.took(process.inputRead);
    if (process.inputFull) this.#connection.pauseReading();
  }

  /** Somebody else types: an interrupt ends a flood for this screen, too. */
  onOtherInput(text: string): void {
    if (this.#catchUp.onInput(text, this.#process.mayHaveBacklog)) this.#process.resume();
  }

  /** The screen has shown all output up to an offset. */
  ack(offset: number): void {
    this.#sender.ack(offset);
    // Batched output has its own timer; flush only what this ack unblocked.
    if (this.#pacing.gathering && !this.#sender.isFull) this.#updateFlow();
    else this.flush();
  }

  /** The transport has room again. */
  drained(): void {
    this.#sender.drained();
    this.flush();
  }

  /** So many bytes were appended to the kept output. */
  onOutput(bytes: number): void {
    this.#catchUp.onOutput(bytes);
    this.#pacing.onOutput(bytes, this.#output.end - this.#sender.sent);
    this.#updateFlow();
  }

  /** The process has read more of a paste. */
  onInputRead(): void {
    this.#receipt?.took(this.#process.inputRead, true);
  }

  /** The process reads input again. */
  onInputRoom(): void {
    this.#connection.resumeReading();
  }

  /** The process has ended. */
  onEnd(): void {
    this.#pacing.cancel();
    const wasTaking = this.#catchUp.running;
    this.#catchUp.cancel();
    if (wasTaking) this.#skipToNewest();
    else this.flush();
  }

  /** Sends what flow control allows, and when the process has ended and all was sent, says so and closes. */
  flush(): void {
    const { state } = this.#process;
    if (state.kind === 'waiting' || state.kind === 'starting') return;
    if (this.#catchUp.running && state.kind === 'up') return;
    if (!failedToStart(state)) this.#announce(state);
    const done = this.#sender.pump(state.kind === 'ended');
    if (state.kind === 'up') this.#updateFlow();
    else if (done) this.conclude();
  }

  /** Tells the end of the process, if there is one, and closes the connection, whatever was not sent yet. */
  conclude(): void {
    const { state } = this.#process;
    if (state.kind !== 'ended' || this.#phase.kind === 'told-the-end') return;
    this.concludeWith(endMessageOf(state.end));
  }

  /** Tells why the session ends, and closes the connection. */
  concludeWith({ message, code, reason }: EndMessage): void {
    this.#phase = { kind: 'told-the-end' };
    this.#sender.send(message);
    this.close(code, reason);
  }

  /** Sends a message that is not output. */
  tell(message: ServerMessage): void {
    this.#sender.send(message);
  }

  /** Ends the connection; the process is not touched. */
  close(code: number, reason: string): void {
    this.#connection.close(code, reason);
  }

  /** Stops every timer. What the process writes later is still sent. Idempotent. */
  cancelTimers(): void {
    this.#receipt?.cancel();
    this.#pacing.cancel();
    this.#catchUp.cancel();
  }

  #announce({ shell, attached, marks }: Extract<ProcessState, { kind: 'up' | 'ended' }>): void {
    if (this.#phase.kind !== 'bound-is-due') return;
    const { resumed } = this.#phase;
    const { recording, shellId, target } = this.#start;
    this.#phase = { kind: 'following' };
    this.#sender.send({
      Op: 'bound',
      SessionID: this.#sessionId,
      Offset: this.#sender.sent,
      Resumed: resumed,
      Container: target.container,
      Shell: shell,
      ShellID: shellId,
      ...(recording === undefined ? {} : { Recording: recording }),
      ...attachedFields(attached),
      ...(marks === undefined ? {} : { Marks: marks }),
      ...this.#sender.inputTaken(),
    });
    this.#sender.announceLoss();
  }

  /** Pauses the process above the high mark of output that is not shown, and resumes it below the low mark. */
  #updateFlow(): void {
    if (this.#process.state.kind !== 'up' || this.#catchUp.takesAll) return;
    const unshown = this.#sender.unshownBytes;
    if (unshown > HIGH_MARK_BYTES) this.#process.pause();
    else if (unshown < LOW_MARK_BYTES) this.#process.resume();
  }

  onDue(first: boolean): void {
    this.flush();
    // Before the pacing asks for a callback, and the transport would ask for the end of the turn.
    if (first) this.#connection.flush();
  }

  onQuiet(): void {
    this.#skipToNewest();
  }

  onOver(): void {
    this.flush();
  }

  #skipToNewest(): void {
    this.#sender.skipTo(newestStart(this.#output));
    this.flush();
  }
}

/** A screen that is empty has no use for more lines than it can show: they would only be seen rushing by. */
function oldestFor({ Offset, Lines }: BindMessage, output: KeptOutput, oldest: number): number {
  if (Offset !== undefined || Lines === undefined) return oldest;
  return output.tailStart(Lines, output.end - oldest);
}
