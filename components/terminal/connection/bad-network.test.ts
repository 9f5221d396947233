/** The real page connection and the real server session, on a simulated network that can break at any byte. */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { serveConnection } from '#server/terminal/connection-gate.ts';
import { ALICE, TerminalRoom } from '#server/terminal/testing/terminal-room.ts';
import { SimulatedLine } from '../testing/simulated-network.ts';
import type { KeptSession } from './ports.ts';
import { TerminalConnection } from './terminal-connection.ts';

/** The whole path from the keys to the process and back. */
class World {
  readonly room = new TerminalRoom({ resumeMs: 1_000_000_000, maxSessions: 1 });
  readonly lines: SimulatedLine[] = [];
  /** The text on the screen. */
  screen = '';
  /** Columns at which each character on the screen was shown; 0 for the window's size. */
  shownAt: number[] = [];
  #columns = 0;
  typed = '';
  output = '';
  /** Columns at which each character was written. */
  writtenAt: number[] = [];
  kept: KeptSession | null = null;
  connection: TerminalConnection;
  readonly #yielded: (() => void)[] = [];

  constructor() {
    this.connection = this.#openPage();
  }

  get line(): SimulatedLine | undefined {
    return this.lines.at(-1);
  }

  async start(): Promise<this> {
    await this.#startPage();
    this.line?.deliverAll();
    this.line?.deliverAll();
    this.room.backend.stream.sink.onStarted('bash');
    this.settle();
    return this;
  }

  /** Reloads the page, after it has sent all input. */
  async reload(): Promise<void> {
    this.settle();
    this.connection.dispose();
    this.#clear();
    this.connection = this.#openPage();
    await this.#startPage();
  }

  type(text: string): void {
    if (this.connection.state.kind === 'failed') return;
    this.typed += text;
    this.connection.type(text);
  }

  resize(cols: number): void {
    this.connection.resize({ cols, rows: 24 });
  }

  write(text: string): void {
    const { stream } = this.room.backend;
    const { cols } = stream.sizes.at(-1) ?? stream.start.size;
    this.output += text;
    for (const _ of text.split('')) this.writtenAt.push(cols);
    const bytes = Buffer.from(text);
    const middle = bytes.length >> 1;
    // Split inside a surrogate pair, the worst place.
    this.room.backend.stream.output(bytes.subarray(0, middle));
    this.room.backend.stream.output(bytes.subarray(middle));
  }

  turn(): void {
    for (const callback of this.#yielded.splice(0)) callback();
  }

  wait(ms: number): void {
    this.room.clock.advance(ms);
    this.line?.heartbeat();
  }

  /** Lets everything arrive on a working network. */
  settle(): void {
    for (let round = 0; round < 200; round += 1) {
      const isReady = this.connection.state.kind === 'ready';
      this.turn();
      for (const line of this.lines) line.deliverAll();
      this.wait(isReady ? 20 : 500);
      // The page may have noticed only now that its connection is lost.
      const isStillReady = isReady && this.connection.state.kind === 'ready';
      if (isStillReady && this.#yielded.length === 0 && this.line?.isIdle) return;
    }
    throw new Error(`Does not settle: ${this.connection.state.kind}`);
  }

  get isReplaying(): boolean {
    return this.#columns !== 0;
  }

  #clear(): void {
    this.screen = '';
    this.shownAt = [];
  }

  async #startPage(): Promise<void> {
    this.connection.resize({ cols: 80, rows: 24 });
    await this.connection.start();
  }

