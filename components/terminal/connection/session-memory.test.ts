import { describe, expect, test } from 'vitest';
import { createSessionClaims } from './session-claims.ts';
import { createSessionMemory, type PaneStorage } from './session-memory.ts';

function storage(values = new Map<string, string>()): PaneStorage & { values: Map<string, string> } {
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
  };
}

/** A memory in a window that has no Web Locks. */
function memory(store: PaneStorage | null, paneId = 'pane') {
  return createSessionMemory(paneId, store, createSessionClaims(undefined));
}

const kept = { sessionId: 'abc', shownBytes: 12 };

describe('a pane remembers its session', () => {
  test('over a reload', async () => {
    const store = storage();
    memory(store).save(kept);
    expect(await memory(store).load()).toEqual(kept);
  });

  test('and no other pane does', async () => {
    const store = storage();
    memory(store).save(kept);
    expect(await memory(store, 'other').load()).toBeNull();
  });

  test('until it forgets it', async () => {
    const store = storage();
    memory(store).save(kept);
    memory(store).forget();
    expect(store.values.size).toBe(0);
    expect(await memory(store).load()).toBeNull();
  });

  test.each(['', 'x', 'null', '[]', '{"sessionId":1,"shownBytes":2}', '{"sessionId":"a"}'])(
    'and takes %j for nothing',
    async (text) => {
      const store = storage(new Map([['podshell.session:pane', text]]));
      expect(await memory(store).load()).toBeNull();
    },
  );

  test('and does without storage where there is none', async () => {
    const none = memory(null);
    none.save(kept);
    none.forget();
    expect(await none.load()).toBeNull();
  });

  test('and does without when it is full', () => {
    const full: PaneStorage = {
      ...storage(),
      setItem: () => {
        throw new DOMException('Full', 'QuotaExceededError');
      },
    };
    expect(() => memory(full).save(kept)).not.toThrow();
  });
});

describe('a session belongs to one window', () => {
  const locks = navigator.locks;

  test('a second one does not get it while the first has it', async () => {
    const first = createSessionClaims(locks);
    const second = createSessionClaims(locks);
    expect(await first.claim('one')).toBe(true);
    expect(await second.claim('one')).toBe(false);
    first.release();
    second.release();
    expect(await second.claim('one')).toBe(true);
    second.release();
  });

  test('claiming it again is granted, and another session frees it', async () => {
    const first = createSessionClaims(locks);
    const second = createSessionClaims(locks);
    expect(await first.claim('one')).toBe(true);
    expect(await first.claim('one')).toBe(true);
    expect(await first.claim('two')).toBe(true);
    expect(await second.claim('one')).toBe(true);
    first.release();
    second.release();
  });

  test('a pane that is left lets the next one have it', async () => {
    const store = storage();
    const left = createSessionMemory('pane', store, createSessionClaims(locks));
    left.save(kept);
    left.release();
    const next = createSessionMemory('pane', store, createSessionClaims(locks));
    expect(await next.load()).toEqual(kept);
    next.forget();
  });

  test('a duplicated tab starts without one', async () => {
    const store = storage();
    const original = createSessionMemory('pane', store, createSessionClaims(locks));
    original.save(kept);
    const duplicate = createSessionMemory('pane', storage(new Map(store.values)), createSessionClaims(locks));
    expect(await duplicate.load()).toBeNull();
    original.forget();
  });
});
