/** One shell in a container: tries the launches in order, keeps early input, and ends the process it started. */

import type {
  ReadCount,
  ShellEnd,
  ShellReview,
  ShellStream,
  ShellTarget,
  TerminalSize,
} from '#server/terminal/ports.ts';
import { explainExec } from '../errors/explain-exec.ts';
import type { ClusterShellOptions, PreparedShell } from './cluster-shell-options.ts';
import { findCause } from './ending/end-cause.ts';
import { endLeftBehind, endProcess, warnLeftBehind } from './ending/end-process.ts';
import {
  brokenFailure,
  describeExit,
  notExecutableFailure,
  notFoundFailure,
  wasKilled,
} from './ending/exit-reason.ts';
import { findKillCause } from './ending/kill-cause.ts';
import { mayStillRun } from './ending/session-reaper.ts';
import { countReads } from './reading/read-counter.ts';
import { type LaunchEnd, type LaunchListener, RunningLaunch } from './starting/launch.ts';
import { type Launch, planLaunches } from './starting/launch-plan.ts';
import type { ExecContext } from './stream/exec-context.ts';
import type { ExecOutcome } from './stream/exec-status.ts';
import { InputQueue } from './stream/input-queue.ts';
import type { ProcessMark } from './stream/marker.ts';

type State =
  | { readonly kind: 'preparing' }
  | { readonly kind: 'starting'; readonly shell: PreparedShell; readonly launch: RunningLaunch }
  | {
      readonly kind: 'running';
      readonly shell: PreparedShell;
      readonly launch: RunningLaunch;
      readonly mark: ProcessMark | undefined;
    }
  /** The stream has ended; the cause is being read. */
  | { readonly kind: 'settling' }
  | { readonly kind: 'ended' };

/** The exit code of the start script for a program that exists without permission to execute it. */
const NOT_EXECUTABLE = 126;
/** The end of a process that was ended on request and reported no exit code. */
const ENDED_BY_SERVER: ShellEnd = {
  kind: 'exited',
  exitCode: null,
  cause: 'ended-by-server',
  reason: 'Ended by Podshell',
};

/** The events of its launch are for that alone. */
export class ClusterShellStream implements ShellStream, LaunchListener {
  readonly #options: ClusterShellOptions;
  readonly #input: InputQueue;
  /** Resolved when a process is up, and when the stream has ended; undefined until somebody waits for that. */
  #up: PromiseWithResolvers<void> | undefined;
  #over: PromiseWithResolvers<void> | undefined;
  #state: State = { kind: 'preparing' };
  #size: TerminalSize;
  #paused = false;
  #nothingFound = false;
  /** Programs that the image does not have, as the cluster or the start script said. */
  #tried: readonly string[] = [];
  #termination: Promise<void> | undefined;
  /** Ends the process that a broken stream left behind. */
  #reaping: Promise<unknown> | undefined;
  /** Takes the process out of the journal; undefined while it is not in there. */
  #erase: (() => void) | undefined;
  /** What is tried when the present launch finds no program; let go once a process is up. */
  #next: readonly Launch[] = [];

  constructor(options: ClusterShellOptions) {
    this.#options = options;
    this.#input = new InputQueue(options.limits.stdinHighBytes);
    this.#size = options.start.size;
    options.prepared.then(
      (shell) => this.#begin(shell),
      (error: unknown) => this.#fail(error, undefined),
    );
  }

  get review(): ShellReview | undefined {
    return this.#state.kind === 'running' ? this.#options.host.review(this.#state.shell.context) : undefined;
  }

  write(bytes: Uint8Array): boolean {
    switch (this.#state.kind) {
      case 'running':
        return this.#state.launch.socket.write(bytes);
      case 'preparing':
      case 'starting':
        return this.#input.push(bytes);
      case 'settling':
      case 'ended':
        return true;
    }
  }

  ping(onAnswer: () => void): void {
    switch (this.#state.kind) {
      case 'running':
        this.#state.launch.socket.ask(onAnswer);
        return;
      case 'preparing':
      case 'starting':
        onAnswer();
        return;
      case 'settling':
      case 'ended':
        return;
    }
  }

