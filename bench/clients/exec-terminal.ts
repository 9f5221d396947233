/** The best possible shell client: `ws` directly to the API server's exec, and nothing else. */

import { WebSocket } from 'ws';
import { CHANNEL_V5, RESIZE_CHANNEL, STDIN_CHANNEL, STDOUT_CHANNEL } from '#protocol/channels.ts';
import { type BenchCluster, POD } from '../stack/cluster.ts';
import { OutputWatch } from './output-watch.ts';
import type { BenchTerminal } from './terminal.ts';

/** Path and query of an exec with a terminal. */
export function execPath(command: readonly string[]): string {
  const query = new URLSearchParams({ stdin: 'true', stdout: 'true', tty: 'true' });
  for (const word of command) query.append('command', word);
  return `/api/v1/namespaces/${POD.namespace}/pods/${POD.name}/exec?${query}`;
}

/** Opens the upgraded socket. Each frame starts with a channel byte. */
export function openExec(cluster: BenchCluster, command: readonly string[]): WebSocket {
  return new WebSocket(cluster.server.replace(/^http/, 'ws') + execPath(command), [CHANNEL_V5], {
    agent: cluster.agent,
    headers: { ...cluster.headers },
    perMessageDeflate: false,
  });
}

export class ExecTerminal implements BenchTerminal {
  readonly #socket: WebSocket;
  readonly #watch = new OutputWatch();

  private constructor(socket: WebSocket, cols: number) {
    this.#socket = socket;
    socket.on('open', () => {
      this.#send(RESIZE_CHANNEL, Buffer.from(JSON.stringify({ Width: cols, Height: 24 })));
    });
    socket.on('message', (frame: Buffer) => {
      if (frame[0] === STDOUT_CHANNEL) this.#watch.push(frame.subarray(1));
    });
    socket.on('error', (error) => this.#watch.end(error));
    socket.on('close', (code) => this.#watch.end(new Error(`The exec ended with ${code}`)));
  }

  /** Resolves when the exec is open. No output is lost. */
  static async open(cluster: BenchCluster, command: readonly string[], cols = 80): Promise<ExecTerminal> {
    const terminal = ExecTerminal.begin(cluster, command, cols);
    await new Promise((resolve, reject) => {
      terminal.#socket.once('open', resolve);
      terminal.#socket.once('error', reject);
    });
    return terminal;
  }

  /** Starts to open. Wait for output before typing. */
  static begin(cluster: BenchCluster, command: readonly string[], cols = 80): ExecTerminal {
    return new ExecTerminal(openExec(cluster, command), cols);
  }

  get bytes(): number {
    return this.#watch.bytes;
  }

  type(text: string): void {
    this.#send(STDIN_CHANNEL, Buffer.from(text));
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

  #send(channel: number, payload: Buffer): void {
    this.#socket.send(Buffer.concat([Buffer.of(channel), payload]));
  }
}
