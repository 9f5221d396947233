import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock } from '../testing/fake-clock.ts';
import { ServerWatch } from './server-watch.ts';

function setUp() {
  const clock = new FakeClock();
  const server = { isUp: false, asked: 0 };
  const watch = new ServerWatch({
    clock,
    random: () => 0.5,
    isUp: async () => {
      server.asked += 1;
      return server.isUp;
    },
  });
  const pass = async (ms: number) => {
    for (let left = ms; left > 0; left -= 250) {
      clock.advance(Math.min(250, left));
      await settled();
    }
  };
  return { clock, server, watch, pass };
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
}

test('tells all who wait, once, within a second of the return', async () => {
  const { server, watch, pass, clock } = setUp();
  const told: string[] = [];
  watch.whenBack(() => told.push('one'));
  watch.whenBack(() => told.push('two'));
  await pass(5000);
  expect(told).toEqual([]);
  server.isUp = true;
  await pass(1000);
  expect(told).toEqual(['one', 'two']);
  expect(clock.waiting).toBe(0);
});

test('asks once for all, and not at all when nobody waits', async () => {
  const { server, watch, pass, clock } = setUp();
  const cancels = Array.from({ length: 20 }, () => watch.whenBack(() => {}));
  await pass(3000);
  expect(server.asked).toBeLessThanOrEqual(5);
  for (const cancel of cancels) cancel();
  const { asked } = server;
  await pass(10_000);
  expect(server.asked).toBe(asked);
  expect(clock.waiting).toBe(0);
});

test('a server that answers all the time is no news: connecting fails for another reason', async () => {
  const { server, watch, pass } = setUp();
  server.isUp = true;
  let told = 0;
  watch.whenBack(() => (told += 1));
  await pass(30_000);
  expect(told).toBe(0);
});

test('who waits again after a failed attempt is told of the next return only', async () => {
  const { server, watch, pass } = setUp();
  let told = 0;
  const wait = () => watch.whenBack(() => (told += 1));
  wait();
  await pass(1000);
  server.isUp = true;
  await pass(1000);
  expect(told).toBe(1);
  wait();
  await pass(5000);
  expect(told).toBe(1);
  server.isUp = false;
  await pass(1000);
  server.isUp = true;
  await pass(1000);
  expect(told).toBe(2);
});

test('whoever waits at the end of an outage is told, whatever came before', async () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('wait' as const) }),
    fc.record({ kind: fc.constant('cancel' as const), which: fc.nat(5) }),
    fc.record({ kind: fc.constant('server' as const), isUp: fc.boolean() }),
    fc.record({ kind: fc.constant('pass' as const), ms: fc.nat(3000) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const { server, watch, pass, clock } = setUp();
      const waiting = new Map<number, () => void>();
      const told: number[] = [];
      let next = 0;
      const wait = () => {
        const id = next++;
        waiting.set(
          id,
          watch.whenBack(() => {
            expect(waiting.delete(id)).toBe(true);
            told.push(id);
          }),
        );
      };
      for (const one of steps) {
        if (one.kind === 'wait') wait();
        else if (one.kind === 'server') server.isUp = one.isUp;
        else if (one.kind === 'pass') await pass(one.ms);
        else {
          const id = [...waiting.keys()][one.which];
          if (id === undefined) continue;
          waiting.get(id)?.();
          waiting.delete(id);
        }
      }
      wait();
      server.isUp = false;
      await pass(2000);
      server.isUp = true;
      await pass(2000);
      expect(waiting.size).toBe(0);
      expect(clock.waiting).toBe(0);
      expect(new Set(told).size).toBe(told.length);
    }),
    { numRuns: 60 },
  );
});
