import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  APART_MS,
  GROWTH_BYTES,
  MAX_HEAP_BYTES,
  PAUSE_MS,
  QUIET_MS,
  QuietTimes,
  START_IS_OVER_MS,
} from './quiet-times.ts';
import { FakeClock } from './testing/fake-clock.ts';

const KEPT_BYTES = 32 * 1024 * 1024;

/** A server that has just begun to listen. */
function listening() {
  const clock = new FakeClock();
  const server = {
    clock,
    heap: KEPT_BYTES,
    collections: [] as number[],
    quiet: undefined as never as QuietTimes,
  };
  server.quiet = new QuietTimes({
    clock,
    heapBytes: () => server.heap,
    collect() {
      server.collections.push(clock.now());
      server.heap = KEPT_BYTES;
    },
  });
  server.quiet.begin();
  return server;
}

/** A server whose first collection was long ago. */
function running() {
  const server = listening();
  server.clock.advance(START_IS_OVER_MS + APART_MS);
  server.collections.length = 0;
  return server;
}

describe('quiet times', () => {
  test('garbage of the start is collected once it is over', () => {
    const { clock, quiet, collections } = listening();
    quiet.noteUse();
    clock.advance(START_IS_OVER_MS - 1);
    expect(collections).toEqual([]);
    clock.advance(1);
    expect(collections).toHaveLength(1);
  });

  test('who uses the server at the end of the start does not wait for the collection', () => {
    const { clock, quiet, collections } = listening();
    for (let uses = 0; uses < 20; uses += 1) {
      quiet.noteUse();
      clock.advance(START_IS_OVER_MS / 10);
    }
    expect(collections).toEqual([]);
    clock.advance(2 * PAUSE_MS);
    expect(collections).toHaveLength(1);
  });

  test('garbage of later use is collected once it is quiet', () => {
    const server = running();
    server.quiet.noteUse();
    server.heap += GROWTH_BYTES;
    server.clock.advance(QUIET_MS - 1);
    expect(server.collections).toEqual([]);
    server.clock.advance(QUIET_MS);
    expect(server.collections).toHaveLength(1);
  });

  test('a heap that has not grown is left alone', () => {
    const server = running();
    server.quiet.noteUse();
    server.heap += GROWTH_BYTES - 1;
    server.clock.advance(10 * APART_MS);
    expect(server.collections).toEqual([]);
  });

  test('a heap whose collection takes long is left to V8', () => {
    const server = running();
    server.heap = MAX_HEAP_BYTES + 1;
    server.clock.advance(10 * APART_MS);
    expect(server.collections).toEqual([]);
    server.heap = MAX_HEAP_BYTES;
    server.clock.advance(QUIET_MS);
    expect(server.collections).toHaveLength(1);
  });

  test('nothing is left running', () => {
    const { clock, quiet } = running();
    quiet.dispose();
    expect(clock.pendingTimers).toBe(0);
  });

  test('whatever happens: never soon after a use, nor soon after another one, nor for little', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('use' as const) }),
      fc.record({ kind: fc.constant('grow' as const), bytes: fc.integer({ min: 0, max: 2 * GROWTH_BYTES }) }),
      fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 2 * APART_MS }) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const server = running();
        let usedAt = Number.NEGATIVE_INFINITY;
        let collectedAt = Number.NEGATIVE_INFINITY;
        for (const next of steps) {
          const before = server.collections.length;
          const grown = server.heap - KEPT_BYTES;
          if (next.kind === 'grow') server.heap += next.bytes;
          if (next.kind === 'wait') server.clock.advance(next.ms);
          if (next.kind === 'use') {
            server.quiet.noteUse();
            usedAt = server.clock.now();
          }
          const collections = server.collections.slice(before);
          expect(collections.length).toBeLessThanOrEqual(1);
          for (const at of collections) {
            expect(at - usedAt).toBeGreaterThanOrEqual(QUIET_MS);
            expect(at - collectedAt).toBeGreaterThanOrEqual(APART_MS);
            collectedAt = at;
            expect(grown).toBeGreaterThanOrEqual(GROWTH_BYTES);
          }
        }
      }),
    );
  });
});
