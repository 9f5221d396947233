import { expect, test } from 'vitest';
import { describeKubeconfig } from './describe-kubeconfig.ts';
import { loadKubeconfig } from './load-kubeconfig.ts';

/** Describes a kubeconfig file with these contexts, each with a cluster at this address. */
function describeFile(contexts: Readonly<Record<string, string>>, current = ''): string {
  const names = Object.keys(contexts);
  const text = JSON.stringify({
    clusters: names.map((name) => ({ name, cluster: { server: contexts[name] } })),
    users: [{ name: 'me', user: { token: 'secret' } }],
    contexts: names.map((name) => ({ name, context: { cluster: name, user: 'me' } })),
    'current-context': current,
  });
  const result = loadKubeconfig({ KUBECONFIG: '/k' }, { exists: () => true, read: () => text });
  if (result.kind !== 'loaded') throw new Error(result.message);
  return describeKubeconfig(result.kubeconfig, result.source);
}

test('names the current context, its address and the file', () => {
  expect(describeFile({ prod: 'https://k8s.example:6443/' }, 'prod')).toBe(
    'Context prod (https://k8s.example:6443), from /k',
  );
});

test('counts the other contexts', () => {
  const two = { a: 'https://a.example', b: 'https://b.example' };
  expect(describeFile(two, 'b')).toBe('Context b (https://b.example), and 1 more context, from /k');
  expect(describeFile({ ...two, c: 'https://c.example' }, 'a')).toContain('and 2 more contexts');
});

test('says that there is no current context', () => {
  const two = { a: 'https://a.example', b: 'https://b.example' };
  expect(describeFile(two)).toBe('The kubeconfig /k has no current context. Choose one on the page.');
  expect(describeFile(two, 'gone')).toMatch(/has no current context/);
});

test('shows neither credentials nor control characters', () => {
  const line = describeFile({ 'a\u001b[2J': 'https://user:hunter2@a.example/' }, 'a\u001b[2J');
  for (const hidden of ['hunter2', '\u001b']) expect(line).not.toContain(hidden);
});

test('says that the current context can’t be used', () => {
  expect(describeFile({ a: 'https://a.example', b: '' }, 'b')).toBe(
    'Context b (can’t be used), and 1 more context, from /k',
  );
});
