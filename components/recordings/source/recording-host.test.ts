import { expect, test, vi } from 'vitest';
import { NO_ANSWER } from '#components/failures/read-failure.ts';
import { FakeClock } from '#components/terminal/testing/fake-clock.ts';
import { MadeFile, makeRecording } from '../testing/made-recording.ts';
import { CastFailure } from './cast-failure.ts';
import { browserDigest } from './chain-check.ts';
import { RecordingHost } from './recording-host.ts';
import type { CastFile } from './recording-reader.ts';
import { type RecordingWorker, WorkerReplay } from './worker-replay.ts';

/** A page and its worker, in one thread. */
function connect(file: CastFile, isLive = false) {
  const clock = new FakeClock();
  const worker: RecordingWorker & { fail?: () => void } = {
    post: (message) => host.receive(structuredClone(message)),
    listen(onMessage, onError) {
      toPage = (message) => onMessage(structuredClone(message));
      worker.fail = onError;
    },
    end: () => {},
  };
  let toPage: Parameters<RecordingWorker['listen']>[0] = () => {};
  const host = new RecordingHost({
    open: () => file,
    post: (message) => toPage(message),
    digest: browserDigest(),
    clock,
    turn: async () => {},
  });
  return { replay: new WorkerReplay(worker, 'id', isLive), worker, clock };
}

const STEPS = [
  { after: 100, step: 'one two\r\n' },
  { after: 5_000, step: { cols: 100, rows: 30 } },
  { after: 10, step: { missing: 512 } },
  { after: 10, step: { marker: 'here' } },
  { after: 10, step: 'two three' },
];

const whole = (replay: WorkerReplay) =>
  vi.waitFor(() => expect(replay.view.reading.isWhole).toBe(true), { interval: 1 });

test('a page learns length, marks, pauses and the state of the chain', async () => {
  const file = makeRecording(STEPS);
  const { replay } = connect(new MadeFile(file, 50));
  await whole(replay);
  expect(replay.view.reading).toEqual({
    until: 5_130,
    events: 3,
    marks: [
      { at: 5_100, kind: 'size', label: '100x30' },
      { at: 5_110, kind: 'gap', label: '512' },
      { at: 5_120, kind: 'marker', label: 'here' },
    ],
    pauses: [[100, 5_100]],
    isWhole: true,
    chain: { kind: 'intact' },
    bytes: file.length,
    isBehind: false,
  });
});

test('what was changed is shown, and said', async () => {
  const file = makeRecording(STEPS)
    .toString()
    .replace('one two', 'one 2wo')
    .replace('[0.010,"m"', '[0.010,m');
  const { replay } = connect(new MadeFile(Buffer.from(file)));
  await whole(replay);
  expect(replay.view.reading).toMatchObject({ events: 3, chain: { kind: 'broken', from: 0 } });
  replay.search('2wo');
  await vi.waitFor(() => expect(replay.view.search.found).toHaveLength(1), { interval: 1 });
});

test('a search tells what it has found; the next one ends it', async () => {
  const { replay } = connect(new MadeFile(makeRecording(STEPS)));
  await whole(replay);
  replay.search('nothing');
  replay.search('two');
  await vi.waitFor(() => expect(replay.view.search.state).toBe('whole'), { interval: 1 });
  expect(replay.view.search).toMatchObject({ text: 'two', found: [{ at: 100 }, { at: 5_130 }] });
  replay.search('');
  expect(replay.view.search).toMatchObject({ found: [], text: '' });
});

test('more places than anybody reads are not all found', async () => {
  const steps = Array.from({ length: 200 }, () => ({ after: 1, step: 'abc '.repeat(5) }));
  const { replay } = connect(new MadeFile(makeRecording(steps, { chunk: 50 })));
  await whole(replay);
  replay.search('abc');
  await vi.waitFor(() => expect(replay.view.search.state).toBe('too-many'), { interval: 1 });
  expect(replay.view.search.found).toHaveLength(500);
});

