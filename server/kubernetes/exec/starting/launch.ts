/** One attempt to start a process: an exec socket with the marker taken out of its output. */

import type { TerminalSize } from '#server/terminal/ports.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import { execPath } from '../stream/exec-path.ts';
import { type ExecClose, ExecSocket, type ExecSocketListener, type Prober } from '../stream/exec-socket.ts';
import { decodeStatus, type ExecOutcome } from '../stream/exec-status.ts';
import { type Marker, MarkerFilter, type ProcessMark } from '../stream/marker.ts';
import { probeContainer } from '../stream/run-script.ts';
import { marksWord } from './command-marks.ts';
import { baseName } from './interpreter.ts';
import { type Launch, withoutArguments } from './launch-plan.ts';

/** How an attempt ended: with a status of the cluster, or without one. */
export type LaunchEnd =
  | { readonly kind: 'status'; readonly outcome: ExecOutcome }
  | { readonly kind: 'closed'; readonly close: ExecClose };

export interface LaunchListener {
  /** The process is up. Without a marker it cannot be found again. @param marks the word in its command marks */
  onStarted(name: string, mark: ProcessMark | undefined, marks: string | undefined): void;
  /** The start script ran and found none of the programs that it could start; the end follows and says why. */
  onNothingFound(): void;
  onOutput(bytes: Buffer): void;
  onDrain(): void;
  /** Once, as the last call. */
  onEnd(end: LaunchEnd): void;
}

/** The events of its socket, and the socket's question, are for that alone. */
export class RunningLaunch implements ExecSocketListener, Prober {
  readonly #launch: Launch;
  readonly #context: ExecContext;
  readonly #listener: LaunchListener;
  readonly #socket: ExecSocket;
  #state: { kind: 'starting'; filter: MarkerFilter | undefined } | { kind: 'running' } | { kind: 'ended' };
  #size: TerminalSize;
  #isOpen = false;
  /** Undefined once it has started: the timer is let go. */
  #cancelStart: (() => void) | undefined;

  constructor(launch: Launch, context: ExecContext, size: TerminalSize, listener: LaunchListener) {
    this.#launch = withoutArguments(launch);
    this.#context = context;
    this.#listener = listener;
    this.#size = size;
    const filter = launch.kind === 'marked' ? new MarkerFilter(launch.nonce) : undefined;
    this.#state = { kind: 'starting', filter };
    this.#socket = new ExecSocket(
      {
        client: context.identity.client,
        path: execPath(context.target, launch.command, { terminal: true }),
        auditId: context.auditId,
        limits: context.limits,
        clock: context.clock,
        protocols: context.protocols,
        prober: this,
      },
      this,
    );
  }

  /** What was launched, without its long arguments. */
  get launch(): Launch {
    return this.#launch;
  }

  get socket(): ExecSocket {
    return this.#socket;
  }

  /** Sent at once when connected, else right after the upgrade. */
  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#isOpen) this.#socket.resize(size);
  }

  /** Whether the container answers. Only a marker proves that there is a `sh` to ask it with. */
  probe(): Promise<boolean> {
    return this.#launch.kind === 'marked' ? probeContainer(this.#context) : Promise.resolve(true);
  }

  onOpen(): void {
    this.#isOpen = true;
    // Too late for a program that asks at once, but the only way for one that no script starts.
    this.#socket.resize(this.#size);
    const { clock, limits } = this.#context;
    const isQuiet = this.#launch.kind === 'direct' && !this.#launch.isShell;
    const timeoutMs = isQuiet ? limits.directStartMs : limits.startMs;
    this.#cancelStart = clock.after(timeoutMs, () => this.#startWithoutMarker());
  }

  onOutput(bytes: Buffer): void {
    if (this.#state.kind === 'running') this.#listener.onOutput(bytes);
    if (this.#state.kind !== 'starting') return;
    if (this.#state.filter === undefined) {
      this.#startWithoutMarker();
      this.#listener.onOutput(bytes);
      return;
    }
    const scan = this.#state.filter.push(bytes);
    switch (scan.kind) {
      case 'waiting':
        return;
      case 'given-up':
        this.#start(undefined, scan.output);
        return;
      case 'found':
        this.#start(scan.marker, scan.output);
    }
  }

  #start(marker: Marker | undefined, output: Buffer): void {
    this.#cancelStart?.();
    this.#cancelStart = undefined;
    this.#state = { kind: 'running' };
    if (marker !== undefined && marker.found < 0) {
      this.#listener.onNothingFound();
      return;
    }
    // The script may have set its size after the node had applied a newer one.
    const isOutdated = this.#launch.kind === 'marked' && this.#launch.size !== this.#size;
    if (isOutdated) this.#socket.resize(this.#size);
    const mark = marker === undefined ? undefined : this.#markOf(marker);
    this.#listener.onStarted(this.#nameOf(marker), mark, this.#marksOf(marker));
    if (output.length > 0) this.#listener.onOutput(output);
  }

  #startWithoutMarker(): void {
    if (this.#state.kind === 'starting') {
      this.#start(undefined, this.#state.filter?.giveUp().output ?? Buffer.alloc(0));
    }
  }

  onDrain(): void {
    this.#listener.onDrain();
  }

  onClose(close: ExecClose): void {
    this.#end({ kind: 'closed', close });
  }

  onStatus(payload: Buffer): void {
    const outcome = decodeStatus(payload);
    // A process that ended without a word was up all the same, and what it printed belongs to its user.
    if (outcome.kind === 'exited') this.#startWithoutMarker();
    this.#end({ kind: 'status', outcome });
    this.#socket.close();
  }

  #end(end: LaunchEnd): void {
    if (this.#state.kind === 'ended') return;
    this.#cancelStart?.();
    this.#cancelStart = undefined;
    this.#state = { kind: 'ended' };
    this.#listener.onEnd(end);
  }

  #markOf({ pid, startedAt, oomKills }: Marker): ProcessMark {
    if (this.#launch.kind === 'direct') return { pid, startedAt, oomKills };
    return { pid, startedAt, interpreter: this.#launch.interpreter, oomKills };
  }

  #marksOf(marker: Marker | undefined): string | undefined {
    if (this.#launch.kind === 'direct' || !this.#launch.marks || marker === undefined) return undefined;
    return marksWord(this.#launch.nonce, marker.pid);
  }

  #nameOf(marker: Marker | undefined): string {
    if (this.#launch.kind === 'direct') return this.#launch.name;
    return baseName(this.#launch.candidates[marker?.found ?? 0] ?? 'sh');
  }
}
