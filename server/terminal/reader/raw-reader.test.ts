import { describe, expect, test } from 'vitest';
import { LIVE_BYTES } from '../limits.ts';
import { FakeRecording, type RawEvent } from '../testing/fake-readers.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';
import { CATCH_UP_TAIL_BYTES } from './newest-output.ts';

/** A session with a process that is up, and a recording that was there before the process. */
function record(limits: { scrollbackBytes: number } = { scrollbackBytes: LIVE_BYTES }) {
  const room = new TerminalRoom(limits);
  const sessionId = room.issue();
  const recording = new FakeRecording(room.session(sessionId));
  const connection = room.bind(sessionId, { Cols: 80, Rows: 24 });
  room.backend.stream.sink.onStarted('bash');
  return { room, sessionId, recording, connection, stream: room.backend.stream };
}

function kinds(events: readonly RawEvent[]): string[] {
  return events.map(({ kind }) => kind);
}

describe('a raw reader', () => {
  test('gets the bytes as the process wrote them, also those that are not UTF-8', () => {
    const { room, recording, stream } = record();
    stream.output(Buffer.from([0x61, 0xff, 0xe2, 0x82]));
    stream.output(Buffer.from([0xac, 0x00]));
    room.clock.settle();
    expect([...recording.bytes]).toEqual([0x61, 0xff, 0xe2, 0x82, 0xac, 0x00]);
  });

  test('gets each window size where it begins, also without output in between', () => {
    const { room, recording, connection, stream } = record();
    stream.output('ab');
    connection.receive({ Op: 'resize', Cols: 90, Rows: 30 });
    connection.receive({ Op: 'resize', Cols: 100, Rows: 40 });
    stream.output('cd');
    room.clock.settle();
    expect(recording.events).toEqual([
      { kind: 'size', size: { cols: 80, rows: 24 } },
      { kind: 'bytes', bytes: Buffer.from('ab'), offset: 0 },
      { kind: 'size', size: { cols: 90, rows: 30 } },
      { kind: 'size', size: { cols: 100, rows: 40 } },
      { kind: 'bytes', bytes: Buffer.from('cd'), offset: 2 },
    ]);
  });

  test('that had no room when a size came and went gets both changes', () => {
    const { room, recording, connection, stream } = record();
    recording.hasRoom = false;
    stream.output('one');
    connection.receive({ Op: 'resize', Cols: 80, Rows: 8 });
    connection.receive({ Op: 'resize', Cols: 80, Rows: 24 });
    room.clock.settle();
    recording.drain();
    const rows = recording.events.flatMap((event) => (event.kind === 'size' ? [event.size.rows] : []));
    expect(rows).toEqual([24, 8, 24]);
  });

  test('gets nothing without room, and goes on where it was', () => {
    const { room, recording, connection, stream } = record();
    recording.hasRoom = false;
    stream.output('one');
    connection.receive({ Op: 'resize', Cols: 100, Rows: 40 });
    stream.output('two');
    room.clock.settle();
    expect(kinds(recording.events)).toEqual(['size', 'bytes']);
    recording.drain();
    expect(recording.bytes.toString()).toBe('onetwo');
    expect(kinds(recording.events)).toEqual(['size', 'bytes', 'size', 'bytes']);
  });

  test('that is too slow is told what it missed, and goes on with the newest output', () => {
    const { room, recording, stream } = record();
    recording.hasRoom = false;
    stream.output('first');
    room.clock.settle();
    stream.output('x'.repeat(3 * LIVE_BYTES));
    recording.drain();
    const end = 5 + 3 * LIVE_BYTES;
    const from = end - CATCH_UP_TAIL_BYTES;
    expect(recording.events).toContainEqual({ kind: 'skipped', from: 5, to: from });
    expect(recording.bytes).toHaveLength(5 + CATCH_UP_TAIL_BYTES);
  });

  test('has the modes in force after what it missed, at the size there', () => {
    const { recording, connection, stream } = record();
    recording.hasRoom = false;
    stream.output('first');
    connection.receive({ Op: 'resize', Cols: 100, Rows: 40 });
    stream.output('\x1b[?1049h\x1b[?1h\x1b[2;9r');
    for (let chunk = 0; chunk < 4; chunk += 1) stream.output('x'.repeat(LIVE_BYTES));
    recording.drain();
    const seen = kinds(recording.events).slice(0, 6);
    expect(seen).toEqual(['size', 'bytes', 'skipped', 'size', 'modes', 'bytes']);
    const modes = recording.events.find((event) => event.kind === 'modes');
    for (const mode of ['\x1b[?1047h', '\x1b[?1h', '\x1b[2;9r']) expect(modes?.text).toContain(mode);
  });

  test('that comes late has the modes before the oldest output that is kept', () => {
    const { room, sessionId, stream } = record();
    stream.output('\x1b[?2004h');
    for (let chunk = 0; chunk < 4; chunk += 1) stream.output('x'.repeat(LIVE_BYTES));
    const [skipped, size, modes, first] = new FakeRecording(room.session(sessionId)).events;
    if (skipped?.kind !== 'skipped') expect.fail('nothing was skipped');
    expect(skipped.from).toBe(0);
    expect(size).toMatchObject({ kind: 'size', size: { cols: 80, rows: 24 } });
    expect(modes).toMatchObject({ kind: 'modes', text: expect.stringContaining('\x1b[?2004h') });
    expect(first).toMatchObject({ kind: 'bytes', offset: skipped.to });
  });

  test('goes on with a whole character after what it missed', () => {
    for (const first of ['a', 'ab', 'abc']) {
      const { room, recording, stream } = record();
      recording.hasRoom = false;
      stream.output(first);
      room.clock.settle();
      stream.output('€'.repeat(LIVE_BYTES));
      recording.drain();
      expect(recording.bytes.toString()).toMatch(new RegExp(`^${first}€+$`));
    }
  });

  test('is told the end after all output, once', async () => {
    const { room, recording, stream } = record();
    stream.output('bye');
    stream.exit(3);
    await room.registry.dispose();
    expect(recording.bytes.toString()).toBe('bye');
    expect(recording.events.filter(({ kind }) => kind === 'ended')).toEqual([
      { kind: 'ended', end: { kind: 'exited', exitCode: 3, cause: 'process-exited', reason: 'Exit code 3' } },
    ]);
  });

  test('that has no room when the session ends gets what is kept all the same, and the end', async () => {
    const { room, recording, stream } = record();
    recording.hasRoom = false;
    stream.output('first');
    room.clock.settle();
    stream.output('x'.repeat(3 * LIVE_BYTES));
    stream.output('bye');
    stream.exit(0);
    await room.registry.dispose();
    const [skipped] = recording.events.filter((event) => event.kind === 'skipped');
    expect(skipped).toMatchObject({ kind: 'skipped', from: 5 });
    expect(recording.bytes.toString()).toMatch(/^firstx+bye$/);
    expect(recording.events.at(-1)).toMatchObject({ kind: 'ended', end: { exitCode: 0 } });
  });

  test('that has no room when the session ends is told the last window size', async () => {
    const { room, recording, connection, stream } = record();
    recording.hasRoom = false;
    stream.output('a');
    connection.receive({ Op: 'resize', Cols: 100, Rows: 40 });
    await room.registry.dispose();
    expect(kinds(recording.events)).toEqual(['size', 'bytes', 'size', 'ended']);
  });

  test('of a session that never started is told the end, without one of a process', async () => {
    const room = new TerminalRoom();
    const recording = new FakeRecording(room.session(room.issue()));
    await room.registry.dispose();
    expect(recording.events).toEqual([{ kind: 'ended', end: undefined }]);
  });
});
