import { expect, test } from 'vitest';
import { ALICE, BOB, LIMITS, TerminalRoom } from './testing/terminal-room.ts';

const ended = (cause: string, exitCode: number | undefined = 129) => [
  'ended',
  { cause, exitCode, bytesIn: 0, bytesOut: 0 },
];

test('a shell is bound, started and ends by itself, with all that went through it', () => {
  const room = new TerminalRoom();
  const { connection } = room.open();
  connection.receive({ Op: 'stdin', Data: 'é\r' });
  room.backend.stream.output('hello');
  room.backend.stream.exit(3);
  expect(room.observed).toEqual([
    ['bound', 'first'],
    ['started', 'bash'],
    ['ended', { cause: 'process-exited', exitCode: 3, bytesIn: 3, bytesOut: 5 }],
  ]);
});

test('a resume is told from a takeover', () => {
  const room = new TerminalRoom();
  const { sessionId, connection } = room.open();
  connection.drop();
  const second = room.bind(sessionId);
  room.bind(sessionId);
  expect(second.closed?.code).toBe(4409);
  expect(room.observed.slice(2)).toEqual([
    ['bound', 'resumed'],
    ['bound', 'taken-over'],
  ]);
});

test('a shell that cannot start is refused, and has no end', async () => {
  const room = new TerminalRoom();
  const connection = room.bind(room.issue());
  room.backend.stream.end({ kind: 'failed', failure: { code: 'forbidden', reason: 'No.' } });
  connection.drop();
  await room.registry.dispose();
  expect(room.observed).toEqual([
    ['bound', 'first'],
    ['refused', 'forbidden'],
  ]);
});

test('a stream that breaks ends the shell with its code', () => {
  const room = new TerminalRoom();
  room.open();
  room.backend.stream.end({ kind: 'failed', failure: { code: 'pod-deleted', reason: 'Gone.' } });
  expect(room.observed.slice(2)).toEqual([
    ['ended', { ...(ended('pod-deleted')[1] as object), exitCode: undefined }],
  ]);
});

test.each<[string, (room: TerminalRoom) => Promise<void>]>([
  ['closed-by-user', async (room) => room.open().connection.receive({ Op: 'close' })],
  ['closed-by-user', (room) => room.session(room.open().sessionId).end('closed-by-user')],
  [
    'connection-lost',
    async (room) => {
      room.open().connection.drop();
      await room.clock.advanceAsync(LIMITS.resumeMs);
    },
  ],
  [
    'page-closed',
    async (room) => {
      const { connection } = room.open();
      connection.receive({ Op: 'leave' });
      connection.drop();
      await room.clock.advanceAsync(LIMITS.reopenMs);
    },
  ],
  [
    'page-closed',
    async (room) => {
      const { sessionId, connection } = room.open();
      connection.drop();
      room.session(sessionId).leave();
      await room.clock.advanceAsync(LIMITS.reopenMs);
    },
  ],
  [
    'idle-limit',
    async (room) => {
      room.open();
      await room.clock.advanceAsync(5000);
    },
  ],
  [
    'forbidden',
    async (room) => room.session(room.open().sessionId).refuse({ code: 'forbidden', reason: 'No longer.' }),
  ],
  [
    'server-stopped',
    async (room) => {
      room.open();
      await room.registry.dispose();
    },
  ],
])('the end of a shell that is ended names its cause: %s', async (cause, end) => {
  const room = new TerminalRoom({ idleMs: cause === 'idle-limit' ? 5000 : 0 });
  await end(room);
  await room.clock.advanceAsync(0);
  expect(room.observed.slice(2)).toEqual([ended(cause)]);
});

test('a shell that nobody connects to ends without a process', async () => {
  const room = new TerminalRoom();
  room.issue();
  await room.clock.advanceAsync(LIMITS.bindTimeoutMs);
  expect(room.observed).toEqual([
    ['ended', { cause: 'never-connected', exitCode: undefined, bytesIn: 0, bytesOut: 0 }],
  ]);
});

test('a page that comes back for the exit code is no event', () => {
  const room = new TerminalRoom();
  const { sessionId, connection } = room.open();
  connection.drop();
  room.backend.stream.exit(0);
  room.bind(sessionId);
  expect(room.observed.slice(2)).toEqual([ended('process-exited', 0)]);
});

test('the gate tells whom it closed out', () => {
  const room = new TerminalRoom({ maxUnboundSessionsPerUser: 1 });
  const sessionId = room.issue(ALICE);
  room.bindAs(BOB, sessionId);
  room.connect(ALICE).receiveText('no message');
  room.connect(ALICE);
  room.connect(ALICE);
  expect(room.refused).toEqual([4404, 4400, 4429]);
});
