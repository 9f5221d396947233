// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import { sourceLabels, useSourceLabels } from './source-labels.ts';

const from = (...names: readonly string[]) =>
  names.map((name) => {
    const [pod = '', container = ''] = name.split('/');
    return { pod, container };
  });
const texts = (...names: readonly string[]) =>
  [...(sourceLabels(from(...names))?.values() ?? [])].map(({ text }) => text);

test('what is the same for all is left out', () => {
  expect(texts('web-0/web')).toEqual([]);
  expect(texts('web-0/web', 'web-0/proxy')).toEqual(['web', 'proxy']);
  expect(texts('web-6f7-abc/web', 'web-6f7-def/web')).toEqual(['abc', 'def']);
  expect(texts('web-6f7-abc/web', 'web-5c9-def/web')).toEqual(['6f7-abc', '5c9-def']);
  expect(texts('web-0/web', 'web-1/proxy')).toEqual(['0 web', '1 proxy']);
  expect(texts('web/web', 'web-1/web')).toEqual(['web', 'web-1']);
});

test('a pod that goes away keeps its label, and the others their colors', () => {
  const { result, rerender } = renderHook(
    ({ key, names }: { key: string; names: readonly string[] }) => useSourceLabels(key, from(...names)),
    { initialProps: { key: 'owner', names: ['web-a/web', 'web-b/web'] } },
  );
  rerender({ key: 'owner', names: ['web-b/web', 'web-c/web'] });
  const indexes = [...(result.current ?? [])].map(([name, { index }]) => [name, index]);
  expect(indexes).toEqual([
    ['web-a/web', 0],
    ['web-b/web', 1],
    ['web-c/web', 2],
  ]);
  rerender({ key: 'another', names: ['db-0/db'] });
  expect(result.current).toBeUndefined();
});
