import { describe, expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { readAnswer } from '../testing/recordings.ts';
import { AnswerTooLargeError, ApiStatusError, CredentialsError, UnreadableAnswerError } from './api-error.ts';
import { refusedUpgrade } from './blocked-upgrade.ts';
import { explain, toPodshellError } from './explain.ts';
import { explainExec } from './explain-exec.ts';

const subject = { context: 'prod', namespace: 'team-a', pod: 'web', container: 'app' };

function withCode(code: string): Error {
  return Object.assign(new Error('failed: Authorization: Bearer abc'), { code });
}

test.each([
  ['pods-wrong-token', 'cluster-unauthenticated'],
  ['pods-list-alice-team-b', 'forbidden'],
  ['namespaces-alice', 'forbidden'],
  ['ssar-anonymous', 'forbidden'],
])('the recorded answer %s is %s', (name, code) => {
  const { status, body } = readAnswer(name);
  const error = ApiStatusError.fromBody(status, JSON.stringify(body));
  expect(explain(error, subject).code).toBe(code);
});

describe('connections', () => {
  test.each([
    ['ECONNREFUSED', /connection refused/],
    ['ENOTFOUND', /host name not found/],
    ['ETIMEDOUT', /timed out/],
    ['CERT_HAS_EXPIRED', /certificate has expired/],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', /not signed by the authority/],
    ['ERR_TLS_CERT_ALTNAME_INVALID', /another host name/],
    ['ESOMETHING', /\(ESOMETHING\)/],
  ])('%s is unreachable, with its cause', (code, words) => {
    const { code: problem, detail } = explain(withCode(code), subject);
    expect([problem, detail]).toEqual(['cluster-unreachable', expect.stringMatching(words)]);
    expect(detail).not.toContain('Bearer');
  });

  test('the first of several addresses that were tried has the word', () => {
    const error = new AggregateError([withCode('ECONNREFUSED'), withCode('ENETUNREACH')]);
    expect(explain(error, subject).detail).toContain('connection refused');
  });

  test.each([undefined, null, 'text', 7, {}])('%j thrown is unreachable all the same', (thrown) => {
    expect(explain(thrown, subject).code).toBe('cluster-unreachable');
  });
});

test.each([
  new TypeError("Cannot read properties of null (reading 'map')"),
  new SyntaxError('Unexpected token <'),
  new UnreadableAnswerError(new Error('type')),
])('an answer that cannot be read is not a failed connection: %s', (error) => {
  const { code, detail } = explain(error, subject);
  expect([code, detail]).toEqual(['cluster-error', expect.stringMatching(/can't read/)]);
});

test('an answer that is too large says so', () => {
  const { code, detail } = explain(new AnswerTooLargeError(64 * 2 ** 20), subject);
  expect([code, detail]).toEqual(['cluster-error', expect.stringMatching(/more than 64 MiB/)]);
});

test('what an exec plugin says is not repeated', () => {
  const error = new CredentialsError(new Error('token abc is invalid'));
  const { code, detail } = explain(error, subject);
  expect(code).toBe('cluster-unauthenticated');
  expect(detail).not.toContain('abc');
});

test.each([
  [429, 'cluster-unreachable'],
  [503, 'cluster-unreachable'],
  [504, 'cluster-unreachable'],
  [500, 'cluster-error'],
  [418, 'cluster-error'],
  [404, 'pod-not-found'],
])('HTTP %d is %s', (status, code) => {
  expect(explain(new ApiStatusError(status, '', ''), subject).code).toBe(code);
});

test('a page of a proxy, a flood and control characters stay out of the sentence', () => {
  expect(ApiStatusError.fromBody(502, '<html><body>Bad Gateway</body></html>').apiMessage).toBe('');
  expect(ApiStatusError.fromBody(502, 'x'.repeat(10_000)).apiMessage.length).toBeLessThan(600);
  expect(ApiStatusError.fromBody(502, 'a\u001b[2Jb\r\nc\u202ed').apiMessage).toBe('a\u241b[2Jb c<U+202E>d');
});

test('our own errors pass unchanged', () => {
  const error = new PodshellError('context-not-found', 'No such context.');
  expect(toPodshellError(error, subject)).toBe(error);
  expect(explainExec(error, subject)).toEqual({ code: 'context-not-found', detail: 'No such context.' });
});

test('an empty 403 is a refused upgrade, not a missing right', () => {
  expect(explainExec(refusedUpgrade(403, ''), subject).code).toBe('cluster-unreachable');
});

test.each([
  'error executing command in container: failed to create exec "1f": ttrpc: closed',
  'rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix /run/containerd/containerd.sock: connect: connection refused"',
])('a dead container runtime is named with its node: %s', (words) => {
  const error = new ApiStatusError(500, 'InternalError', words);
  const { code, detail } = explainExec(error, { ...subject, node: 'node-7' });
  expect(code).toBe('cluster-unreachable');
  expect(detail).toMatch(/^The container runtime on node "node-7" of pod "web" doesn't respond\./);
  expect(explainExec(error, subject).detail).toMatch(/^The container runtime on the node of pod "web"/);
});