test('why there is no file, and that a file is none, reach the page', async () => {
  const refusing: CastFile = {
    stream: () => ({
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.reject(new CastFailure({ code: 'recording-encrypted', detail: 'Sealed.' })),
      }),
    }),
    range: () => Promise.reject(new Error('No range')),
  };
  const { replay } = connect(refusing);
  await vi.waitFor(() =>
    expect(replay.view.failure).toEqual({ code: 'recording-encrypted', detail: 'Sealed.' }),
  );
  const other = connect(new MadeFile(Buffer.from('GIF89a\n')));
  await vi.waitFor(() => expect(other.replay.view.failure?.code).toBe('recording-unreadable'));
  await expect(other.replay.segment({ at: 0 })).rejects.toThrow('cannot be read');
});

/** A live recording whose connection breaks, or that refuses to go on, as `next` says for each time it is asked. */
class BrittleFile extends MadeFile {
  readonly asked: number[] = [];
  next: ('is-away' | 'breaks' | 'refuses' | 'gives')[] = [];

  override async *stream(from: number): AsyncGenerator<Uint8Array> {
    this.asked.push(from);
    const what = this.next.shift() ?? 'gives';
    if (what === 'is-away') throw new CastFailure(NO_ANSWER);
    if (what === 'refuses') throw new CastFailure({ code: 'recording-unfinished', detail: '' });
    for await (const bytes of super.stream(from)) {
      yield bytes;
      if (what === 'breaks') throw new CastFailure(NO_ANSWER);
    }
  }
}

test('a connection that breaks goes on where it was', async () => {
  const file = new BrittleFile(makeRecording(STEPS), 100);
  file.next = ['breaks', 'breaks', 'breaks'];
  const { replay } = connect(file);
  await whole(replay);
  expect(file.asked).toEqual([0, 100, 200, 300]);
  expect(replay.view.reading).toMatchObject({ chain: { kind: 'intact' }, bytes: file.bytes.length });
});

test('a server that does not answer is told', async () => {
  const file = new BrittleFile(makeRecording(STEPS));
  file.next = ['is-away', 'is-away'];
  const { replay } = connect(file);
  await vi.waitFor(() => expect(replay.view.failure).toEqual(NO_ANSWER), { interval: 1 });
  expect(file.asked).toEqual([0, 0]);
});

test('what has left the spool of a live recording is waited for', async () => {
  const file = new BrittleFile(makeRecording(STEPS), 200);
  file.next = ['breaks', 'refuses', 'refuses'];
  const { replay, clock } = connect(file, true);
  await vi.waitFor(() => expect(file.asked).toEqual([0, 200]), { interval: 1 });
  await vi.waitFor(
    () => {
      clock.advance(100);
      expect(replay.view.reading).toMatchObject({ isBehind: true, isWhole: false });
    },
    { interval: 1 },
  );
  expect(replay.view.failure).toBeUndefined();
  await vi.waitFor(
    () => {
      clock.advance(15_000);
      expect(replay.view.reading).toMatchObject({ isBehind: false, isWhole: true });
    },
    { interval: 1 },
  );
  expect(file.asked).toEqual([0, 200, 200, 200]);
  expect(replay.view.reading).toMatchObject({ chain: { kind: 'intact' }, bytes: file.bytes.length });
});

test('waiting for a live recording holds nothing of what was waited for before', async () => {
  const file = new MadeFile(makeRecording(STEPS, { hasEnd: false }));
  const added = vi.spyOn(AbortSignal.prototype, 'addEventListener');
  const removed = vi.spyOn(AbortSignal.prototype, 'removeEventListener');
  const held = () => added.mock.calls.length - removed.mock.calls.length;
  const { clock } = connect(file, true);
  for (const times of [1, 2, 3, 4]) {
    await vi.waitFor(() => expect(added).toHaveBeenCalledTimes(times), { interval: 1 });
    expect(held()).toBe(1);
    clock.advance(2_000);
  }
  vi.restoreAllMocks();
});

test('a recording whose beginning is not there is not waited for', async () => {
  const file = new BrittleFile(makeRecording(STEPS));
  file.next = ['refuses'];
  const { replay } = connect(file, true);
  await vi.waitFor(() => expect(replay.view.failure?.code).toBe('recording-unfinished'), { interval: 1 });
});

test('a worker that breaks leaves nobody waiting', async () => {
  const { replay, worker } = connect(new MadeFile(makeRecording(STEPS)));
  await whole(replay);
  worker.post = () => {};
  const asked = replay.segment({ at: 0 });
  worker.fail?.();
  await expect(asked).rejects.toThrow('cannot be read');
  expect(replay.view.failure?.code).toBe('recording-unreadable');
});