  countReads(onCount: (bytes: number | undefined) => void): ReadCount | undefined {
    if (this.#state.kind !== 'running' || this.#state.mark === undefined) return undefined;
    return countReads(this.#state.shell.context, this.#state.mark, onCount);
  }

  resize(size: TerminalSize): void {
    this.#size = size;
    if (this.#state.kind === 'starting' || this.#state.kind === 'running') this.#state.launch.resize(size);
  }

  pause(): void {
    this.#paused = true;
    if (this.#state.kind === 'running' && this.#termination === undefined) this.#state.launch.socket.pause();
  }

  resume(): void {
    this.#paused = false;
    if (this.#state.kind === 'running') this.#state.launch.socket.resume();
  }

  terminate(): Promise<void> {
    this.#termination ??= this.#terminate();
    return this.#termination;
  }

  /** Cuts the connection without ending the process, for a server that must stop now. `onEnd` still comes. */
  abandon(): void {
    switch (this.#state.kind) {
      case 'preparing':
        this.#finish(ENDED_BY_SERVER);
        return;
      case 'starting':
      case 'running':
        this.#state.launch.socket.destroy();
        return;
      case 'settling':
      case 'ended':
        return;
    }
  }

  #begin(shell: PreparedShell): void {
    if (this.#state.kind !== 'preparing') return;
    const { start, nonce, allowsMarks } = this.#options;
    const marks = allowsMarks && start.marks === true;
    this.#launch(shell, planLaunches(start, shell.os, { nonce, size: this.#size, marks }));
  }

  #launch(shell: PreparedShell, [first, ...next]: readonly Launch[]): void {
    this.#next = next;
    if (first === undefined) {
      this.#finish({ kind: 'failed', failure: this.#notFound(shell.context) });
      return;
    }
    this.#state = {
      kind: 'starting',
      shell,
      launch: new RunningLaunch(first, shell.context, this.#size, this),
    };
  }

  onStarted(name: string, mark: ProcessMark | undefined, marks: string | undefined): void {
    if (this.#state.kind !== 'starting') return;
    const { shell, launch } = this.#state;
    // Without the start time, a later process with the same pid could be mistaken for this one.
    const known = mark?.startedAt === 0 ? undefined : mark;
    this.#state = { kind: 'running', shell, launch, mark: known };
    this.#next = [];
    if (known !== undefined) this.#erase = this.#options.host.onMarked(this.#options.start, shell, known);
    this.#up?.resolve();
    if (this.#paused) launch.socket.pause();
    this.#options.sink.onStarted(name, undefined, marks);
    this.#input.flush(
      (bytes) => launch.socket.write(bytes),
      () => this.#options.sink.onDrain(),
    );
  }

  onNothingFound(): void {
    this.#nothingFound = true;
    if (this.#state.kind !== 'starting') return;
    const { launch } = this.#state.launch;
    if (launch.kind === 'marked') this.#tried = launch.candidates;
  }

  onOutput(bytes: Buffer): void {
    // Drop output after the request to end.
    if (this.#termination === undefined && !this.#nothingFound) this.#options.sink.onOutput(bytes);
  }

  onDrain(): void {
    if (this.#state.kind === 'running') this.#options.sink.onDrain();
  }

  onEnd(end: LaunchEnd): void {
    if (this.#state.kind !== 'starting' && this.#state.kind !== 'running') return;
    const { shell, launch } = this.#state;
    const mark = this.#state.kind === 'running' ? this.#state.mark : undefined;
    if (end.kind === 'closed') {
      void this.#settleBroken(shell, end, mark);
      return;
    }
    const { outcome } = end;
    if (outcome.kind === 'missing') {
      this.#tried = [...this.#tried, ...launch.launch.tries];
      if (this.#state.kind === 'starting') {
        this.#launch(shell, this.#next);
        return;
      }
    }
    if (outcome.kind === 'not-executable') this.#tried = launch.launch.command.slice(0, 1);
    void this.#settle(shell, outcome, mark);
  }

  /** The cluster reported how the process ended, or why it never started. */
  async #settle(shell: PreparedShell, outcome: ExecOutcome, mark: ProcessMark | undefined): Promise<void> {
    const { context, origin } = shell;
    const { target } = context;
    this.#state = { kind: 'settling' };
    if (mark !== undefined && (await this.#isUntrue(outcome, context, mark))) {
      await this.#endBroken(shell, 'ended', mark);
      return;
    }
    this.#erase?.();
    switch (outcome.kind) {
      case 'exited': {
        if (this.#nothingFound) {
          const isThere = outcome.exitCode === NOT_EXECUTABLE;
          const failure = isThere ? this.#notExecutable(target) : this.#notFound(context);
          this.#finish({ kind: 'failed', failure });
          return;
        }
        const isUnexplained = wasKilled(outcome.exitCode) && this.#termination === undefined;
        const failure = isUnexplained ? await findKillCause(context, origin, mark) : undefined;
        if (failure !== undefined) this.#finish({ kind: 'failed', failure });
        else this.#finishExited(outcome.exitCode);
        return;
      }
      case 'missing':
        this.#finish({ kind: 'failed', failure: this.#notFound(context) });
        return;
      case 'not-executable':
        this.#finish({ kind: 'failed', failure: this.#notExecutable(target) });
        return;
      case 'failed':
        this.#fail(outcome.error, shell);
    }
  }

  /** A container runtime that restarts reports success for processes that go on (containerd 2.2 with v5). */
  async #isUntrue(outcome: ExecOutcome, context: ExecContext, mark: ProcessMark): Promise<boolean> {
    const isSuccess = outcome.kind === 'exited' && outcome.exitCode === 0;
    if (!isSuccess || this.#termination !== undefined) return false;
    return mayStillRun(context, mark, { budgetMs: context.limits.lookMs, signal: this.#options.signal });
  }

  /** The stream ended and the cluster did not say why. */
  async #settleBroken(
    shell: PreparedShell,
    { close }: Extract<LaunchEnd, { kind: 'closed' }>,
    mark: ProcessMark | undefined,
  ): Promise<void> {
    const hadStarted = this.#state.kind === 'running';
    this.#state = { kind: 'settling' };
    if (!hadStarted && (close.kind === 'refused' || close.kind === 'failed')) {
      this.#fail(close.error, shell);
      return;
    }
    if (this.#termination !== undefined) {
      this.#finish(ENDED_BY_SERVER);
      return;
    }
    await this.#endBroken(shell, close.kind === 'silent' ? 'silent' : 'ended', mark);
  }

  /** Ends with what the pod's status says, else as a lost connection, with the process ended in the background. */
  async #endBroken(
    shell: PreparedShell,
    how: 'silent' | 'ended',
    mark: ProcessMark | undefined,
  ): Promise<void> {
    const { context, origin } = shell;
    const { target } = context;
    const cause = await findCause(context, origin);
    if (cause !== undefined) this.#erase?.();
    else if (mark !== undefined) this.#reapInBackground(shell, mark);
    this.#finish({ kind: 'failed', failure: cause ?? brokenFailure(target, how) });
  }

  #reapInBackground(shell: PreparedShell, mark: ProcessMark): void {
    this.#reaping = endLeftBehind(shell, mark, this.#options.signal).then((isGone) => {
      if (isGone) this.#erase?.();
    });
  }

  async #terminate(): Promise<void> {
    if (this.#state.kind === 'preparing' || this.#state.kind === 'starting') {
      this.#up ??= Promise.withResolvers();
      await Promise.race([this.#up.promise, this.#whenOver()]);
    }
    if (this.#state.kind === 'running') await this.#endRunning(this.#state);
    await this.#whenOver();
  }

  async #endRunning({ shell, launch, mark }: Extract<State, { kind: 'running' }>): Promise<void> {
    const { context, os } = shell;
    const { socket } = launch;
    const ended = this.#whenOver();
    const result = await endProcess({ context, os, socket, mark }, { ended, signal: this.#options.signal });
    if (result === 'gone') this.#erase?.();
    else if (result === 'refused' && this.#state.kind !== 'ended') warnLeftBehind(context);
    else if (result === 'unreachable' && mark !== undefined) this.#reapInBackground(shell, mark);
  }

  #notExecutable(target: ShellTarget) {
    return notExecutableFailure(this.#tried, target);
  }

  #notFound({ target }: ExecContext) {
    return notFoundFailure(this.#tried, this.#options.start, target);
  }

  /** @param shell undefined while it is not prepared */
  #fail(error: unknown, shell: PreparedShell | undefined): void {
    const impersonated = shell?.context.identity.impersonated;
    const subject = { ...this.#options.start.target, impersonated, node: shell?.node };
    const { code, detail } = explainExec(error, subject);
    this.#finish({ kind: 'failed', failure: { code, reason: detail } });
  }

  #finishExited(exitCode: number): void {
    this.#finish({
      kind: 'exited',
      exitCode,
      cause: 'process-exited',
      reason: describeExit(exitCode),
    });
  }

  #finish(end: ShellEnd): void {
    if (this.#state.kind === 'ended') return;
    this.#state = { kind: 'ended' };
    this.#options.sink.onEnd(end);
    this.#over?.resolve();
    void this.#leave();
  }

  #whenOver(): Promise<void> {
    if (this.#state.kind === 'ended') return Promise.resolve();
    this.#over ??= Promise.withResolvers();
    return this.#over.promise;
  }

  /** The stream has ended; says so to the host once nothing works on its process any more. */
  async #leave(): Promise<void> {
    await this.#reaping;
    await this.#termination;
    this.#options.host.onGone(this);
  }
}
