import { describe, expect, test } from 'vitest';
import { fakeStorage } from '../testing/fake-storage.ts';
import { KeptSessions, type TabStorage } from './kept-sessions.ts';
import { createSessionClaims } from './session-claims.ts';
import { createSessionMemory } from './session-memory.ts';

/** The memory of a window without Web Locks. */
function memory(store: TabStorage, paneId = 'pane') {
  return createSessionMemory(paneId, new KeptSessions(store), createSessionClaims(undefined));
}

const kept = { sessionId: 'abc', shownBytes: 12 };

describe('a pane remembers its session', () => {
  test('across a reload', async () => {
    const store = fakeStorage();
    memory(store).save(kept);
    expect(await memory(store).load()).toEqual(kept);
  });

  test('for itself only', async () => {
    const store = fakeStorage();
    memory(store).save(kept);
    expect(await memory(store, 'other').load()).toBeNull();
  });

  test('until it forgets it', async () => {
    const store = fakeStorage();
    memory(store).save(kept);
    memory(store).forget();
    expect(store.values.size).toBe(0);
    expect(await memory(store).load()).toBeNull();
  });
});

describe('a session belongs to one window', () => {
  const locks = navigator.locks;

  test('a second window does not get it while the first has it', async () => {
    const first = createSessionClaims(locks);
    const second = createSessionClaims(locks);
    expect(await first.claim('one')).toBe(true);
    expect(await second.claim('one')).toBe(false);
    first.release();
    second.release();
    expect(await second.claim('one')).toBe(true);
    second.release();
  });

  test('one that is to take it over gets it, and keeps it', async () => {
    const first = createSessionClaims(locks);
    const second = createSessionClaims(locks);
    const third = createSessionClaims(locks);
    expect(await first.claim('one')).toBe(true);
    expect(await second.claim('one', true)).toBe(true);
    first.release();
    expect(await third.claim('one')).toBe(false);
    third.release();
    second.release();
    expect(await third.claim('one')).toBe(true);
    third.release();
  });

  test('the window can claim it again; claiming another session frees it', async () => {
    const first = createSessionClaims(locks);
    const second = createSessionClaims(locks);
    expect(await first.claim('one')).toBe(true);
    expect(await first.claim('one')).toBe(true);
    expect(await first.claim('two')).toBe(true);
    expect(await second.claim('one')).toBe(true);
    first.release();
    second.release();
  });

  test('a released session can be claimed by the next pane', async () => {
    const store = fakeStorage();
    const left = createSessionMemory('pane', new KeptSessions(store), createSessionClaims(locks));
    left.save(kept);
    left.release();
    const next = createSessionMemory('pane', new KeptSessions(store), createSessionClaims(locks));
    expect(await next.load()).toEqual(kept);
    next.forget();
  });

  test('a duplicated tab starts without a session', async () => {
    const store = fakeStorage();
    const original = createSessionMemory('pane', new KeptSessions(store), createSessionClaims(locks));
    original.save(kept);
    const duplicate = createSessionMemory(
      'pane',
      new KeptSessions(fakeStorage(new Map(store.values))),
      createSessionClaims(locks),
    );
    expect(await duplicate.load()).toBeNull();
    original.forget();
  });
});
