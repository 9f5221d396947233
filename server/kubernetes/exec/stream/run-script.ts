import { timeoutError } from '../../errors/timeout-error.ts';
import type { ExecContext } from './exec-context.ts';
import { execPath } from './exec-path.ts';
import { type ExecClose, ExecSocket } from './exec-socket.ts';
import { decodeStatus, type ExecOutcome } from './exec-status.ts';

/** The output and outcome of a command that ran without terminal and input. */
export interface ScriptResult {
  readonly output: string;
  readonly outcome: ExecOutcome;
}

/** Our scripts print one line; of longer output only the beginning is kept. */
const MAX_OUTPUT_BYTES = 4_096;

/**
 * Runs a command in a container until it ends.
 * @param timeoutMs from connecting to the status
 * @throws ApiStatusError for a refusal, else the error of the connection
 */
export function runScript(
  { identity, target, auditId, limits, clock, protocols }: ExecContext,
  command: readonly string[],
  timeoutMs: number,
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    let output = '';
    const socket = new ExecSocket(
      {
        client: identity.client,
        path: execPath(target, command, { terminal: false }),
        auditId,
        limits,
        clock,
        protocols,
        prober: undefined,
      },
      {
        onOpen() {},
        onDrain() {},
        onOutput(bytes) {
          if (output.length < MAX_OUTPUT_BYTES) output += bytes.toString('latin1');
        },
        onStatus(payload) {
          resolve({ output, outcome: decodeStatus(payload) });
          cancel();
          socket.close();
        },
        onClose(close) {
          cancel();
          reject(errorOf(close));
        },
      },
    );
    const cancel = clock.after(timeoutMs, () => {
      reject(timeoutError('The command did not end in time'));
      socket.destroy();
    });
  });
}

function errorOf(close: ExecClose): unknown {
  switch (close.kind) {
    case 'refused':
    case 'failed':
      return close.error;
    case 'silent':
    case 'closed':
      return Object.assign(new Error('The connection ended without a status'), { code: 'ECONNRESET' });
  }
}

/** Timeout of a probe. An exec takes about 60 ms, on a busy node a second. */
const PROBE_MS = 5_000;

/** Runs a no-op command in the container; true if the node answers. Never rejects. */
export async function probeContainer(context: ExecContext): Promise<boolean> {
  try {
    await runScript(context, ['sh', '-c', ':'], PROBE_MS);
    return true;
  } catch {
    return false;
  }
}
