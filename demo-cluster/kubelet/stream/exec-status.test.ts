import { describe, expect, test } from 'vitest';
import { statusPayload } from './exec-status.ts';

const exited = (exitCode: number, command: string[]) => ({ kind: 'exited', exitCode, command }) as const;

describe('the status at the end', () => {
  test('of a success is sent from v4 on', () => {
    expect(statusPayload('v5', exited(0, ['true']))?.toString()).toBe('{"metadata":{},"status":"Success"}');
    expect(statusPayload('v4', exited(0, ['true']))?.toString()).toBe('{"metadata":{},"status":"Success"}');
    expect(statusPayload('v1', exited(0, ['true']))).toBeUndefined();
  });

  test('escapes what Go escapes', () => {
    const payload = statusPayload('v4', exited(2, ['sh', '-c', 'a <b >c &\u2028']))?.toString();
    expect(payload).toContain('[sh -c a \\u003cb \\u003ec \\u0026\\u2028], exit code 2');
  });

  test('of an old subprotocol is the bare message', () => {
    const failed = { kind: 'not-started', execId: 'e', reason: 'why' } as const;
    expect(statusPayload('v1', failed)?.toString()).toBe(
      'Internal error occurred: error executing command in container: failed to exec in container: ' +
        'failed to start exec "e": OCI runtime exec failed: exec failed: why',
    );
  });
});
