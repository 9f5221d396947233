/** Processes that a test plays by hand. */

import type { ShellBackend, ShellEnd, ShellSink, ShellStart, ShellStream, TerminalSize } from '../ports.ts';

export class FakeStream implements ShellStream {
  readonly start: ShellStart;
  readonly sink: ShellSink;
  readonly sizes: TerminalSize[] = [];
  readonly written: Uint8Array[] = [];
  paused = false;
  terminated = false;
  ended = false;
  /** What `write` answers. */
  roomForInput = true;

  constructor(start: ShellStart, sink: ShellSink) {
    this.start = start;
    this.sink = sink;
  }

  get input(): string {
    return Buffer.concat(this.written).toString();
  }

  output(data: string | Uint8Array): void {
    this.sink.onOutput(Buffer.from(data as string));
  }

  end(end: ShellEnd): void {
    this.ended = true;
    this.sink.onEnd(end);
  }

  exit(exitCode: number): void {
    this.end({ kind: 'exited', exitCode, cause: 'process-exited', reason: `Exit code ${exitCode}` });
  }

  write(bytes: Uint8Array): boolean {
    this.written.push(bytes);
    return this.roomForInput;
  }

  resize(size: TerminalSize): void {
    this.sizes.push(size);
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  async terminate(): Promise<void> {
    this.terminated = true;
    if (!this.ended) this.exit(129);
  }
}

export class FakeBackend implements ShellBackend {
  readonly streams: FakeStream[] = [];

  start(start: ShellStart, sink: ShellSink): ShellStream {
    const stream = new FakeStream(start, sink);
    this.streams.push(stream);
    return stream;
  }

  /** The newest process. */
  get stream(): FakeStream {
    const stream = this.streams.at(-1);
    if (stream === undefined) throw new Error('No process was started');
    return stream;
  }
}
