import { describe, expect, test } from 'vitest';
import { LANGUAGES } from '#components/language/language.ts';
import { END_CODES } from '#protocol/end-codes.ts';
import { PROBLEMS } from '#protocol/problem.ts';
import { failureCatalog } from './catalog.ts';
import { FAILURES, knownCode } from './failure-codes.ts';
import { failureWords } from './failure-words.ts';
import { isPassing } from './passing-codes.ts';

const { en, 'zh-CN': chinese } = failureCatalog;

describe('words for a failure', () => {
  const problem = { code: 'forbidden', detail: '' };

  test('the server’s words come before ours', () => {
    const detail = 'You need create on pods/exec in "web.1". Ask an admin. Then try again.';
    expect(failureWords({ ...problem, detail }, en, 'en')).toMatchObject({
      cause: 'You need create on pods/exec in "web.1".',
      next: 'Ask an admin. Then try again.',
    });
  });

  test('ours say what the server leaves out', () => {
    const ours = failureWords(problem, en, 'en');
    expect(ours.cause).not.toBe('');
    const words = failureWords({ ...problem, detail: 'You need create.' }, en, 'en');
    expect(words).toMatchObject({ cause: 'You need create.', next: ours.next });
  });

  test('a sentence of the server that only says the title again gives way to our cause', () => {
    const detail = 'You are not signed in. Sign in and try again.';
    expect(failureWords({ code: 'unauthenticated', detail }, en, 'en')).toMatchObject({
      title: 'You are not signed in',
      cause: en.codes.unauthenticated.cause,
      next: 'Sign in and try again.',
    });
  });

  test('in Chinese they are ours, and the server’s are a quotation', () => {
    const detail = 'You need create on pods/exec. Ask an admin.';
    const words = failureWords({ ...problem, detail }, chinese, 'zh-CN');
    expect(words).toMatchObject({ ...chinese.codes.forbidden, quote: detail });
    expect(failureWords(problem, chinese, 'zh-CN').quote).toBe('');
    expect(failureWords({ ...problem, detail }, en, 'en').quote).toBe('');
  });

  test('the status line of a strange answer is no sentence, so it is quoted in every language', () => {
    const words = failureWords({ code: 'bad-answer', detail: 'HTTP 502 Bad Gateway' }, en, 'en');
    expect(words).toMatchObject({ ...en.codes['bad-answer'], quote: 'HTTP 502 Bad Gateway' });
  });

  test('a place has words of its own for what it cannot show', () => {
    const titles = (['shell', 'pods', 'pod'] as const).map(
      (place) => failureWords(problem, en, 'en', place).title,
    );
    expect(new Set(titles).size).toBe(3);
    expect(failureWords({ code: 'pod-deleted', detail: '' }, en, 'en', 'pods').title).toBe(
      en.codes['pod-deleted'].title,
    );
  });

  test.each(['no-such-code', 'constructor', '__proto__', ''])('%j gets general words', (code) => {
    expect(knownCode(code)).toBe('unknown');
    expect(failureWords({ code, detail: '' }, en, 'en', 'pods').title).toBe(en.codes.unknown.title);
  });
});

describe('the table of failures', () => {
  test('has every code of the protocol', () => {
    expect(Object.keys(FAILURES)).toEqual(expect.arrayContaining([...Object.keys(PROBLEMS), ...END_CODES]));
  });

  test.each(LANGUAGES)('has words for every code in %s, and for no other', (language) => {
    const { codes } = failureCatalog[language];
    expect(Object.keys(codes).sort()).toEqual(Object.keys(FAILURES).sort());
    for (const { title, cause, next } of Object.values(codes)) {
      expect([title, cause, next]).not.toContain('');
      expect(title).not.toMatch(/[.。]$/);
      expect(`${cause}${next}`).toMatch(/^[^.。]+.*[.。]$/);
    }
  });

  test('a page that asks again by itself does so for what may pass, and for nothing else', () => {
    const passing = Object.keys(FAILURES).filter(isPassing);
    expect(passing.sort()).toEqual([
      'audit-unavailable',
      'bad-answer',
      'cluster-error',
      'cluster-unreachable',
      'draining',
      'internal-error',
      'recording-store-unavailable',
      'recording-unavailable',
      'replica-unreachable',
      'server-unreachable',
      'sign-in-unavailable',
      'too-many-attempts',
      'too-many-requests',
      'unauthenticated',
    ]);
  });
});
