// @vitest-environment happy-dom
import { renderHook, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { usePageTitle } from './use-page-title.ts';

test('keeps the title when the initial one streams in later', async () => {
  renderHook(() => usePageTitle('3 pods'));
  expect(document.title).toBe('3 pods');
  document.title = 'Pods';
  await waitFor(() => expect(document.title).toBe('3 pods'));
});

test('follows a new title, and does not overwrite that of the next page', async () => {
  const { rerender, unmount } = renderHook(usePageTitle, { initialProps: '3 pods' });
  rerender('4 pods');
  expect(document.title).toBe('4 pods');
  unmount();
  document.title = 'Shell';
  await new Promise<void>((resolve) => queueMicrotask(resolve));
  expect(document.title).toBe('Shell');
});

test('of two titles on one page the newer is shown, and they do not fight', async () => {
  renderHook(() => usePageTitle('Pods'));
  const inner = renderHook(() => usePageTitle('No access'));
  const change = vi.spyOn(document, 'title', 'set');
  document.title = 'Streamed in';
  await waitFor(() => expect(document.title).toBe('No access'));
  // Each change is seen by the time the next one is.
  document.title = 'No access';
  await new Promise<void>((resolve) => queueMicrotask(resolve));
  expect(change.mock.calls).toEqual([['Streamed in'], ['No access'], ['No access']]);
  inner.unmount();
  expect(document.title).toBe('Pods');
});
