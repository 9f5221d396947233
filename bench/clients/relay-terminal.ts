/** A shell through the bare relay, which passes exec frames on unchanged. */

import { WebSocket } from 'ws';
import { RESIZE_CHANNEL, STDIN_CHANNEL, STDOUT_CHANNEL } from '#protocol/channels.ts';
import { OutputWatch } from './output-watch.ts';
import type { BenchTerminal } from './terminal.ts';

export class RelayTerminal implements BenchTerminal {
  readonly #socket: WebSocket;
  readonly #watch = new OutputWatch();

  /** Wait for output before typing: the relay buffers nothing for an exec that is not open yet. */
  constructor(port: number) {
    this.#socket = new WebSocket(`ws://127.0.0.1:${port}`, { perMessageDeflate: false });
    this.#socket.on('message', (frame: Buffer) => {
      if (frame[0] === STDOUT_CHANNEL) this.#watch.push(frame.subarray(1));
    });
    this.#socket.on('error', (error) => this.#watch.end(error));
    this.#socket.on('close', (code) => this.#watch.end(new Error(`The relay ended with ${code}`)));
  }

  get bytes(): number {
    return this.#watch.bytes;
  }

  type(text: string): void {
    this.#send(STDIN_CHANNEL, text);
  }

  resize(cols: number, rows: number): void {
    this.#send(RESIZE_CHANNEL, JSON.stringify({ Width: cols, Height: rows }));
  }

  expect(text: string): Promise<number> {
    return this.#watch.expect(text);
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.once('close', () => resolve());
      this.type('exit\r');
    });
  }

  #send(channel: number, text: string): void {
    this.#socket.send(Buffer.concat([Buffer.of(channel), Buffer.from(text)]));
  }
}
