// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { createKeptText, useKeptText } from './use-kept-text.ts';

test('a text is there after a reload, until it is forgotten', () => {
  createKeptText('a').write('text');
  expect(createKeptText('a').read()).toBe('text');
  expect(createKeptText('b').read()).toBeNull();
  createKeptText('a').write(null);
  expect(createKeptText('a').read()).toBeNull();
});

test('every reader follows a change of this window and of another one', () => {
  const kept = createKeptText('a');
  const { result } = renderHook(() => useKeptText(kept));
  act(() => kept.write('mine'));
  expect(result.current).toBe('mine');
  window.localStorage.setItem('a', 'theirs');
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'a' })));
  expect(result.current).toBe('theirs');
});

test.each(['forbidden', 'full'])('holds a text for the page when the storage is %s', (why) => {
  const refuse = () => {
    throw new DOMException(why);
  };
  if (why === 'full') vi.spyOn(Storage.prototype, 'setItem').mockImplementation(refuse);
  else vi.spyOn(window, 'localStorage', 'get').mockImplementation(refuse);
  const kept = createKeptText('a');
  const { result } = renderHook(() => useKeptText(kept));
  act(() => kept.write('text'));
  expect(result.current).toBe('text');
});

test('tells a reader nothing after it has gone', () => {
  const kept = createKeptText('a');
  const listener = vi.fn();
  kept.subscribe(listener)();
  kept.write('text');
  window.dispatchEvent(new StorageEvent('storage', { key: 'a' }));
  expect(listener).not.toHaveBeenCalled();
});
