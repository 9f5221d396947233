import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FakeClock, settlePromises } from '#server/testing/fake-clock.ts';
import { HANGS_AFTER_MS, type LineSink, LineWriter, MAX_WAITING_BYTES, RETRY_MS } from './line-writer.ts';

/** A disk that a test fills, hangs and frees. */
class FakeSink implements LineSink {
  text = '';
  appends = 0;
  state: 'works' | 'fails' | 'hangs' = 'works';
  #release: () => void = () => {};

  async append(lines: Buffer): Promise<void> {
    this.appends += 1;
    if (this.state === 'fails') throw new Error('ENOSPC');
    if (this.state === 'hangs') {
      await new Promise<void>((resolve) => {
        this.#release = resolve;
      });
    }
    this.text += lines.toString();
  }

  release(): void {
    this.state = 'works';
    this.#release();
  }
}

function writerOf(sink: FakeSink) {
  const clock = new FakeClock();
  const told: unknown[] = [];
  const writer = new LineWriter({
    sink,
    clock,
    onFailed: (error) => told.push(String(error)),
    onRecovered: (failures, lost) => told.push([failures, lost]),
  });
  return { writer, clock, told };
}

test('lines are written in order, and those that gather meanwhile together', async () => {
  const sink = new FakeSink();
  const { writer } = writerOf(sink);
  for (const line of ['a\n', 'b\n', 'c\n']) writer.push(line);
  await writer.written();
  expect([sink.text, sink.appends]).toEqual(['a\nb\nc\n', 2]);
});

test('a failure is told once, and the same lines are tried again until they are written', async () => {
  const sink = new FakeSink();
  sink.state = 'fails';
  const { writer, clock, told } = writerOf(sink);
  writer.push('a\n');
  await clock.advanceAsync(RETRY_MS);
  writer.push('b\n');
  await clock.advanceAsync(RETRY_MS);
  expect([sink.appends, sink.text, told]).toEqual([3, '', ['Error: ENOSPC']]);
  sink.state = 'works';
  await clock.advanceAsync(RETRY_MS);
  expect([sink.text, told]).toEqual(['a\nb\n', ['Error: ENOSPC', [3, 0]]]);
  expect(clock.pendingTimers).toBe(0);
});

test('who needs the lines written is told of the failure, and starts another attempt', async () => {
  const sink = new FakeSink();
  sink.state = 'fails';
  const { writer } = writerOf(sink);
  writer.push('a\n');
  await expect(writer.written()).rejects.toThrow('ENOSPC');
  await expect(writer.written()).rejects.toThrow('ENOSPC');
  sink.state = 'works';
  await writer.written();
  expect(sink.text).toBe('a\n');
});

test('nobody waits for ever for a write that hangs', async () => {
  const sink = new FakeSink();
  sink.state = 'hangs';
  const { writer, clock, told } = writerOf(sink);
  writer.push('a\n');
  const written = writer.written();
  const refused = expect(written).rejects.toThrow('5 s');
  await clock.advanceAsync(HANGS_AFTER_MS);
  await refused;
  sink.release();
  await settlePromises();
  expect([sink.text, told.length]).toEqual(['a\n', 2]);
});

test('lines wait in bounded memory; how many had no room is told later', async () => {
  const sink = new FakeSink();
  sink.state = 'fails';
  const { writer, clock, told } = writerOf(sink);
  const line = `${'x'.repeat(MAX_WAITING_BYTES / 4 - 1)}\n`;
  for (let count = 0; count < 6; count += 1) writer.push(line);
  await expect(writer.written()).rejects.toThrow('lost');
  sink.state = 'works';
  await clock.advanceAsync(RETRY_MS);
  expect(sink.text.length).toBe(MAX_WAITING_BYTES);
  expect(told.at(-1)).toEqual([1, 2]);
  writer.push(line);
  await writer.written();
  expect(sink.text.length).toBe((MAX_WAITING_BYTES / 4) * 5);
});

test('lines that had no room during a slow write are told, and then shells are opened again', async () => {
  const sink = new FakeSink();
  sink.state = 'hangs';
  const { writer, told } = writerOf(sink);
  const line = `${'x'.repeat(MAX_WAITING_BYTES / 4 - 1)}\n`;
  for (let count = 0; count < 6; count += 1) writer.push(line);
  await expect(writer.written()).rejects.toThrow('lost');
  sink.release();
  await settlePromises();
  expect(told).toEqual([expect.stringContaining('lines'), [0, 2]]);
  writer.push(line);
  await writer.written();
});

test('whatever fails meanwhile, every line is written once and in order', async () => {
  const step = fc.oneof(fc.constantFrom('works', 'fails', 'wait'), fc.integer({ min: 1, max: 5 }));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 20 }), async (steps) => {
      const sink = new FakeSink();
      const { writer, clock } = writerOf(sink);
      let expected = '';
      for (const action of steps) {
        if (action === 'wait') await clock.advanceAsync(RETRY_MS);
        else if (typeof action === 'string') sink.state = action as 'works' | 'fails';
        else {
          for (let count = 0; count < action; count += 1) {
            const line = `${expected.length}\n`;
            expected += line;
            writer.push(line);
          }
        }
      }
      sink.state = 'works';
      await clock.advanceAsync(RETRY_MS);
      await writer.written();
      expect(sink.text).toBe(expected);
    }),
    { numRuns: 50 },
  );
});
