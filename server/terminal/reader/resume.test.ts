import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serveConnection } from '../connection-gate.ts';
import { FakeConnection } from '../testing/fake-connection.ts';
import { ALICE, TerminalRoom } from '../testing/terminal-room.ts';

/** A browser's screen: what a page that follows the protocol would show, whatever happens to its line. */
class Screen {
  text = Buffer.alloc(0);
  offset = 0;
  connection: FakeConnection | undefined;
  #read = 0;

  follow(): void {
    const messages = this.connection?.messages ?? [];
    for (const message of messages.slice(this.#read)) {
      if (message.Op === 'reset') {
        this.text = Buffer.alloc(0);
        this.offset = message.Offset;
      }
      if (message.Op !== 'stdout') continue;
      this.text = Buffer.concat([this.text, Buffer.from(message.Data)]);
      this.offset = message.Offset;
    }
    this.#read = messages.length;
  }

  connect(room: TerminalRoom, sessionId: string, acks: boolean): void {
    const connection = new FakeConnection();
    const { registry, clock, limits } = room;
    connection.listen(
      serveConnection(
        connection,
        { caller: ALICE, address: '' },
        { registry, clock, bindTimeoutMs: limits.bindTimeoutMs },
      ),
    );
    this.connection = connection;
    this.#read = 0;
    connection.receive({ Op: 'bind', SessionID: sessionId, Ack: acks, Offset: this.offset });
  }
}

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 400 }).map((text) => ({ text })),
  },
  { weight: 2, arbitrary: fc.constant('drop' as const) },
  { weight: 2, arbitrary: fc.constant('connect' as const) },
  { weight: 1, arbitrary: fc.constant('reload' as const) },
  { weight: 2, arbitrary: fc.constant('slow' as const) },
  { weight: 2, arbitrary: fc.constant('settle' as const) },
);

test('whatever happens to the line, the screen ends as a suffix of the output, at its end', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.boolean(), fc.nat(40), (steps, acks, cut) => {
      const room = new TerminalRoom({ scrollbackBytes: 600 });
      const sessionId = room.issue();
      const screen = new Screen();
      screen.connect(room, sessionId, acks);
      const { stream } = room.backend;
      stream.sink.onStarted('bash');
      let written = Buffer.alloc(0);
      const reconnect = () => {
        screen.connection?.drop();
        screen.connect(room, sessionId, acks);
      };
      for (const next of steps) {
        if (typeof next === 'object') {
          const bytes = Buffer.from(next.text);
          written = Buffer.concat([written, bytes]);
          // Cut where it may hurt: inside a character.
          stream.output(bytes.subarray(0, cut));
          if (bytes.length > cut) stream.output(bytes.subarray(cut));
        } else if (next === 'drop') screen.connection?.drop();
        else if (next === 'connect') reconnect();
        else if (next === 'slow' && screen.connection) screen.connection.roomToSend = false;
        else if (next === 'reload') {
          screen.text = Buffer.alloc(0);
          screen.offset = 0;
          reconnect();
        } else room.clock.settle();
        screen.follow();
        if (acks) screen.connection?.receive({ Op: 'ack', Offset: screen.offset });
      }
      reconnect();
      stream.exit(0);
      screen.follow();
      expect(screen.offset).toBe(written.length);
      expect(written.subarray(written.length - screen.text.length).equals(screen.text)).toBe(true);
      expect(screen.text.length).toBeGreaterThanOrEqual(Math.min(written.length, 600 - 3));
      expect(screen.connection?.closed?.code).toBe(1);
    }),
    { numRuns: 300 },
  );
});
