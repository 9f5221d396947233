/**
 * The final message on the status channel. Its text differs between subprotocols, as recorded from 1.36; clients
 * must read `details.causes`.
 */

import type { Subprotocol } from './subprotocols.ts';

export type StreamOutcome =
  | { readonly kind: 'exited'; readonly exitCode: number; readonly command: readonly string[] }
  /** The runtime could not start the command; `execId` has 64 hex digits. */
  | { readonly kind: 'not-started'; readonly execId: string; readonly reason: string };

/** The payload for the status channel; undefined: send nothing. */
export function statusPayload(version: Subprotocol['version'], outcome: StreamOutcome): Buffer | undefined {
  switch (outcome.kind) {
    case 'exited':
      return outcome.exitCode === 0 ? success(version) : nonZeroExit(version, outcome);
    case 'not-started':
      return notStarted(version, outcome);
  }
}

function success(version: Subprotocol['version']): Buffer | undefined {
  return version === 'v1' ? undefined : goJson({ metadata: {}, status: 'Success' });
}

function nonZeroExit(
  version: Subprotocol['version'],
  { exitCode, command }: StreamOutcome & { kind: 'exited' },
): Buffer {
  const cause =
    version === 'v5'
      ? `command terminated with exit code ${exitCode}`
      : `error executing command [${command.join(' ')}], exit code ${exitCode}`;
  const message = `command terminated with non-zero exit code: ${cause}`;
  if (version === 'v1') return Buffer.from(message);
  return goJson({
    metadata: {},
    status: 'Failure',
    message,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(exitCode) }] },
  });
}

function notStarted(
  version: Subprotocol['version'],
  { execId, reason }: StreamOutcome & { kind: 'not-started' },
): Buffer {
  const runtime = `failed to exec in container: failed to start exec "${execId}": OCI runtime exec failed: exec failed: ${reason}`;
  const error = `error executing command in container: ${runtime}`;
  const cause = version === 'v5' ? `Internal error occurred: ${error}` : error;
  const message = `Internal error occurred: ${cause}`;
  if (version === 'v1') return Buffer.from(message);
  return goJson({
    metadata: {},
    status: 'Failure',
    message,
    reason: 'InternalError',
    details: { causes: [{ message: cause }] },
    code: 500,
  });
}

const GO_ESCAPES: Readonly<Record<string, string>> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
};

/** JSON as Go writes it, with `<`, `>` and `&` escaped. */
function goJson(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (char) => GO_ESCAPES[char] ?? char));
}
