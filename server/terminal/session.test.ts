import { describe, expect, test } from 'vitest';
import { TerminalRoom } from './testing/terminal-room.ts';

describe('start', () => {
  test('the process starts at the bind, at the size of the bind', () => {
    const room = new TerminalRoom();
    const sessionId = room.issue();
    expect(room.backend.streams).toHaveLength(0);
    room.bind(sessionId, { Cols: 132, Rows: 50 });
    expect(room.backend.stream.start.size).toEqual({ cols: 132, rows: 50 });
  });

  test('without a size it is 80 by 24', () => {
    const room = new TerminalRoom();
    room.bind(room.issue());
    expect(room.backend.stream.start.size).toEqual({ cols: 80, rows: 24 });
  });

  test('the browser is told when the process is up, before its first output', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    room.backend.stream.output('$ ');
    expect(connection.messages).toEqual([
      {
        Op: 'bound',
        SessionID: sessionId,
        ShellID: 'shell-1',
        Offset: 0,
        Resumed: false,
        Container: 'main',
        Shell: 'bash',
      },
      { Op: 'stdout', Data: '$ ', Offset: 2 },
    ]);
  });

  test('keys typed before the process is up reach it', () => {
    const room = new TerminalRoom();
    const connection = room.bind(room.issue());
    connection.receive({ Op: 'stdin', Data: 'ls' });
    room.backend.stream.sink.onStarted('sh');
    connection.receive({ Op: 'stdin', Data: '\r' });
    expect(room.backend.stream.input).toBe('ls\r');
  });

  test('a shell that cannot start closes with 2 and says why', () => {
    const room = new TerminalRoom();
    const connection = room.bind(room.issue());
    const failure = { code: 'shell-not-found', reason: 'The image has no shell.' } as const;
    room.backend.stream.end({ kind: 'failed', failure });
    expect(connection.messages).toEqual([
      { Op: 'toast', Data: failure.reason, Level: 'error', Code: 'shell-not-found' },
    ]);
    expect(connection.closed).toEqual({ code: 2, reason: failure.reason });
  });

  test.each([
    ['forbidden', 4403],
    ['unauthenticated', 4401],
    ['cluster-unreachable', 2],
  ] as const)('%s closes with %i', (code, closeCode) => {
    const room = new TerminalRoom();
    const connection = room.bind(room.issue());
    room.backend.stream.end({ kind: 'failed', failure: { code, reason: 'Because.' } });
    expect(connection.closed).toEqual({ code: closeCode, reason: 'Because.' });
  });
});

describe('input', () => {
  test('a process that does not read pauses the browser until it reads again', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    room.backend.stream.roomForInput = false;
    connection.receive({ Op: 'stdin', Data: 'x'.repeat(1000) });
    expect(connection.readingPaused).toBe(true);
    room.backend.stream.sink.onDrain();
    expect(connection.readingPaused).toBe(false);
    expect(room.backend.stream.input).toHaveLength(1000);
  });

  test('a browser that resumes a session with full input starts paused', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    room.backend.stream.roomForInput = false;
    connection.receive({ Op: 'stdin', Data: 'x' });
    connection.drop();
    expect(room.bind(sessionId).readingPaused).toBe(true);
  });

  test.each([
    ['another window', 'other', 'begin\x1b[200~text\x1b[201~'],
    ['the same window, which sends the rest', 'page', 'begin\x1b[200~text'],
  ])('a paste that the page did not finish is ended for %s', (_, writer, input) => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open({ Writer: 'page' });
    connection.receive({ Op: 'stdin', Data: 'begin\x1b[200~text' });
    connection.drop();
    room.bind(sessionId, { Writer: writer });
    expect(room.backend.stream.input).toBe(input);
  });

  test('resize reaches the process', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    connection.receive({ Op: 'resize', Cols: 100, Rows: 30 });
    expect(room.backend.stream.sizes).toEqual([{ cols: 100, rows: 30 }]);
  });
});

