// @vitest-environment happy-dom
import { act, renderHook } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import '#components/testing/dom.tsx';
import { createKeptText, useKeptText } from './use-kept-text.ts';

test('a text survives a reload until it is removed', () => {
  createKeptText('a').write('text');
  expect(createKeptText('a').read()).toBe('text');
  expect(createKeptText('b').read()).toBeNull();
  createKeptText('a').write(null);
  expect(createKeptText('a').read()).toBeNull();
});

test('every reader follows changes in this window and in others', () => {
  const kept = createKeptText('a');
  const { result } = renderHook(() => useKeptText(kept));
  act(() => kept.write('mine'));
  expect(result.current).toBe('mine');
  window.localStorage.setItem('a', 'theirs');
  act(() => void window.dispatchEvent(new StorageEvent('storage', { key: 'a' })));
  expect(result.current).toBe('theirs');
});

test.each(['forbidden', 'full'])('keeps a text until the page unloads if the storage is %s', (why) => {
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

test('does not notify after unmounting', () => {
  const kept = createKeptText('a');
  const listener = vi.fn();
  kept.subscribe(listener)();
  kept.write('text');
  window.dispatchEvent(new StorageEvent('storage', { key: 'a' }));
  expect(listener).not.toHaveBeenCalled();
});
