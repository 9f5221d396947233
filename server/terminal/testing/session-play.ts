/** Plays a session step by step, and checks what its further readers get. */

import assert from 'node:assert/strict';
import type { ServerMessage } from '#protocol/messages.ts';
import { LIVE_BYTES } from '../limits.ts';
import type { FakeConnection } from './fake-connection.ts';
import { FakeRecording, FakeWatcher, type RawEvent } from './fake-readers.ts';
import { TerminalRoom } from './terminal-room.ts';

/** Steps of a play, and bytes of output in one of them. */
export const MAX_STEPS = 40;
export const MAX_CHUNK = 300_000;

/** What the process writes: no two stretches are alike, and a cut anywhere may fall inside a character. */
const PATTERN = Buffer.from(
  Array.from({ length: (MAX_STEPS * MAX_CHUNK) / 16 }, (_, line) => `${line} é€😀\r\n`).join(''),
);

/** One thing that happens in a play. */
export type Step =
  | { readonly kind: 'output'; readonly bytes: number }
  | { readonly kind: 'time'; readonly ms: number }
  | { readonly kind: 'resize'; readonly cols: number }
  | { readonly kind: 'owner'; readonly does: (typeof OWNER_ACTS)[number] }
  | { readonly kind: 'watch'; readonly acks: boolean }
  | { readonly kind: 'record' }
  | { readonly kind: 'reader'; readonly does: (typeof READER_ACTS)[number]; readonly index: number };

export const OWNER_ACTS = ['drop', 'resume', 'ack', 'stall', 'drain', 'interrupt'] as const;
export const READER_ACTS = ['stop', 'go', 'leave', 'break'] as const;

/** A further reader, what a test may do to it, and what it must have seen. */
interface Follower {
  /** Stopped at least once, so that it may have missed output. */
  wasSlow: boolean;
  state: 'reading' | 'stopped' | 'left' | 'broken';
  stop(): void;
  go(): void;
  leave(): void;
  break(): void;
  /** Calls that it got so far. */
  readonly calls: number;
  /** Those before it left or was broken. */
  callsBefore: number;
  /** Checks what it has; `caughtUp`: it must have everything up to the end. */
  check(written: number, caughtUp: boolean): void;
}

/** A session with an owner and, if wanted, further readers, that runs through the same steps with and without them. */
export class Play {
  readonly room = new TerminalRoom({ scrollbackBytes: LIVE_BYTES });
  readonly sessionId = this.room.issue();
  readonly owners: FakeConnection[] = [this.#bind(0)];
  readonly followers: Follower[] = [];
  readonly sizes: { readonly from: number; readonly cols: number }[] = [{ from: 0, cols: 80 }];
  readonly #withFollowers: boolean;
  written = 0;

  constructor(withFollowers: boolean) {
    this.#withFollowers = withFollowers;
    // One that is there before the process is up, besides those that come late.
    if (withFollowers) this.followers.push(this.#record(), this.#watch(true));
    this.room.backend.stream.sink.onStarted('bash');
  }

  get #stream() {
    return this.room.backend.stream;
  }

  get #owner(): FakeConnection {
    return this.owners.at(-1) as FakeConnection;
  }

  do(next: Step): void {
    switch (next.kind) {
      case 'output':
        this.#stream.output(PATTERN.subarray(this.written, this.written + next.bytes));
        this.written += next.bytes;
        break;
      case 'time':
        this.pass(next.ms);
        break;
      case 'resize':
        this.#owner.receive({ Op: 'resize', Cols: next.cols, Rows: 24 });
        if (this.room.registry.list(this.room.session(this.sessionId).caller)[0]?.state === 'attached')
          this.sizes.push({ from: this.written, cols: next.cols });
        break;
      case 'owner':
        this.#ownerDoes(next.does);
        break;
      case 'watch':
        if (this.#withFollowers) this.followers.push(this.#watch(next.acks));
        break;
      case 'record':
        if (this.#withFollowers) this.followers.push(this.#record());
        break;
      case 'reader': {
        const follower = this.followers[next.index];
        if (follower === undefined || follower.state === 'left' || follower.state === 'broken') break;
        follower[next.does]();
      }
    }
    for (const follower of this.followers) if (follower.state === 'reading') follower.go();
  }

  /**
   * Lets time pass in steps of 1 ms. The fake clock runs deferred callbacks once for each timer that fires: without
   * the small steps, a timer of a further reader would run a callback of the owner's earlier.
   */
  pass(ms: number): void {
    const { clock } = this.room;
    for (let left = ms; left >= 0; left -= 1) {
      for (let turn = 0; turn < 3; turn += 1) clock.settle();
      if (left > 0) clock.advance(1);
    }
  }

  /** All that anybody but the further readers can notice. */
  trace(): unknown {
    return {
      owners: this.owners.map(({ messages, closed }) => ({
        messages: messages.length,
        last: messages.at(-1),
        closed,
      })),
      paused: this.#stream.paused,
      terminated: this.#stream.terminated,
      input: this.#stream.input,
      sizes: this.#stream.sizes,
      session: this.room.registry.list(this.room.session(this.sessionId).caller),
    };
  }

  #colsAt(offset: number): number | undefined {
    return this.sizes.findLast(({ from }) => from <= offset)?.cols;
  }

  #bind(offset: number): FakeConnection {
    return this.room.bind(this.sessionId, { Ack: true, Offset: offset, Cols: 80, Rows: 24, Writer: 'w' });
  }

