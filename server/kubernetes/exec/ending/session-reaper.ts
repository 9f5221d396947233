/**
 * Ends the processes of a terminal session from a second exec in the same container: closing the first one's
 * stream leaves them running on a real node (always with v5; with v4 after a close frame).
 */

import { isPodshellError } from '#protocol/problem.ts';
import { Backoff } from '../../backoff.ts';
import { delay } from '../../delay.ts';
import { ApiStatusError } from '../../errors/api-error.ts';
import { explainExec } from '../../errors/explain-exec.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import type { ProcessMark } from '../stream/marker.ts';
import { runScript } from '../stream/run-script.ts';
import { findCommand, hangUpCommand, killCommand, parseFound, type SessionFound } from './end-scripts.ts';

/**
 * `gone`: the session has ended, except for background processes that ignore SIGHUP, and for processes that nobody in the
 * container may signal, which the log counts. `refused`: the caller may no longer
 * exec, so a retry is useless. `unreachable`: the cluster did not answer in time.
 */
export type ReapResult = 'gone' | 'refused' | 'unreachable';

export interface ReapOptions {
  /** How long to retry while the cluster cannot be reached. The wait for a turn does not count. */
  readonly budgetMs: number;
  /** Settles when the session's own stream has reported its end; undefined without a stream. */
  readonly ended?: Promise<unknown> | undefined;
  readonly signal: AbortSignal;
  /** Ends the leader through the session's own stream, if the scripts may not signal it. */
  readonly endByStream?: (() => Promise<void>) | undefined;
  /** Checked before each retry: after a restart of the container its pids belong to other processes. */
  readonly isGone?: (() => Promise<boolean>) | undefined;
}

/** Answers of a cluster that no retry changes. */
const REFUSALS: ReadonlySet<string> = new Set([
  'forbidden',
  'impersonation-refused',
  'unauthenticated',
  'cluster-unauthenticated',
]);

/** Timeout of one attempt. An exec takes about 60 ms, on a busy node a second. */
const ATTEMPT_MS = 5_000;

/**
 * Sends SIGHUP to the session, and SIGKILL to the foreground group 1 s later. Where the user may no longer do that,
 * Podshell tries it with its own identity. Never rejects.
 */
export async function reapSession(
  context: ExecContext,
  mark: ProcessMark,
  options: ReapOptions,
): Promise<ReapResult> {
  const result = await reap(context, mark, options);
  const { service } = context;
  if (result !== 'refused' || service === undefined) return result;
  return reap({ ...context, identity: service }, mark, options);
}

async function reap(context: ExecContext, mark: ProcessMark, options: ReapOptions): Promise<ReapResult> {
  const { clock, limits } = context;
  const hungUp = await attempt(context, hangUpCommand(mark), options);
  if (typeof hungUp === 'string') return hungUp;
  if (hungUp.processes === 0) return 'gone';
  const alone = hungUp.processes === 1;
  let hasEnded = false;
  const ended = options.ended?.then(() => {
    hasEnded = true;
  });
  const timeout = delay(clock, limits.killMs);
  await (alone && ended !== undefined ? Promise.race([ended, timeout]) : timeout);
  // A shell without children that has reported its end leaves no process to kill.
  if (alone && hasEnded) return 'gone';
  const kill = killCommand(mark, hungUp);
  const killed = await attempt(context, kill, options);
  if (typeof killed === 'string') return killed;
  if (killed.processes === 0) return 'gone';
  return endWithoutSignals(context, kill, killed, options);
}

/** A process of another user is left, and the container has no CAP_KILL. */
async function endWithoutSignals(
  context: ExecContext,
  kill: readonly string[],
  denied: SessionFound,
  { endByStream, ...options }: ReapOptions,
): Promise<ReapResult> {
  const { auditId: shellId, clock, limits, logger, target } = context;
  let left = denied;
  if (endByStream !== undefined) {
    await endByStream();
    await delay(clock, limits.killMs, options.signal);
    const found = await attempt(context, kill, options);
    if (typeof found === 'string') return found;
    left = found;
  }
  if (left.processes > 0) {
    const fields = { shellId, ...target, processes: left.processes };
    logger.warn(fields, 'Left processes of another user: the container has no CAP_KILL to end them');
  }
  return 'gone';
}

/**
 * True while the process of the mark is in its container, or when nobody can tell: a container runtime that restarts
 * answers no exec. False when it has ended, and when the caller may not look. Never rejects.
 */
export async function mayStillRun(
  context: ExecContext,
  mark: ProcessMark,
  options: Pick<ReapOptions, 'budgetMs' | 'signal'>,
): Promise<boolean> {
  const found = await attempt(context, findCommand(mark), options);
  return found === 'unreachable' || (typeof found !== 'string' && found.processes > 0);
}

async function attempt(
  context: ExecContext,
  command: readonly string[],
  { budgetMs, signal, isGone }: ReapOptions,
): Promise<SessionFound | ReapResult> {
  const { auditId: shellId, clock, logger, target } = context;
  const backoff = new Backoff({ firstMs: 100, longestMs: 2_000 }, Math.random);
  let leftMs = budgetMs;
  while (leftMs > 0) {
    const turn = await context.endings.take(signal).catch(() => undefined);
    if (turn === undefined) break;
    const began = clock.now();
    try {
      if (await isGone?.()) return 'gone';
      const { output, outcome } = await runScript(context, command, Math.min(ATTEMPT_MS, leftMs));
      if (outcome.kind === 'failed') throw outcome.error;
      return parseFound(output) ?? 'refused';
    } catch (error) {
      const { code } = explainExec(error, target);
      logger.debug({ shellId, ...target, code }, 'Cannot end a process yet, retrying');
      if (error instanceof ApiStatusError) {
        if (code === 'pod-not-found' || code === 'container-not-running') return 'gone';
        if (REFUSALS.has(code)) return 'refused';
      }
      // The user's sign-in has ended, and with it the last credential.
      if (isPodshellError(error) && REFUSALS.has(error.code)) return 'refused';
    } finally {
      turn();
    }
    await delay(clock, backoff.next(), signal);
    leftMs -= clock.now() - began;
  }
  return 'unreachable';
}
