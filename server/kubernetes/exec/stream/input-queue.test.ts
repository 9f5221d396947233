import { expect, test, vi } from 'vitest';
import { InputQueue } from './input-queue.ts';

const bytesOf = (text: string): Uint8Array => Buffer.from(text);

test('hands on what was queued, in order and once', () => {
  const queue = new InputQueue(100);
  for (const text of ['a', 'bc', 'd']) expect(queue.push(bytesOf(text))).toBe(true);
  const written: string[] = [];
  const write = (bytes: Uint8Array): boolean => written.push(Buffer.from(bytes).toString()) > 0;
  const onDrain = vi.fn();
  queue.flush(write, onDrain);
  queue.flush(write, onDrain);
  expect(written).toEqual(['a', 'bc', 'd']);
  expect(onDrain).not.toHaveBeenCalled();
});

test.each([
  ['tells a writer that waits to go on', [true, true], 1],
  // The last chunk may fit although one before it did not.
  ['leaves that to a socket without room', [false, true], 0],
])('%s', (_title, answers, drains) => {
  const queue = new InputQueue(3);
  expect(queue.push(bytesOf('ab'))).toBe(true);
  expect(queue.push(bytesOf('c'))).toBe(false);
  const onDrain = vi.fn();
  let call = 0;
  queue.flush(() => answers[call++] ?? true, onDrain);
  expect(onDrain).toHaveBeenCalledTimes(drains);
});
