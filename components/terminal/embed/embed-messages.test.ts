import fc from 'fast-check';
import { expect, test } from 'vitest';
import { READY } from '../testing/ready-state.ts';
import { messagesAbout, readHostMessage } from './embed-messages.ts';

const place = { namespace: 'team-a', pod: 'debian' };
const source = 'podshell';

test('each state is a message with its fields', () => {
  expect(messagesAbout({ kind: 'connecting', container: '' }, place)).toEqual([
    { source, type: 'state', state: 'connecting' },
  ]);
  expect(messagesAbout(READY, place)).toEqual([
    { source, type: 'state', state: 'ready' },
    { source, type: 'ready', namespace: 'team-a', pod: 'debian', container: 'main', shell: 'bash' },
  ]);
  const reconnecting = { kind: 'reconnecting', attempt: 1, retryAt: null, wasOpen: true } as const;
  expect(messagesAbout(reconnecting, place)).toEqual([{ source, type: 'state', state: 'reconnecting' }]);
  expect(messagesAbout({ kind: 'exited', exitCode: 3, reason: 'Process exited' }, place)).toEqual([
    { source, type: 'state', state: 'exited' },
    { source, type: 'exit', exitCode: 3, reason: 'Process exited' },
  ]);
});

test('a failure has only its code: the detail may describe the cluster', () => {
  const problem = { code: 'forbidden', detail: 'User ada may not.', wasOpen: false };
  expect(messagesAbout({ kind: 'failed', problem }, place)).toEqual([
    { source, type: 'state', state: 'failed', code: 'forbidden' },
  ]);
});

test('a host can request focus, close and sign-out, and nothing else', () => {
  for (const type of ['focus', 'close', 'sign-out']) {
    expect(readHostMessage({ target: 'podshell', type, more: 1 })).toEqual({ target: 'podshell', type });
  }
  for (const other of [
    null,
    'close',
    [],
    { type: 'close' },
    { target: 'other', type: 'close' },
    { target: 'podshell' },
    { target: 'podshell', type: ['close'] },
    { target: 'podshell', type: 'stdin' },
  ]) {
    expect(readHostMessage(other)).toBeUndefined();
  }
});

test('reading any data does not throw', () => {
  fc.assert(fc.property(fc.anything(), (data) => readHostMessage(data) === undefined));
});
