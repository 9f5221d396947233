import { describe, expect, test } from 'vitest';
import { PROBLEMS } from '#protocol/problem.ts';
import { failureWords } from './failure-words.ts';

const general = failureWords({ code: 'no-such-code', detail: '', wasOpen: false });

describe('words for a failure', () => {
  test('the server’s cause comes before ours', () => {
    const problem = { code: 'forbidden', detail: 'bob may not exec in team-a.', wasOpen: false };
    expect(failureWords(problem).cause).toBe('bob may not exec in team-a.');
    expect(failureWords({ ...problem, detail: '' }).cause).not.toBe('');
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
