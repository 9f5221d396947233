import { describe, expect, test } from 'vitest';
import * as codes from '#protocol/close-codes.ts';
import { endingOf } from './close-code-mapping.ts';

describe('close codes', () => {
  test.each([
    [codes.PROCESS_EXITED.code, { kind: 'exited' }],
    [codes.UNKNOWN_SESSION.code, { kind: 'gone' }],
    [codes.GOING_AWAY.code, { kind: 'lost' }],
    [codes.BIND_TIMEOUT.code, { kind: 'lost' }],
    [codes.EXEC_FAILED_CODE, { kind: 'refused', code: 'exec-failed', detail: 'why' }],
    [codes.MESSAGE_TOO_BIG_CODE, { kind: 'refused', code: 'message-too-big', detail: '' }],
    [codes.BAD_MESSAGE_CODE, { kind: 'refused', code: 'bad-message', detail: 'why' }],
    [codes.TAKEN_OVER.code, { kind: 'refused', code: 'taken-over', detail: '' }],
    [codes.UNAUTHENTICATED.code, { kind: 'refused', code: 'unauthenticated', detail: 'why' }],
    [codes.FORBIDDEN.code, { kind: 'refused', code: 'forbidden', detail: 'why' }],
    [codes.TOO_MANY_SESSIONS.code, { kind: 'refused', code: 'session-limit', detail: 'why' }],
  ])('%i', (code, ending) => {
    expect(endingOf(code, 'why')).toEqual(ending);
  });

  test.each([1000, 1002, 1005, 1006, 2000, 2007, 2010, 3000, 4999])(
    '%i, which is not ours, is a lost connection',
    (code) => {
      expect(endingOf(code, '')).toEqual({ kind: 'lost' });
    },
  );

  test('a reason that only repeats the code is not shown', () => {
    expect(endingOf(codes.FORBIDDEN.code, codes.FORBIDDEN.reason)).toMatchObject({ detail: '' });
  });
});
