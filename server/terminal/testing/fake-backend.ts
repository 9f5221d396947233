/** Processes that a test plays by hand. */

import type { Caller } from '#server/ports.ts';
import type {
  ReadCount,
  ShellBackend,
  ShellEnd,
  ShellReview,
  ShellSink,
  ShellStart,
  ShellStream,
  ShellVerdict,
  TerminalSize,
} from '../ports.ts';

export class FakeStream implements ShellStream {
  readonly start: ShellStart;
  readonly sink: ShellSink;
  readonly sizes: TerminalSize[] = [];
  readonly written: Uint8Array[] = [];
  paused = false;
  terminated = false;
  ended = false;
  /** Answers of the cluster, the next one first; then `allowed`. */
  readonly verdicts: ShellVerdict[] = [];
  /** Callers on whose behalf was asked. */
  readonly asked: Caller[] = [];
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

  /** Questions that the node has not answered. */
  readonly pings: (() => void)[] = [];

  ping(onAnswer: () => void): void {
    this.pings.push(onAnswer);
  }

  /** False: nobody can tell what the processes read. */
  canCountReads = false;
  /** Each answers the question of a running count. */
  readonly readQuestions: ((bytes: number | undefined) => void)[] = [];
  /** Counts that run. */
  counting = 0;

  countReads(onCount: (bytes: number | undefined) => void): ReadCount | undefined {
    if (!this.canCountReads) return undefined;
    this.counting += 1;
    let isOn = true;
    const over = () => {
      if (isOn) this.counting -= 1;
      isOn = false;
    };
    return {
      ask: () => {
        this.readQuestions.push((bytes) => {
          if (!isOn) return;
          if (bytes === undefined) over();
          onCount(bytes);
        });
      },
      stop: over,
    };
  }

  get review(): ShellReview {
    const caller = this.start.caller();
    const { credential } = caller;
    const { namespace, pod } = this.start.target;
    const key = credential.kind === 'token' ? credential.key : caller.userId;
    return {
      key: JSON.stringify([key, namespace, pod]),
      ask: async () => {
        this.asked.push(caller);
        return this.verdicts.shift() ?? { kind: 'allowed' };
      },
    };
  }

  pause(): void {
    this.paused = true;
  }

  resume(): void {
    this.paused = false;
  }

  async terminate(): Promise<void> {
    this.terminated = true;
    if (this.ended) return;
    if (this.start.attach) {
      this.end({ kind: 'exited', exitCode: null, cause: 'detached', reason: 'Detached.' });
    } else this.exit(129);
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
