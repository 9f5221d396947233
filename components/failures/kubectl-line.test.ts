import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kubectlLine } from './kubectl-line.ts';

const target = { context: 'admin', namespace: 'team-a', pod: 'web', container: 'app' };

test('the log of a container that does not run', () => {
  expect(kubectlLine('container-not-running', target)).toEqual({
    purpose: 'log',
    previous: false,
    text: 'kubectl logs web --context admin -n team-a -c app',
  });
});

test('the log of the container that was replaced', () => {
  expect(kubectlLine('container-restarted', target)).toEqual({
    purpose: 'log',
    previous: true,
    text: 'kubectl logs web --context admin -n team-a -c app --previous',
  });
});

test.each(['shell-not-found', 'command-not-found'] as const)('a debug container for %s', (code) => {
  expect(kubectlLine(code, target)).toEqual({
    purpose: 'debug',
    previous: false,
    text: 'kubectl debug -it web --context admin -n team-a --image=busybox --target=app',
  });
});

test('the current context and the default container are left to kubectl', () => {
  const text = kubectlLine('container-ended', { ...target, context: undefined, container: '' })?.text;
  expect(text).toBe('kubectl logs web -n team-a');
});

test('no command where none helps', () => {
  expect(kubectlLine('forbidden', target)).toBeUndefined();
});

test('a shell reads any context as one word', () => {
  const names = fc.string({ minLength: 1, unit: fc.constantFrom(...`a-/@:' "$\`\\;|&()<>*?[]#~!é`) });
  fc.assert(
    fc.property(names, (context) => {
      const text = kubectlLine('container-ended', { ...target, context })?.text ?? '';
      const script = text.replace(/^kubectl/, `printf '%s\\0'`);
      expect(execFileSync('sh', ['-c', script]).toString().split('\0')).toContain(context);
    }),
    { numRuns: 60 },
  );
});
