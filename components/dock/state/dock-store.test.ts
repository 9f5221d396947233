import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeStorage, fullStorage } from '#components/terminal/testing/fake-storage.ts';
import { dockAfter, ids, pane } from '../testing/any-dock.ts';
import type { KeptShell } from './closed-shells.ts';
import { createDockStore } from './dock-store.ts';
import { hasStoredDock } from './stored-dock.ts';

const shell = (id: string): KeptShell => ({
  id,
  place: pane(id).place,
  container: 'main',
  kept: { sessionId: `session-of-${id}`, shownBytes: 7 },
  until: 1_000,
});
const mine = { claim: async () => true, release: () => {} };
const anothers = { claim: async () => false, release: () => {} };
const DOCK = dockAfter([{ kind: 'opened', pane: pane('a') }]);

test('a dock and its closed shells are stored', async () => {
  const storage = fakeStorage();
  const store = createDockStore(storage, mine);
  await store.load();
  expect(hasStoredDock(storage)).toBe(false);
  store.save(DOCK);
  store.saveClosed([shell('b')]);
  const again = createDockStore(storage, mine);
  expect(ids(await again.load())).toEqual(['a']);
  expect(again.loadClosed()).toEqual([shell('b')]);
});

test('a closed shell is reason enough to load the dock, until there is none', () => {
  const storage = fakeStorage();
  const store = createDockStore(storage, mine);
  store.saveClosed([shell('b')]);
  expect(hasStoredDock(storage)).toBe(true);
  store.saveClosed([]);
  expect(hasStoredDock(storage)).toBe(false);
});

test('a window with a copy of the storage gets neither', async () => {
  const storage = fakeStorage();
  const store = createDockStore(storage, mine);
  await store.load();
  store.save(DOCK);
  store.saveClosed([shell('b')]);
  const copy = createDockStore(fakeStorage(new Map(storage.values)), anothers);
  expect(ids(await copy.load())).toEqual([]);
  expect(copy.loadClosed()).toEqual([]);
});

test('without room nothing is stored, and nothing throws', async () => {
  const store = createDockStore(fullStorage(), mine);
  await store.load();
  store.saveClosed([shell('b')]);
  expect(store.loadClosed()).toEqual([]);
});

test('damaged closed shells are none', () => {
  const stored = (text: string) =>
    createDockStore(fakeStorage(new Map([['podshell.closed-shells', text]])), mine).loadClosed();
  const { kept: _kept, ...withoutSession } = shell('b');
  for (const damaged of ['', '{', 'null', '{}', '[1]', JSON.stringify([withoutSession])])
    expect(stored(damaged), damaged).toEqual([]);
  expect(stored(JSON.stringify([shell('b'), shell('b')]))).toEqual([]);
  fc.assert(fc.property(fc.json(), (text) => void stored(text)));
});
