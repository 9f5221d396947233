import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConnectionBench } from '../testing/connection-bench.ts';

type Step =
  | { readonly kind: 'write'; readonly text: string }
  | { readonly kind: 'drop' }
  /** Drops the connection after the first `delivered` messages that the server sent. */
  | { readonly kind: 'lose'; readonly texts: readonly string[]; readonly delivered: number }
  | { readonly kind: 'show' }
  | { readonly kind: 'type'; readonly text: string }
  | { readonly kind: 'wait'; readonly ms: number };

const text = fc.string({ minLength: 1, maxLength: 40 });
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ kind: fc.constant('write' as const), text }),
  fc.record({ kind: fc.constant('drop' as const) }),
  fc.record({
    kind: fc.constant('lose' as const),
    texts: fc.array(text, { maxLength: 4 }),
    delivered: fc.nat(4),
  }),
  fc.record({ kind: fc.constant('show' as const) }),
  fc.record({ kind: fc.constant('type' as const), text }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3000) }),
);

/** A process and a server that stores all its output. Every character is one byte, so offsets count characters. */
class ModelServer {
  readonly bench: ConnectionBench;
  output = '';
  typed = '';
  #seen = 0;

  constructor(bench: ConnectionBench) {
    this.bench = bench;
  }

  /** Answers a pending connection and sends the output that it has not received. */
  serve(): void {
    const { state, clock } = this.bench;
    if (state.kind !== 'reconnecting') return;
    clock.advance(state.retryAt === null ? 0 : state.retryAt - clock.now());
    const connection = this.bench.server.latest;
    connection.open();
    const offset = connection.last('bind')?.Offset ?? 0;
    connection.bound(offset, true);
    if (offset < this.output.length) this.bench.output(this.output.slice(offset), this.output.length);
  }

  collect(): void {
    const { connections } = this.bench.server;
    for (; this.#seen < connections.length; this.#seen += 1)
      this.typed += connections[this.#seen]?.typed ?? '';
  }

  write(piece: string, arrives: boolean): void {
    this.output += piece;
    if (arrives) this.bench.output(piece, this.output.length);
  }
}

function run(steps: readonly Step[], bench: ConnectionBench, server: ModelServer): string {
  let typed = '';
  bench.showsAtOnce = false;
  for (const each of steps) {
    const isOpen = bench.state.kind === 'ready';
    switch (each.kind) {
      case 'write':
        server.write(each.text, isOpen);
        break;
      case 'drop':
        if (isOpen) bench.server.latest.close(1006);
        break;
      case 'lose':
        if (!isOpen) break;
        for (const [index, piece] of each.texts.entries()) server.write(piece, index < each.delivered);
        bench.server.latest.close(1006);
        break;
      case 'show':
        bench.showAll();
        break;
      case 'type':
        typed += each.text;
        bench.connection.type(each.text);
        break;
      case 'wait':
        bench.clock.advance(each.ms);
        if (bench.state.kind === 'ready') bench.server.latest.heartbeat();
        else server.serve();
        break;
    }
  }
  return typed;
}

describe('any sequence of drops', () => {
  test('shows exactly the output and sends exactly the input', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const bench = await new ConnectionBench().ready();
        const server = new ModelServer(bench);
        const typed = run(steps, bench, server);
        if (bench.state.kind !== 'ready') server.serve();
        server.collect();
        expect(bench.screen).toBe(server.output);
        expect(server.typed).toBe(typed);
        bench.showAll();
        bench.clock.advance(100);
        expect(bench.server.latest.last('ack')?.Offset ?? 0).toBe(server.output.length);
        bench.connection.dispose();
        expect(bench.clock.waiting).toBe(0);
      }),
      { numRuns: 300 },
    );
  });
});
