// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';
import '#components/testing/dom.tsx';
import { samplePod } from '../testing/sample-pods.ts';
import type { PodsContent } from './pods-content.ts';
import { useKeptTable } from './use-kept-table.ts';

const pods = [samplePod()];
const TABLE: PodsContent = { kind: 'table', pods };
const NO_MATCH: PodsContent = { kind: 'notice', obstacle: { kind: 'no-match', total: 1 } };
const EMPTY: PodsContent = { kind: 'notice', obstacle: { kind: 'empty', namespaces: [] } };

function start(content: PodsContent) {
  const hook = renderHook(({ content, view }) => useKeptTable(content, view), {
    initialProps: { content, view: 'first' },
  });
  return (content: PodsContent, view: string) => {
    hook.rerender({ content, view });
    return hook.result.current;
  };
}

test('while nothing matches, the last rows are kept with their view', () => {
  const show = start(TABLE);
  const kept = { rows: { pods, view: 'first' }, isHidden: true };
  expect(show(NO_MATCH, 'second')).toEqual(kept);
  expect(show(NO_MATCH, 'third')).toEqual(kept);
  expect(show(TABLE, 'fourth')).toEqual({ rows: { pods, view: 'fourth' }, isHidden: false });
});

test('without rows there is no table: none were there, or no pod is left', () => {
  expect(start(NO_MATCH)(NO_MATCH, 'second')).toBeUndefined();
  const show = start(TABLE);
  expect(show(EMPTY, 'second')).toBeUndefined();
  expect(show(NO_MATCH, 'third')).toBeUndefined();
});
