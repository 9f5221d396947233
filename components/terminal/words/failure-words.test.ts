import { describe, expect, test } from 'vitest';
import { PROBLEMS } from '#protocol/problem.ts';
import { failureCatalog } from './failure-catalog.ts';
import { failureWords } from './failure-words.ts';

const { en, 'zh-CN': chinese } = failureCatalog;
const general = failureWords({ code: 'no-such-code', detail: '' }, en, 'en');

describe('words for a failure', () => {
  const problem = { code: 'forbidden', detail: '' };

  test('the server’s words come before ours', () => {
    const detail = 'bob may not exec in pod "web.1". Ask an admin. Then try again.';
    expect(failureWords({ ...problem, detail }, en, 'en')).toMatchObject({
      cause: 'bob may not exec in pod "web.1".',
      next: 'Ask an admin. Then try again.',
    });
  });

  test('ours say what the server leaves out', () => {
    const ours = failureWords(problem, en, 'en');
    expect(ours.cause).not.toBe('');
    const words = failureWords({ ...problem, detail: 'bob may not exec.' }, en, 'en');
    expect(words).toMatchObject({ cause: 'bob may not exec.', next: ours.next });
  });

  test('in Chinese they are ours, and the server’s are a quotation', () => {
    const detail = 'bob may not exec in pod "web.1". Ask an admin.';
    const words = failureWords({ ...problem, detail }, chinese, 'zh-CN');
    expect(words).toMatchObject({ ...chinese.forbidden, quote: detail });
    expect(failureWords(problem, chinese, 'zh-CN').quote).toBe('');
    expect(failureWords({ ...problem, detail }, en, 'en').quote).toBe('');
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
    expect(failureWords({ code, detail: '' }, en, 'en').title).not.toBe(general.title);
  });

  test.each([...Object.keys(PROBLEMS), 'constructor', '__proto__'])('%s offers something to do', (code) => {
    const words = failureWords({ code, detail: '' }, en, 'en');
    expect(words.actions.length).toBeGreaterThan(0);
    expect(words.next).not.toBe('');
  });
});
