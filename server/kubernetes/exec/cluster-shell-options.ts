/** What a shell in a container is made of, and what its server does for it. */

import type { ShellReview, ShellSink, ShellStart, ShellStream } from '#server/terminal/ports.ts';
import type { ClusterLimits } from '../limits.ts';
import type { Origin } from './ending/end-cause.ts';
import type { OperatingSystem } from './starting/launch-plan.ts';
import type { ExecContext } from './stream/exec-context.ts';
import type { ProcessMark } from './stream/marker.ts';

export interface ClusterShellOptions {
  readonly start: ShellStart;
  readonly sink: ShellSink;
  /** Resolves to what the start needs; rejects if the shell must not start. */
  readonly prepared: Promise<PreparedShell>;
  /** A random nonce for the marker. */
  readonly nonce: string;
  /** False: no shell marks its commands, whoever asks. */
  readonly allowsMarks: boolean;
  readonly limits: ClusterLimits;
  /** Aborts when the server gives up on processes that still run. */
  readonly signal: AbortSignal;
  readonly host: ShellHost;
}

/** A stream that can be cut at once. */
export type LiveStream = ShellStream & { abandon(): void };

/** What all shells of a server share. */
export interface ShellHost {
  /** The question whether the caller of a shell may still have its process. */
  review(context: ExecContext): ShellReview;
  /** Called for each process with a mark; returns the function to call when it has ended. */
  onMarked(start: ShellStart, shell: PreparedShell, mark: ProcessMark): () => void;
  /** The last call for a shell. */
  onGone(stream: LiveStream): void;
}

export interface PreparedShell {
  readonly context: ExecContext;
  readonly os: OperatingSystem;
  readonly origin: Origin | undefined;
  /** The node of the pod; undefined where the pod could not be read. */
  readonly node: string | undefined;
}
