import type { ExecContext } from './exec-context.ts';
import { execPath } from './exec-path.ts';
import { type ExecClose, ExecSocket } from './exec-socket.ts';
import { decodeStatus, type ExecOutcome } from './exec-status.ts';

/** What a command without terminal and input printed, and how it ended. */
export interface ScriptResult {
  readonly output: string;
  readonly outcome: ExecOutcome;
}

/** Our scripts print one line. Whatever prints more is something else; keep only its beginning. */
const MAX_OUTPUT_BYTES = 4_096;

/**
 * Runs a command in a container to its end.
 * @param timeoutMs for everything from the connection to the status
 * @throws ApiStatusError for a refusal, else the connection's error
 */
export function runScript(
  { identity, target, limits, clock, protocols }: ExecContext,
  command: readonly string[],
  timeoutMs: number,
): Promise<ScriptResult> {
  return new Promise((resolve, reject) => {
    let output = '';
    const socket = new ExecSocket(
      {
        client: identity.client,
        path: execPath(target, command, { terminal: false }),
        limits,
        clock,
        protocols,
        probe: undefined,
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
      reject(Object.assign(new Error('The command did not end in time'), { code: 'ETIMEDOUT' }));
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

/** One probe: an exec takes some 60 ms, one on a busy node a second. */
const PROBE_MS = 5_000;

/** True when the container's node answers: it runs a command that does nothing. Never rejects. */
export async function probeContainer(context: ExecContext): Promise<boolean> {
  try {
    await runScript(context, ['sh', '-c', ':'], PROBE_MS);
    return true;
  } catch {
    return false;
  }
}
