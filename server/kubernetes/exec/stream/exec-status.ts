/**
 * Decodes the status at the end of an exec stream, which has its own channel. Success and exit codes are structured.
 * Other failures are recognized by the container runtime's message; recordings of a real cluster test that.
 */

import { ApiStatusError, parseStatus } from '../../errors/api-error.ts';

export type ExecOutcome =
  /** The process ran and ended; 128 + n for signal n. */
  | { readonly kind: 'exited'; readonly exitCode: number }
  /** The image has no such program. */
  | { readonly kind: 'missing' }
  /** The program may not be executed. */
  | { readonly kind: 'not-executable' }
  /** The exec failed before or while the process ran. */
  | { readonly kind: 'failed'; readonly error: ApiStatusError };

/**
 * The messages of runc, crun and the Windows runtime for a missing program. A missing socket of the runtime gives the
 * same "no such file or directory", so the patterns include the text around it.
 */
const MISSING = [
  /executable file not found in \$PATH/,
  /executable file `[^`]*` not found/,
  /exec: "[^"]*": stat .*: no such file or directory/,
  /unable to start container process: exec .*: no such file or directory/,
  /CreateProcess.*The system cannot find the file specified/s,
];

const NOT_EXECUTABLE = /exec(: "[^"]*"| [^:]*): permission denied/;

/** Decodes a status; never throws. An unreadable status is a failure with code 0. */
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
    if (MISSING.some((pattern) => pattern.test(message))) return { kind: 'missing' };
    if (NOT_EXECUTABLE.test(message)) return { kind: 'not-executable' };
  }
  const code = typeof status.code === 'number' ? status.code : 0;
  return { kind: 'failed', error: ApiStatusError.fromStatus(status, code) };
}
