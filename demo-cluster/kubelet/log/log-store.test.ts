import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { systemClock } from '../clock.ts';
import { LogStore } from './log-store.ts';

function linesOf(store: LogStore): Buffer[] {
  const lines: Buffer[] = [];
  for (let index = store.firstIndex; index < store.endIndex; index++) {
    const line = store.at(index);
    if (line) lines.push(line.bytes);
  }
  return lines;
}

const chunk = fc
  .array(fc.constantFrom('a', 'bc', '\n', 'é', '\r\n'), { maxLength: 12 })
  .map((parts) => Buffer.from(parts.join('')));

describe('a log store', () => {
  test('returns the bytes of a stream by lines, however they were chunked', () => {
    fc.assert(
      fc.property(fc.array(chunk), (chunks) => {
        const store = new LogStore(systemClock, 1_000_000);
        for (const bytes of chunks) store.append('stdout', bytes);
        store.end();
        const lines = linesOf(store);
        expect(Buffer.concat(lines).equals(Buffer.concat(chunks))).toBe(true);
        for (const line of lines.slice(0, -1)) expect(line.indexOf('\n')).toBe(line.length - 1);
      }),
    );
  });

  test('never mixes lines of the two streams', () => {
    const store = new LogStore(systemClock, 1000);
    store.append('stdout', Buffer.from('half '));
    store.append('stderr', Buffer.from('error\n'));
    store.append('stdout', Buffer.from('line\n'));
    expect(linesOf(store).map(String)).toEqual(['error\n', 'half line\n']);
  });

  test('drops the oldest lines and stays within its limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 100 }), (lengths) => {
        const store = new LogStore(systemClock, 500);
        for (const length of lengths) store.append('stdout', Buffer.from(`${'x'.repeat(length - 1)}\n`));
        const kept = linesOf(store).reduce((sum, line) => sum + line.length, 0);
        expect(kept).toBeLessThanOrEqual(500);
        expect(store.endIndex).toBe(lengths.length);
        expect(linesOf(store).map(({ length }) => length)).toEqual(lengths.slice(store.firstIndex));
      }),
    );
  });

  test('splits a line that exceeds the maximum length', () => {
    const store = new LogStore(systemClock, 1_000_000);
    store.append('stdout', Buffer.alloc(40_000, 'x'));
    expect(linesOf(store).map(({ length }) => length)).toEqual([16_384, 16_384]);
    store.end();
    expect(linesOf(store).at(-1)?.length).toBe(40_000 - 2 * 16_384);
  });

  test('notifies watchers of new lines and of the end until they unsubscribe', () => {
    const store = new LogStore(systemClock, 1000);
    let calls = 0;
    const stop = store.watch(() => calls++);
    store.append('stdout', Buffer.from('x\n'));
    store.end();
    store.end();
    expect(calls).toBe(2);
    stop();
    expect(store.ended).toBe(true);
  });
});
