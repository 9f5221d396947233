import { expect, test } from 'vitest';
import { lastWords } from './last-words.ts';

test.each([
  ['', ''],
  ['\n\n', ''],
  ['one\ntwo\r\nthree\n\nfour\n', 'two / three / four'],
  ['\u001b[31mred\u001b[0m alert', 'red alert'],
  ['visit  https://login.example.com/device?x=1', 'visit https://login.example.com/device?x=1'],
  [
    'AADSTS700082: trace 0aa1b2c3-0000-4a5b-8c6d-123456789abc',
    'AADSTS700082: trace 0aa1b2c3-0000-4a5b-8c6d-123456789abc',
  ],
  ['the token has expired, run aws sso login', 'the token has expired, run aws sso login'],
])('%j is told as %j', (text, words) => {
  expect(lastWords(text)).toBe(words);
});

test.each([
  'sent Authorization: Bearer abc-123-secret-9',
  'password=hunter2-secret',
  'password: secret',
  '{"token": "k8s-aws-v1.secret"}',
  'got eyJhbGciOiJSUzI1NiJ9.c2VjcmV0.c2lnbmF0dXJl',
  `header ${'secret0'.repeat(6)}`,
])('what may be a secret is hidden: %j', (text) => {
  const words = lastWords(text);
  expect(words).toContain('[hidden]');
  expect(words).not.toMatch(/secret|c2VjcmV0/);
});

test('a long line is cut at its beginning', () => {
  const words = lastWords(`${'a b '.repeat(400)}the end`);
  expect(words.length).toBeLessThan(320);
  expect(words).toMatch(/^….*the end$/);
});
