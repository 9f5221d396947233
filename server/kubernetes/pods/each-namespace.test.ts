import { expect, test } from 'vitest';
import { PodshellError } from '#protocol/problem.ts';
import { eachNamespace } from './each-namespace.ts';

const forbidden = (namespace: string | undefined) => new PodshellError('forbidden', `not ${namespace}`);

/** `x...` is forbidden, `down` cannot be reached, others return their name. */
async function ask(scope: string | undefined): Promise<string> {
  if (scope === 'down') throw new PodshellError('cluster-unreachable', 'silent');
  if (scope?.startsWith('x')) throw forbidden(scope);
  return scope ?? 'all';
}

test('a forbidden namespace does not hide the others', async () => {
  expect(await eachNamespace(['a', 'x', 'b'], ask)).toEqual({
    answers: ['a', 'b'],
    refused: [{ namespace: 'x', detail: 'not x' }],
  });
});

test('when every namespace is forbidden, the first error is thrown', async () => {
  await expect(eachNamespace(['x1', 'x2'], ask)).rejects.toMatchObject({ message: 'not x1' });
  await expect(eachNamespace(['x'], ask)).rejects.toMatchObject({ code: 'forbidden' });
  await expect(eachNamespace([undefined], async () => Promise.reject(forbidden('all')))).rejects.toThrow();
});

test('an unreachable cluster is thrown, not reported as refused', async () => {
  await expect(eachNamespace(['a', 'down'], ask)).rejects.toMatchObject({ code: 'cluster-unreachable' });
});

test('a list over all namespaces is one request', async () => {
  expect(await eachNamespace([undefined], ask)).toEqual({ answers: ['all'], refused: [] });
});
