/**
 * The status that an exec stream ends with, on its own channel. Success and exit codes are structured; everything
 * else is told apart by the words of the container runtime, which the recordings of a real cluster pin.
 */

import { ApiStatusError, parseStatus } from '../../errors/api-error.ts';

export type ExecOutcome =
  /** The process ran and ended; signals are 128 + n. */
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** The image has no such program. */
  | { readonly kind: 'missing' }
  /** The program may not be executed. */
  | { readonly kind: 'not-executable' }
  /** The exec failed before or while the process ran. */
  | { readonly kind: 'failed'; readonly error: ApiStatusError };

/**
 * How runc, crun and the Windows runtime say that the program is missing. A socket of the runtime that does not
 * exist ends in the same "no such file or directory", so the words around it count.
 */
const MISSING = [
  /executable file not found in \$PATH/,
  /executable file `[^`]*` not found/,
  /exec: "[^"]*": stat .*: no such file or directory/,
  /unable to start container process: exec .*: no such file or directory/,
  /CreateProcess.*The system cannot find the file specified/s,
];

const NOT_EXECUTABLE = /exec(: "[^"]*"| [^:]*): permission denied/;

/** Reads a status; never throws. What cannot be understood is a failure with code 0. */
export function decodeStatus(payload: Uint8Array): ExecOutcome {
  const text = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength).toString('utf8');
  const status = parseStatus(text);
  if (status === undefined)
    return { kind: 'failed', error: new ApiStatusError(0, '', 'an unreadable status') };
  if (status.status === 'Success') return { kind: 'exited', exitCode: 0 };
  const causes = status.details?.causes;
  const exitCause = Array.isArray(causes) ? causes.find((cause) => cause?.reason === 'ExitCode') : undefined;
  const exitCode = Number.parseInt(String(exitCause?.message), 10);
  if (Number.isInteger(exitCode)) return { kind: 'exited', exitCode };
  if (status.reason === 'InternalError' && status.code === 500) {
    const message = status.message ?? '';
    if (MISSING.some((words) => words.test(message))) return { kind: 'missing' };
    if (NOT_EXECUTABLE.test(message)) return { kind: 'not-executable' };
  }
  const code = typeof status.code === 'number' ? status.code : 0;
  return { kind: 'failed', error: ApiStatusError.fromStatus(status, code) };
}
