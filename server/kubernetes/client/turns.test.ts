import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Turns } from './turns.ts';

test('waiting tasks run in the order in which they asked', async () => {
  const turns = new Turns(1, 10);
  const order: string[] = [];
  const end = await turns.take();
  const second = turns.take().then((done) => {
    order.push('second');
    done();
  });
  const third = turns.take().then((done) => {
    order.push('third');
    done();
  });
  expect(order).toEqual([]);
  end();
  end();
  await Promise.all([second, third]);
  expect(order).toEqual(['second', 'third']);
});

test('a task is refused when the queue is full', async () => {
  const turns = new Turns(1, 1);
  const end = await turns.take();
  const waiting = turns.take();
  await expect(turns.take()).rejects.toMatchObject({ code: 'too-many-requests' });
  end();
  (await waiting)();
  (await turns.take())();
});

test('a task that is aborted while it waits takes no turn', async () => {
  const turns = new Turns(1, 10);
  const end = await turns.take();
  const leaving = new AbortController();
  const gone = turns.take(leaving.signal);
  const next = turns.take();
  leaving.abort(new Error('left'));
  await expect(gone).rejects.toThrow('left');
  end();
  (await next)();
  await expect(turns.take(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
});

test('never more run at once than allowed, and every task that is not aborted gets a turn', async () => {
  const tasks = fc.array(fc.record({ rounds: fc.nat(4), leaves: fc.boolean() }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), tasks, async (atOnce, list) => {
      const turns = new Turns(atOnce, list.length);
      let running = 0;
      let most = 0;
      let done = 0;
      await Promise.all(
        list.map(async ({ rounds, leaves }) => {
          const leaving = new AbortController();
          const turn = turns.take(leaving.signal);
          if (leaves) leaving.abort(new Error('left'));
          const end = await turn.catch(() => undefined);
          if (end === undefined) return;
          running += 1;
          most = Math.max(most, running);
          for (let round = 0; round < rounds; round += 1) await Promise.resolve();
          running -= 1;
          done += 1;
          end();
        }),
      );
      expect(most).toBeLessThanOrEqual(atOnce);
      expect(done).toBeGreaterThanOrEqual(list.filter(({ leaves }) => !leaves).length);
    }),
  );
});
