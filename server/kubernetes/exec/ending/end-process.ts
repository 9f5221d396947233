/** Ends the process of a shell: through its open stream, or, when that is gone, in the background. */

import { delay } from '../../delay.ts';
import type { OperatingSystem } from '../starting/launch-plan.ts';
import type { ExecContext } from '../stream/exec-context.ts';
import type { ExecSocket } from '../stream/exec-socket.ts';
import type { ProcessMark } from '../stream/marker.ts';
import { isOtherContainer, type Origin } from './end-cause.ts';
import { pressExitKeys } from './exit-keys.ts';
import { type ReapResult, reapSession } from './session-reaper.ts';

/** How long to wait for a process to report its end after it was signalled. */
const END_REPORT_MS = 2_000;

export interface RunningProcess {
  readonly context: ExecContext;
  readonly os: OperatingSystem;
  readonly socket: ExecSocket;
  /** Undefined where the process cannot be found again: only the keyboard ends it then. */
  readonly mark: ProcessMark | undefined;
}

/**
 * Ends a process whose stream is open, gives it time to report its end, and closes the stream. Never rejects.
 * @param ended settles when the stream has reported the end
 * @param signal aborts when the server gives up
 */
export async function endProcess(
  { context, os, socket, mark }: RunningProcess,
  { ended, signal }: { readonly ended: Promise<unknown>; readonly signal: AbortSignal },
): Promise<ReapResult> {
  const { clock, limits } = context;
  // A paused stream would never report its end.
  socket.resume();
  const endByStream = async () => {
    await pressExitKeys(socket, os, clock, ended);
    // With v4 the node ends the process when TCP breaks without a close frame; with v5 never.
    socket.destroy();
  };
  const options = { budgetMs: limits.reapMs, ended, signal, endByStream };
  const result = mark === undefined ? 'refused' : await reapSession(context, mark, options);
  // Without exec permission the keyboard is the only way: these keys end an idle shell.
  if (result === 'refused') await pressExitKeys(socket, os, clock, ended);
  if (result !== 'unreachable') await Promise.race([ended, delay(clock, END_REPORT_MS)]);
  if (result === 'gone') socket.close();
  // As in `endByStream`: the last that can be done.
  else socket.destroy();
  return result;
}

/**
 * Ends a process that a stream has left behind. Continues after the user has left: a restarting API server is away for
 * longer than users wait. Never rejects.
 * @param signal aborts when the server gives up
 * @returns true when it is gone; false, with a line in the log, when it may still run
 */
export async function endLeftBehind(
  { context, origin }: { readonly context: ExecContext; readonly origin: Origin | undefined },
  mark: ProcessMark,
  signal: AbortSignal,
): Promise<boolean> {
  const { identity, target, limits } = context;
  const budgetMs = limits.reapInBackgroundMs;
  const isGone =
    origin === undefined ? undefined : () => isOtherContainer(identity, target, origin, limits.causeMs);
  const result = await reapSession(context, mark, { budgetMs, signal, isGone });
  if (result !== 'gone') warnLeftBehind(context);
  return result === 'gone';
}

export function warnLeftBehind({ logger, target, auditId: shellId }: ExecContext): void {
  logger.warn({ shellId, ...target }, 'Could not end a process: it may still run in its container');
}