describe('end', () => {
  test('the exit code follows all output, then the close frame', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    room.backend.stream.output(Buffer.from('bye \xe6', 'latin1'));
    room.backend.stream.exit(3);
    expect(connection.messages.slice(1)).toEqual([
      { Op: 'stdout', Data: 'bye ', Offset: 4 },
      { Op: 'stdout', Data: '\ufffd', Offset: 5 },
      { Op: 'exit', Code: 3, Data: 'Exit code 3', Cause: 'process-exited' },
    ]);
    expect(connection.closed).toEqual({ code: 1, reason: 'Process exited' });
  });

  test('a slow reader gets the rest of the output before the exit', () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    connection.roomToSend = false;
    room.backend.stream.output('first ');
    room.backend.stream.output('second');
    room.backend.stream.exit(0);
    room.clock.settle();
    expect(connection.closed).toBeUndefined();
    connection.drain();
    expect(connection.output).toBe('first second');
    expect(connection.last('exit')?.Code).toBe(0);
  });

  test('close ends the process at once', async () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    connection.receive({ Op: 'close' });
    expect(room.backend.stream.terminated).toBe(true);
    expect(connection.closed?.code).toBe(1);
    await expect.poll(() => room.registry.size).toBe(0);
  });

  test('a dropped connection keeps the process for 60 s, then ends it', async () => {
    const room = new TerminalRoom();
    const { connection } = room.open();
    connection.drop();
    room.clock.advance(59_999);
    expect(room.backend.stream.terminated).toBe(false);
    room.clock.advance(1);
    expect(room.backend.stream.terminated).toBe(true);
    await expect.poll(() => room.registry.size).toBe(0);
  });

  test('a stream that broke is terminated too: its process may live on in the container', async () => {
    const room = new TerminalRoom();
    room.open();
    room.backend.stream.end({ kind: 'failed', failure: { code: 'stream-broken', reason: 'Gone.' } });
    expect(room.backend.stream.terminated).toBe(true);
    await expect.poll(() => room.registry.size).toBe(0);
  });
});

describe('resume', () => {
  test('nothing is missing and nothing comes twice', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    room.backend.stream.output('one ');
    connection.drop();
    room.backend.stream.output('two ');
    const again = room.bind(sessionId, { Offset: 4 });
    room.backend.stream.output('three');
    room.clock.settle();
    expect(again.last('bound')).toMatchObject({ Resumed: true, Offset: 4 });
    expect(again.output).toBe('two three');
    expect(again.last('stdout')?.Offset).toBe(13);
  });

  test('without an offset all that is kept comes again', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    room.backend.stream.output('screen');
    connection.drop();
    expect(room.bind(sessionId).output).toBe('screen');
  });

  test('what is no longer kept is announced with a reset', () => {
    const room = new TerminalRoom({ scrollbackBytes: 8 });
    const { sessionId, connection } = room.open();
    connection.drop();
    room.backend.stream.output('0123456789é');
    const again = room.bind(sessionId, { Offset: 2 });
    expect(again.messages.map((message) => message.Op)).toEqual(['bound', 'reset', 'stdout']);
    expect(again.last('reset')?.Offset).toBe(4);
    expect(again.output).toBe('456789é');
  });

  test('an offset that the session never reached is answered with a reset', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    room.backend.stream.output('abc');
    connection.drop();
    const again = room.bind(sessionId, { Offset: 1000 });
    expect(again.last('reset')?.Offset).toBe(0);
    expect(again.output).toBe('abc');
  });

  test('a process that ended meanwhile gives its last output and its exit code', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    connection.drop();
    room.backend.stream.output('done\r\n');
    room.backend.stream.exit(7);
    const again = room.bind(sessionId);
    expect(again.output).toBe('done\r\n');
    expect(again.last('exit')?.Code).toBe(7);
    expect(again.closed?.code).toBe(1);
  });

  test('another window takes over; the first is told and has no say any more', () => {
    const room = new TerminalRoom();
    const { sessionId, connection } = room.open();
    const second = room.bind(sessionId);
    expect(connection.closed?.code).toBe(4409);
    connection.receive({ Op: 'stdin', Data: 'rm' });
    connection.receive({ Op: 'close' });
    expect(room.backend.stream.input).toBe('');
    expect(room.backend.stream.terminated).toBe(false);
    room.backend.stream.output('for the second');
    expect(second.output).toBe('for the second');
  });
});
