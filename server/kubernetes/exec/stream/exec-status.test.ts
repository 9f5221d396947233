import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recordedStatuses } from '../../testing/recordings.ts';
import { decodeStatus } from './exec-status.ts';

function decode(status: unknown) {
  return decodeStatus(Buffer.from(JSON.stringify(status)));
}

function internalError(message: string) {
  return decode({ status: 'Failure', reason: 'InternalError', code: 500, message });
}

test('any bytes decode to one of the kinds', () => {
  const almost = fc
    .record(
      {
        status: fc.constantFrom('Success', 'Failure', 7),
        reason: fc.constantFrom('NonZeroExitCode', 'InternalError', null),
        code: fc.oneof(fc.integer(), fc.string()),
        message: fc.oneof(fc.string(), fc.constant(null)),
        details: fc.oneof(
          fc.jsonValue(),
          fc.record({ causes: fc.oneof(fc.jsonValue(), fc.array(fc.jsonValue())) }),
        ),
      },
      { requiredKeys: [] },
    )
    .map((value) => Buffer.from(JSON.stringify(value)));
  fc.assert(
    fc.property(fc.oneof(fc.uint8Array(), almost), (payload) => {
      expect(['exited', 'missing', 'not-executable', 'failed']).toContain(decodeStatus(payload).kind);
    }),
  );
});

test('every exit code is decoded', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 255 }), (code) => {
      const causes = [{ reason: 'ExitCode', message: String(code) }];
      expect(decode({ status: 'Failure', message: 'any text', details: { causes } })).toEqual({
        kind: 'exited',
        exitCode: code,
      });
    }),
  );
});

test('the recorded statuses of all versions are decoded', () => {
  const unclear = recordedStatuses()
    .map(({ name, payload }) => ({ name, outcome: decodeStatus(payload) }))
    .filter(({ outcome }) => outcome.kind === 'failed')
    .map(({ name }) => name.replace(/^.*\/|\.v[45]$/g, ''));
  // In these recordings the exec never started; all others must have an outcome other than failed.
  expect([...new Set(unclear)].sort()).toEqual(['crashloop', 'init-completed', 'no-command', 'no-streams']);
});

describe('a missing program is distinguished from other failures', () => {
  test.each([
    'exec: "bash": executable file not found in $PATH',
    'unable to start container process: exec: "/bin/sh": stat /bin/sh: no such file or directory',
    'executable file `bash` not found in $PATH: No such file or directory',
    'unable to start container process: exec /bin/sh: no such file or directory',
    'hcs::System::CreateProcess debug: The system cannot find the file specified.: unknown',
  ])('%s', (message) => {
    expect(internalError(message)).toEqual({ kind: 'missing' });
  });

  test.each([
    'rpc error: dial unix /run/containerd/containerd.sock: connect: no such file or directory',
    'error dialing backend: dial tcp 127.0.0.1:10250: connect: connection refused',
    'container not found ("web")',
    '',
  ])('%s', (message) => {
    expect(internalError(message).kind).toBe('failed');
  });

  test('the message counts only with reason InternalError and code 500', () => {
    const message = 'exec: "bash": executable file not found in $PATH';
    expect(decode({ status: 'Failure', code: 403, reason: 'Forbidden', message }).kind).toBe('failed');
  });
});
