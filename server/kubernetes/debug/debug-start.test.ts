import { expect, test } from 'vitest';
import type { ContainerState } from '../objects.ts';
import { debugStartOf } from './debug-start.ts';

const startOf = (state: ContainerState | undefined) =>
  debugStartOf({ container: 'debugger-x', image: 'busybox:1' }, state && { name: 'debugger-x', state });

test('what is not reported yet is waited for', () => {
  expect(startOf(undefined)).toEqual({ kind: 'waiting', reason: '', message: '' });
  expect(startOf({ waiting: { reason: 'ContainerCreating' } })).toEqual({
    kind: 'waiting',
    reason: 'ContainerCreating',
    message: '',
  });
});

test('what runs is ready', () => {
  expect(startOf({ running: {} })).toEqual({ kind: 'running' });
});

test.each<[ContainerState, string, RegExp]>([
  [
    { waiting: { reason: 'ErrImagePull', message: 'no such host' } },
    'debug-image-unavailable',
    /says: no such host$/,
  ],
  [{ waiting: { reason: 'ImagePullBackOff' } }, 'debug-image-unavailable', /busybox:1.*can't be pulled/],
  [{ waiting: { reason: 'InvalidImageName' } }, 'debug-image-unavailable', /InvalidImageName/],
  [
    { waiting: { reason: 'CreateContainerConfigError', message: 'container has runAsNonRoot' } },
    'debug-start-failed',
    /runAsNonRoot/,
  ],
  [
    { terminated: { exitCode: 128, reason: 'StartError', message: 'no sh' } },
    'debug-start-failed',
    /exit code 128 \(StartError: no sh\)/,
  ],
])('%j: %s', (state, code, words) => {
  const start = startOf(state);
  if (start.kind !== 'failed') throw new Error(start.kind);
  expect(start.error.code).toBe(code);
  expect(start.error.message).toMatch(words);
  expect(start.error.message).toContain(`Container "debugger-x" stays`);
});
