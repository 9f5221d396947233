import { expect, test } from 'vitest';
import { FakeClock } from '#server/testing/fake-clock.ts';
import { FurtherReaders } from './further-readers.ts';
import type { Reader } from './reader.ts';

class CountingReader implements Reader {
  updates = 0;
  closes = 0;
  fails = false;

  update(): void {
    this.updates += 1;
    if (this.fails) throw new Error('broken');
  }

  close(): void {
    this.closes += 1;
    if (this.fails) throw new Error('broken');
  }
}

function open() {
  const clock = new FakeClock();
  const failures: unknown[] = [];
  const readers = new FurtherReaders({
    clock,
    processState: () => ({ kind: 'starting' }),
    onFailed: (error) => failures.push(error),
  });
  return { clock, failures, readers };
}

test('a reader is called when it comes, and once for a burst, after what the same turn sends to the owner', () => {
  const { clock, readers } = open();
  const reader = new CountingReader();
  readers.add(reader);
  expect(reader.updates).toBe(1);
  for (let piece = 0; piece < 10; piece += 1) readers.onOutput(10);
  expect(reader.updates).toBe(1);
  clock.settle();
  expect(reader.updates).toBe(2);
});

test('a flood calls a reader at each full message', () => {
  const { readers } = open();
  const reader = new CountingReader();
  readers.add(reader);
  for (let piece = 0; piece < 32; piece += 1) readers.onOutput(32 * 1024);
  expect(reader.updates).toBeGreaterThanOrEqual(16);
});

test('without readers output costs no timer', () => {
  const { clock, readers } = open();
  const hold = readers.add(new CountingReader());
  readers.onOutput(1_000_000);
  expect(clock.pendingTimers).toBe(1);
  hold.leave();
  expect(clock.pendingTimers).toBe(0);
  readers.onOutput(1_000_000);
  readers.onOutput(1_000_000);
  expect(clock.pendingTimers).toBe(0);
});

test('a reader that fails is reported and never called again; the others are', () => {
  const { clock, failures, readers } = open();
  const broken = new CountingReader();
  const sound = new CountingReader();
  const hold = readers.add(broken);
  readers.add(sound);
  broken.fails = true;
  readers.onOutput(1);
  clock.settle();
  expect(failures).toHaveLength(1);
  readers.onOutput(1);
  clock.settle();
  hold.wake();
  readers.close();
  expect(broken).toMatchObject({ updates: 2, closes: 0 });
  expect(sound).toMatchObject({ updates: 3, closes: 1 });
});

test('a reader that fails when it is closed keeps no other from being closed', () => {
  const { failures, readers } = open();
  const broken = new CountingReader();
  const sound = new CountingReader();
  readers.add(broken);
  readers.add(sound);
  broken.fails = true;
  readers.close();
  expect(failures).toHaveLength(1);
  expect(sound.closes).toBe(1);
});

test('a reader that has left is not called', () => {
  const { clock, readers } = open();
  const reader = new CountingReader();
  const hold = readers.add(reader);
  readers.onOutput(1);
  clock.settle();
  readers.onOutput(1);
  hold.leave();
  clock.settle();
  hold.wake();
  readers.update();
  readers.close();
  expect(reader).toMatchObject({ updates: 2, closes: 0 });
});

test('a reader may leave while the readers are called', () => {
  const { readers } = open();
  const hold: { leave?: () => void } = {};
  const leaving: Reader = { update: () => hold.leave?.(), close() {} };
  hold.leave = readers.add(leaving).leave;
  const other = new CountingReader();
  readers.add(other);
  readers.update();
  expect(other.updates).toBe(2);
});
