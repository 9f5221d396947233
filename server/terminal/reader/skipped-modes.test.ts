import { expect, test } from 'vitest';
import type { StdoutMessage } from '#protocol/messages.ts';
import { HIGH_MARK_BYTES, LIVE_BYTES } from '../limits.ts';
import type { FakeConnection } from '../testing/fake-connection.ts';
import { FakeWatcher } from '../testing/fake-readers.ts';
import { TerminalRoom } from '../testing/terminal-room.ts';

const SET = '\x1b[?1049h\x1b[?1;2004h';
const MODES = ['\x1b[?1047h', '\x1b[?1h', '\x1b[?2004h'];

/** Checks that the modes are said once, right after the last reset, and gives the output that follows. */
function outputAfterModes(connection: FakeConnection): string {
  const at = connection.messages.findLastIndex(({ Op }) => Op === 'reset');
  const reset = connection.messages[at] as { readonly Offset: number };
  const outputs = connection.messages
    .slice(at + 1)
    .filter((message): message is StdoutMessage => message.Op === 'stdout');
  const [modes, ...rest] = outputs;
  expect(modes?.Offset).toBe(reset.Offset);
  for (const mode of MODES) expect(modes?.Data).toContain(mode);
  return rest.map(({ Data }) => Data).join('');
}

test('a client that missed output has the modes before it', () => {
  const room = new TerminalRoom({ scrollbackBytes: 100 });
  const { sessionId, connection } = room.open();
  connection.drop();
  room.backend.stream.output(`${SET}${'x'.repeat(500)}`);
  expect(outputAfterModes(room.bind(sessionId, { Offset: 0 }))).toBe('x'.repeat(100));
});

test('a client is told its own size of output with them, when it asks for sizes', () => {
  const room = new TerminalRoom({ scrollbackBytes: 100 });
  const { sessionId, connection } = room.open({ Cols: 40, Rows: 10 });
  connection.drop();
  room.backend.stream.output(`\x1b[2;5r${'x'.repeat(500)}`);
  const again = room.bind(sessionId, { Cols: 80, Rows: 24, Sizes: true });
  const [modes] = again.messages.filter((message): message is StdoutMessage => message.Op === 'stdout');
  expect(modes).toMatchObject({ Cols: 40, Rows: 10, Data: expect.stringContaining('\x1b[2;5r') });
});

test('Ctrl+C in a flood keeps the modes', () => {
  const room = new TerminalRoom({ scrollbackBytes: LIVE_BYTES });
  const { connection } = room.open({ Ack: true });
  const { stream } = room.backend;
  stream.output(SET + 'y'.repeat(HIGH_MARK_BYTES + 1));
  room.clock.settle();
  connection.receive({ Op: 'stdin', Data: '\x03' });
  for (let chunk = 0; chunk < 20; chunk += 1) stream.output('y'.repeat(LIVE_BYTES / 2));
  stream.output('$ ');
  room.clock.advance(100);
  connection.receive({ Op: 'ack', Offset: connection.last('stdout')?.Offset ?? 0 });
  expect(outputAfterModes(connection)).toMatch(/^y+/);
});

test('a watcher that comes late or falls behind has them, too', () => {
  const room = new TerminalRoom({ scrollbackBytes: LIVE_BYTES });
  const { sessionId } = room.open();
  const { stream } = room.backend;
  stream.output(SET + 'y'.repeat(LIVE_BYTES));
  const watcher = new FakeWatcher(room.session(sessionId), { acks: false });
  expect(outputAfterModes(watcher.connection)).toMatch(/^y+$/);
  watcher.connection.roomToSend = false;
  for (let chunk = 0; chunk < 4; chunk += 1) {
    stream.output('z'.repeat(LIVE_BYTES));
    room.clock.advance(10);
  }
  watcher.drain();
  expect(outputAfterModes(watcher.connection)).toMatch(/^z+$/);
});

test('an empty screen gets as many lines as it can show, and those who have an offset get all', () => {
  const room = new TerminalRoom({ scrollbackBytes: LIVE_BYTES });
  const { sessionId } = room.open();
  room.backend.stream.output(`${SET}${'y\r\n'.repeat(1000)}$ `);
  expect(outputAfterModes(room.bind(sessionId, { Lines: 3 }))).toBe('y\r\ny\r\n$ ');
  const all = room.bind(sessionId, { Lines: 3, Offset: 0 });
  expect(all.last('reset')).toBeUndefined();
  expect(all.output).toHaveLength(SET.length + 3002);
});
