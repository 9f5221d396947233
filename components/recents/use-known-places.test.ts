// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { favouriteNamespaceToggled, NO_PLACES, podOpened } from './known-places.ts';
import { changeKnownPlaces, useKnownPlaces } from './use-known-places.ts';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

test('each context has its own places', () => {
  const admin = renderHook(() => useKnownPlaces('admin'));
  const alice = renderHook(() => useKnownPlaces('alice'));
  act(() => {
    changeKnownPlaces('admin', (places) => podOpened(places, { namespace: 'team-a', pod: 'web' }));
    changeKnownPlaces('admin', (places) => favouriteNamespaceToggled(places, 'team-b'));
  });
  expect(admin.result.current).toEqual({
    recentPods: [{ namespace: 'team-a', pod: 'web' }],
    favouritePods: [],
    recentNamespaces: ['team-a'],
    favouriteNamespaces: ['team-b'],
  });
  expect(alice.result.current).toEqual(NO_PLACES);
});