  #ownerDoes(does: (typeof OWNER_ACTS)[number]): void {
    const owner = this.#owner;
    const offset = owner.last('stdout')?.Offset ?? 0;
    if (does === 'drop') owner.drop();
    else if (does === 'resume') {
      this.owners.push(this.#bind(offset));
      this.sizes.push({ from: this.written, cols: 80 });
    } else if (does === 'ack') owner.receive({ Op: 'ack', Offset: offset });
    else if (does === 'stall') owner.roomToSend = false;
    else if (does === 'drain') owner.drain();
    else owner.receive({ Op: 'stdin', Data: '\x03' });
  }

  #watch(acks: boolean): Follower {
    const watcher = new FakeWatcher(this.room.session(this.sessionId), { acks });
    const sizeAt = (offset: number) => this.#colsAt(offset);
    const { connection } = watcher;
    const skipsAtStart = connection.messages.filter(({ Op }) => Op === 'reset').length;
    return follower({
      stop() {
        connection.roomToSend = false;
      },
      go() {
        // A screen that has shown all acks once more, and by then has all.
        for (let turn = 0; turn < 4; turn += 1) {
          watcher.drain();
          watcher.ackAll();
        }
      },
      leave: () => watcher.leave(),
      break() {
        connection.broken = true;
      },
      calls: () => connection.messages.length,
      check(written, caughtUp, wasSlow) {
        const { from, text } = watcher.screen;
        const { offset } = watcher;
        assert.equal(text, PATTERN.subarray(from, offset).toString());
        assert.ok(offset <= written);
        checkSizes(connection.messages, sizeAt);
        if (caughtUp) assert.ok(offset > written - 4, 'no more than a cut character is missing');
        const skips = connection.messages.filter(({ Op }) => Op === 'reset').length;
        if (!wasSlow) assert.equal(skips, skipsAtStart);
      },
    });
  }

  #record(): Follower {
    const recording = new FakeRecording(this.room.session(this.sessionId));
    const skipped = () => recording.events.filter(({ kind }) => kind === 'skipped').length;
    // One that comes late is told what was forgotten before.
    const skippedAtStart = skipped();
    const sizeAt = (offset: number) => this.#colsAt(offset);
    return follower({
      stop() {
        recording.hasRoom = false;
      },
      go: () => recording.drain(),
      leave: () => recording.leave(),
      break() {
        recording.broken = true;
      },
      calls: () => recording.events.length,
      check(written, caughtUp, wasSlow) {
        const end = checkRecording(recording.events, sizeAt);
        if (caughtUp) assert.equal(end, written);
        if (!wasSlow) assert.equal(skipped(), skippedAtStart);
      },
    });
  }
}

function follower(
  parts: Pick<Follower, 'stop' | 'go' | 'leave' | 'break'> & {
    calls: () => number;
    check: (written: number, caughtUp: boolean, wasSlow: boolean) => void;
  },
): Follower {
  const made: Follower = {
    wasSlow: false,
    state: 'reading',
    callsBefore: 0,
    stop() {
      made.wasSlow = true;
      made.state = 'stopped';
      parts.stop();
    },
    go() {
      made.state = 'reading';
      parts.go();
    },
    leave() {
      made.state = 'left';
      made.callsBefore = parts.calls();
      parts.leave();
    },
    break() {
      made.state = 'broken';
      made.callsBefore = parts.calls();
      parts.break();
    },
    get calls() {
      return parts.calls();
    },
    check: (written, caughtUp) => parts.check(written, caughtUp, made.wasSlow),
  };
  return made;
}

/** Checks that a watcher was told the size of its owner's window before what was written at it. */
function checkSizes(
  messages: readonly ServerMessage[],
  sizeAt: (offset: number) => number | undefined,
): void {
  let cols: number | undefined;
  let at = 0;
  for (const message of messages) {
    if (message.Op === 'size') cols = message.Cols;
    if (message.Op === 'bound' || message.Op === 'reset') at = message.Offset;
    if (message.Op !== 'stdout' || message.Offset === at) continue;
    // A character that a change of size has cut in two goes with its first half.
    assert.equal(cols, sizeAt(at));
    assert.ok(
      cols === sizeAt(message.Offset - 1) || message.Data.length <= 2 || cols === sizeAt(message.Offset - 4),
    );
    at = message.Offset;
  }
}

/** Checks that bytes and gaps follow each other without a hole, each byte at its size. Gives where it ends. */
function checkRecording(events: readonly RawEvent[], sizeAt: (offset: number) => number | undefined): number {
  let at: number | undefined;
  let cols: number | undefined;
  for (const event of events) {
    if (event.kind === 'size') cols = event.size.cols;
    else if (event.kind === 'skipped') {
      assert.equal(event.from, at ?? event.from);
      assert.ok(event.to > event.from);
      at = event.to;
    } else if (event.kind === 'bytes') {
      assert.equal(event.offset, at ?? event.offset);
      at = event.offset + event.bytes.length;
      assert.ok(PATTERN.subarray(event.offset, at).equals(event.bytes));
      assert.equal(cols, sizeAt(event.offset));
      assert.equal(cols, sizeAt(at - 1));
    }
  }
  return at ?? 0;
}
