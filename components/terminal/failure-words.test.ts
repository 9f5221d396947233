import { describe, expect, test } from 'vitest';
import { PROBLEMS } from '#protocol/problem.ts';
import { failureWords } from './failure-words.ts';

const general = failureWords({ code: 'no-such-code', detail: '', wasOpen: false });

describe('words for a failure', () => {
  const problem = { code: 'forbidden', detail: '', wasOpen: false };

  test('the server’s words come before ours', () => {
    const detail = 'bob may not exec in pod "web.1". Ask an admin. Then try again.';
    expect(failureWords({ ...problem, detail })).toMatchObject({
      cause: 'bob may not exec in pod "web.1".',
      next: 'Ask an admin. Then try again.',
    });
  });

  test('ours say what the server leaves out', () => {
    const ours = failureWords(problem);
    expect(ours.cause).not.toBe('');
    const words = failureWords({ ...problem, detail: 'bob may not exec.' });
    expect(words).toMatchObject({ cause: 'bob may not exec.', next: ours.next });
  });

  test.each([
    'pod-not-found',
    'container-not-found',
    'container-not-running',
    'forbidden',
    'unauthenticated',
    'session-limit',
    'cluster-unreachable',
    'session-gone',
    'taken-over',
    'shell-not-found',
    'pod-deleted',
    'container-restarted',
    'stream-broken',
  ])('%s has words of its own', (code) => {
    expect(failureWords({ code, detail: '', wasOpen: false }).title).not.toBe(general.title);
  });

  test.each([...Object.keys(PROBLEMS), 'constructor', '__proto__'])('%s offers something to do', (code) => {
    const words = failureWords({ code, detail: '', wasOpen: true });
    expect(words.actions.length).toBeGreaterThan(0);
    expect(words.next).not.toBe('');
  });
});