  #openPage(): TerminalConnection {
    const { room } = this;
    return new TerminalConnection(
      {
        clock: room.clock,
        random: Math.random,
        issue: async () => ({ kind: 'issued', sessionId: room.issue(), container: 'main' }),
        endSession: () => {},
        leaveSession: () => {},
        whenServerBack: () => () => {},
        openSocket: (listener) => {
          const line = new SimulatedLine(listener, (connection) =>
            serveConnection(
              connection,
              { caller: ALICE, address: '' },
              {
                registry: room.registry,
                clock: room.clock,
                bindTimeoutMs: room.limits.bindTimeoutMs,
              },
            ),
          );
          this.lines.push(line);
          return line.socket;
        },
        screen: {
          lines: () => 10_500,
          write: (text, _replayed, shown) => {
            this.screen += text;
            for (const _ of text.split('')) this.shownAt.push(this.#columns);
            shown();
          },
          catchUp: () => () => {},
          takesMarks: () => false,
          marked: () => {},
          paint() {},
          showAt: (size) => {
            this.#columns = size?.cols ?? 0;
          },
          reset: () => this.#clear(),
        },
        memory: {
          load: async () => this.kept,
          save: (kept) => {
            this.kept = kept;
          },
          forget: () => {
            this.kept = null;
          },
          release: () => {},
        },
        yieldToPage: (callback) => this.#yielded.push(callback),
        isHidden: () => false,
        isSeen: () => false,
        silenceMs: 15_000,
      },
      { onState: () => {}, onNotice: () => {}, onQuiet: () => {}, onViewers: () => {} },
    );
  }
}

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
/** Every line is different, so that a repeated one is noticed. */
const paste = fc
  .integer({ min: 1, max: 12_000 })
  .map((lines) => Array.from({ length: lines }, (_, line) => `line ${line}\r`).join(''));
const bytes = fc.oneof(fc.nat(60), fc.nat(60_000));

/** The events of a run. Page and server notice a drop at different times, of the newest connection or an older one. */
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('type' as const), text }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('type' as const), text: paste }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('write' as const), text }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('up' as const), bytes }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('down' as const), bytes }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('resize' as const), cols: fc.integer({ min: 20, max: 23 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('turn' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_000) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('break for page' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('break for server' as const), nth: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('reload' as const) }) },
);

async function act(world: World, next: typeof step extends fc.Arbitrary<infer Step> ? Step : never) {
  switch (next.kind) {
    case 'type':
      return world.type(next.text);
    case 'write':
      return world.write(next.text);
    case 'up':
      return world.line?.up.deliver(next.bytes);
    case 'down':
      return world.line?.down.deliver(next.bytes);
    case 'resize':
      return world.resize(next.cols);
    case 'turn':
      return world.turn();
    case 'wait':
      return world.wait(next.ms);
    case 'break for page':
      return world.line?.breakForPage();
    case 'break for server':
      return world.lines.at(-next.nth)?.breakForServer();
    case 'settle':
      return world.settle();
    case 'reload':
      return world.reload();
  }
}

test('all input reaches the process, and the screen shows all output at the size it was written at', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 60 }), async (steps) => {
      const world = await new World().start();
      for (const next of steps) await act(world, next);
      world.settle();
      const { input } = world.room.backend.stream;
      expect(input === world.typed ? '' : difference(input, world.typed)).toBe('');
      expect(world.screen).toBe(world.output);
      expect(world.isReplaying).toBe(false);
      await world.reload();
      world.settle();
      expect(world.screen).toBe(world.output);
      expect(world.shownAt).toEqual(world.writtenAt);
      expect(world.isReplaying).toBe(false);
      expect(world.room.backend.streams).toHaveLength(1);
      world.connection.dispose();
      await world.room.registry.dispose();
      expect(world.room.clock.pendingTimers).toBe(0);
    }),
    { numRuns: 300 },
  );
}, 60_000);

/** The place where two texts begin to differ, for a readable message. */
function difference(actual: string, expected: string): string {
  let at = 0;
  while (actual[at] === expected[at]) at += 1;
  const around = (all: string) => JSON.stringify(all.slice(Math.max(0, at - 20), at + 20));
  return `read ${around(actual)} instead of ${around(expected)} at ${at} of ${actual.length}/${expected.length}`;
}
