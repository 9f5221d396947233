import { expect, test } from 'vitest';
import { HIGH_MARK_BYTES } from './limits.ts';
import type { SessionFigures } from './session-observer.ts';
import { TerminalRoom } from './testing/terminal-room.ts';

function states(room: TerminalRoom) {
  return room.registry.figures().map(({ state }) => state);
}

test('a session has its state, and the bytes of both ways', () => {
  const room = new TerminalRoom();
  room.issue();
  const { connection } = room.open();
  expect(states(room)).toEqual(['issued', 'attached']);
  connection.receive({ Op: 'stdin', Data: 'ä' });
  room.backend.stream.output('five!');
  expect(room.registry.figures()[1]).toEqual({ state: 'attached', bytesIn: 2, bytesOut: 5, pausedMs: 0 });
});

test('the time of pauses counts, also while one goes on, and ends with the process', () => {
  const room = new TerminalRoom();
  const { connection } = room.open({ Ack: true });
  const { stream } = room.backend;
  const pausedMs = () => room.registry.figures()[0]?.pausedMs;
  const flood = () => stream.output('x'.repeat(HIGH_MARK_BYTES + 1));
  const ackAll = () => {
    for (let acked = -1; acked < (connection.last('stdout')?.Offset ?? 0); ) {
      acked = connection.last('stdout')?.Offset ?? 0;
      connection.receive({ Op: 'ack', Offset: acked });
    }
  };
  flood();
  room.clock.advance(200);
  expect([stream.paused, pausedMs()]).toEqual([true, 200]);
  ackAll();
  expect(stream.paused).toBe(false);
  room.clock.advance(1000);
  expect(pausedMs()).toBe(200);
  flood();
  room.clock.advance(300);
  stream.exit(0);
  room.clock.advance(1000);
  expect(pausedMs()).toBe(500);
});

test('a session that is gone is told of once, with its last numbers', async () => {
  const gone: SessionFigures[] = [];
  const room = new TerminalRoom({}, { onGone: (figures) => gone.push(figures) });
  const { connection } = room.open();
  connection.receive({ Op: 'stdin', Data: 'abc' });
  room.backend.stream.output('12');
  connection.receive({ Op: 'close' });
  await expect.poll(() => gone).toEqual([{ state: 'ending', bytesIn: 3, bytesOut: 2, pausedMs: 0 }]);
  expect(room.registry.figures()).toEqual([]);
});
