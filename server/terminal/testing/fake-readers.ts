/** Further readers of a session that a test plays by hand. */

import { MAX_STDOUT_BYTES } from '../limits.ts';
import { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import type { ShellEnd, TerminalSize } from '../ports.ts';
import { RawReader, type RawSink } from '../reader/raw-reader.ts';
import type { ReaderHold } from '../reader/reader.ts';
import { Watcher } from '../reader/watcher.ts';
import type { Session } from '../session.ts';
import { FakeConnection } from './fake-connection.ts';

export type RawEvent =
  | { readonly kind: 'bytes'; readonly bytes: Buffer; readonly offset: number }
  | { readonly kind: 'size'; readonly size: TerminalSize }
  | { readonly kind: 'skipped'; readonly from: number; readonly to: number }
  | { readonly kind: 'modes'; readonly text: string }
  | { readonly kind: 'ended'; readonly end: ShellEnd | undefined };

/** A recording that keeps everything it is told. */
export class FakeRecording implements RawSink {
  readonly events: RawEvent[] = [];
  /** What `write` answers. */
  hasRoom = true;
  /** Every call throws. */
  broken = false;
  readonly #reader: RawReader;
  readonly #hold: ReaderHold;

  constructor(session: Session) {
    let reader: RawReader | undefined;
    this.#hold = session.follow((output) => {
      reader = new RawReader(output, this);
      return reader;
    });
    if (reader === undefined) throw new Error('The session asked for no reader');
    this.#reader = reader;
  }

  write(bytes: Uint8Array, offset: number): boolean {
    this.#add({ kind: 'bytes', bytes: Buffer.from(bytes), offset });
    return this.hasRoom;
  }

  resized(size: TerminalSize): void {
    this.#add({ kind: 'size', size });
  }

  skipped(from: number, to: number): void {
    this.#add({ kind: 'skipped', from, to });
  }

  modes(bytes: Uint8Array): void {
    this.#add({ kind: 'modes', text: Buffer.from(bytes).toString() });
  }

  ended(end: ShellEnd | undefined): void {
    this.#add({ kind: 'ended', end });
  }

  /** The sink has room again. */
  drain(): void {
    this.hasRoom = true;
    this.#reader.drained();
    this.#hold.wake();
  }

  leave(): void {
    this.#hold.leave();
  }

  /** Everything written to it. */
  get bytes(): Buffer {
    return Buffer.concat(this.events.flatMap((event) => (event.kind === 'bytes' ? [event.bytes] : [])));
  }

  #add(event: RawEvent): void {
    this.events.push(event);
    if (this.broken) throw new Error('The recording is broken');
  }
}

/** A connection that watches a session. */
export class FakeWatcher {
  readonly connection: FakeConnection;
  readonly #watcher: Watcher;
  readonly #hold: ReaderHold;

  constructor(session: Session, options: { acks?: boolean; offset?: number } = {}) {
    this.connection = new FakeConnection();
    let watcher: Watcher | undefined;
    this.#hold = session.follow((output) => {
      watcher = new Watcher({
        viewId: 'view',
        watched: { Context: 'demo', Namespace: 'team-a', Pod: 'debian', Owner: 'Alice' },
        container: 'main',
        recording: session.start.recording,
        connection: this.connection,
        output,
        encoder: new StdoutLiteralEncoder(MAX_STDOUT_BYTES),
        acks: options.acks ?? false,
        offset: options.offset ?? 0,
        onBlind() {},
      });
      return watcher;
    });
    if (watcher === undefined) throw new Error('The session asked for no reader');
    this.#watcher = watcher;
  }

  /** Offset after the last output that arrived. */
  get offset(): number {
    const last = this.connection.messages.findLast(
      ({ Op }) => Op === 'stdout' || Op === 'reset' || Op === 'bound',
    );
    return last !== undefined && 'Offset' in last ? last.Offset : 0;
  }

  /** The text on the screen, and the offset of its first byte. */
  get screen(): { readonly from: number; readonly text: string } {
    const { messages } = this.connection;
    const start = messages.findLastIndex(({ Op }) => Op === 'reset' || Op === 'bound');
    const first = messages[start];
    const text = messages.slice(start).flatMap((message) => (message.Op === 'stdout' ? [message.Data] : []));
    return { from: first !== undefined && 'Offset' in first ? first.Offset : 0, text: text.join('') };
  }

  /** The screen has shown all that arrived. */
  ackAll(): void {
    this.#watcher.ack(this.offset);
    this.#hold.wake();
  }

  /** The transport has room again. */
  drain(): void {
    this.connection.roomToSend = true;
    this.#watcher.drained();
    this.#hold.wake();
  }

  leave(): void {
    this.#hold.leave();
  }
}
