/** A shell over a WebSocket whose frames start with a channel byte, as those of an exec. */

import type { WebSocket } from 'ws';
import { RESIZE_CHANNEL, STDIN_CHANNEL, STDOUT_CHANNEL } from '#protocol/channels.ts';
import { OutputWatch } from './output-watch.ts';
import type { BenchTerminal } from './terminal.ts';

export class ChannelTerminal implements BenchTerminal {
  readonly #socket: WebSocket;
  readonly #watch = new OutputWatch();

  /** @param name of what may end, for the error: "The relay" */
  constructor(socket: WebSocket, name: string) {
    this.#socket = socket;
    socket.on('message', (frame: Buffer) => {
      if (frame[0] === STDOUT_CHANNEL) this.#watch.push(frame.subarray(1));
    });
    socket.on('error', (error) => this.#watch.end(error));
    socket.on('close', (code) => this.#watch.end(new Error(`${name} ended with ${code}`)));
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

  /** Types `exit` first: closing the stream alone leaves its process running. */
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
