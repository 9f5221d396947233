/**
 * A page with one shell, as users have it: comes back after each lost connection, through any replica, until it is told
 * the end.
 */

import assert from 'node:assert/strict';
import type { ServerMessage } from '#protocol/messages.ts';
import type { FakeStream } from '#server/terminal/testing/fake-backend.ts';
import type { FakeConnection } from '#server/terminal/testing/fake-connection.ts';
import type { FakeReplica } from './fake-replicas.ts';

/** What processes print and users type, from an offset of the shell's own on. Has no period that a shell would show. */
const TEXT = Array.from({ length: 200_000 }, (_, index) => (index * index).toString(36)).join('');

/** Less than what the server keeps of output, so that nothing may be missed. */
const MOST_PRINTED = 600_000;

export class FakePage {
  readonly owner: FakeReplica;
  readonly sessionId: string;
  /** Codes of the closes that end a shell for good, with those of their toasts. */
  readonly ends: { readonly code: number; readonly toast: string | undefined }[] = [];
  readonly #seed: number;
  #connection: FakeConnection | undefined;
  #front: FakeReplica | undefined;
  #looked = 0;
  #isBound = false;
  #turns = 0;
  #toast: string | undefined;
  /** Bytes of output that have come. */
  #received = 0;
  /** Bytes of input: typed, and sent over this connection or taken before. */
  #typed = 0;
  #sent = 0;
  /** Bytes that the process has written. */
  #printed = 0;

  constructor(owner: FakeReplica, seed: number) {
    this.owner = owner;
    this.sessionId = owner.issue();
    this.#seed = seed;
  }

  get isEnded(): boolean {
    return this.ends.length > 0;
  }

  get isConnected(): boolean {
    return this.#connection !== undefined;
  }

  get front(): FakeReplica | undefined {
    return this.#front;
  }

  /** The shell's process; undefined until there is one. */
  get stream(): FakeStream | undefined {
    return this.owner.streamsOf(this.sessionId)[0];
  }

  /** Connects through a replica and binds. */
  come(front: FakeReplica): void {
    this.#front = front;
    this.#looked = 0;
    this.#isBound = false;
    this.#toast = undefined;
    this.#turns += 1;
    this.#connection = front.bind(this.sessionId, {
      Ack: true,
      Offset: this.#received,
      Writer: 'page',
      Turn: this.#turns,
    });
  }

  /** The connection breaks without a word. */
  drop(): void {
    this.look();
    this.#connection?.drop();
    this.#connection = undefined;
  }

  type(bytes: number): void {
    this.#typed += bytes;
    this.#send();
  }

  /** The process writes, unless it is paused or has ended. */
  print(bytes: number): void {
    const { stream } = this;
    if (stream === undefined || stream.paused || stream.ended || this.#printed > MOST_PRINTED) return;
    stream.output(this.#text(this.#printed, this.#printed + bytes));
    this.#printed += bytes;
  }

  /** Takes what has come. @throws AssertionError if anything is lost, doubled or told twice */
  look(): void {
    const connection = this.#connection;
    if (connection === undefined) return;
    for (const message of connection.messages.slice(this.#looked)) this.#take(message);
    this.#looked = connection.messages.length;
    if (this.#isBound) connection.receive({ Op: 'ack', Offset: this.#received });
    if (connection.closed !== undefined) this.#closed(connection.closed.code);
  }

  /** Everything has arrived. @throws AssertionError */
  expectWhole(): void {
    const { stream } = this;
    assert.equal(this.#received, this.#printed, 'output has come whole');
    assert.ok(stream?.input === this.#text(0, this.#typed), 'input has come whole');
  }

  #take(message: ServerMessage): void {
    switch (message.Op) {
      case 'bound':
        assert.equal(message.Offset, this.#received, 'goes on where it was');
        this.#isBound = true;
        this.#sent = message.Input ?? 0;
        this.#send();
        return;
      case 'stdout':
        assert.ok(
          message.Data === this.#text(this.#received, message.Offset),
          'output follows what came before',
        );
        this.#received = message.Offset;
        return;
      case 'toast':
        this.#toast = message.Code;
        return;
      case 'reset':
        assert.fail('output was lost');
        break;
      default:
    }
  }

  #closed(code: number): void {
    this.#connection = undefined;
    if (code === 1001) {
      assert.ok([undefined, 'replica-unreachable'].includes(this.#toast));
      return;
    }
    this.ends.push({ code, toast: this.#toast });
    assert.equal(this.ends.length, 1, 'one end is told');
  }

  #send(): void {
    if (!this.#isBound || this.#sent >= this.#typed) return;
    this.#connection?.receive({ Op: 'stdin', Data: this.#text(this.#sent, this.#typed) });
    this.#sent = this.#typed;
  }

  #text(from: number, to: number): string {
    const start = (this.#seed * 997) % 100_000;
    return TEXT.slice(start + from, start + to);
  }
}
