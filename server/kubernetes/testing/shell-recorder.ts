import { vi } from 'vitest';
import type {
  AttachedProcess,
  ShellBackend,
  ShellEnd,
  ShellSink,
  ShellStart,
  ShellStream,
} from '#server/terminal/ports.ts';
import { localCaller } from '#server/testing/callers.ts';

const CALLER = localCaller();

/** Starts a shell and records everything that its stream reports. */
export class RecordedShell implements ShellSink {
  readonly stream: ShellStream;
  /** Calls in order: `started bash`, `output`, `drain`, `end`; consecutive equal calls count once. */
  readonly calls: string[] = [];
  shell: string | undefined;
  attached: AttachedProcess | undefined;
  /** The word in the command marks. */
  marks: string | undefined;
  end: ShellEnd | undefined;
  drains = 0;
  #chunks: Uint8Array[] = [];

  constructor(backend: ShellBackend, start: Partial<ShellStart> & Pick<ShellStart, 'target'>) {
    const defaults = {
      shellId: '00000000-0000-4000-8000-000000000000',
      caller: () => CALLER,
      shell: undefined,
      command: undefined,
      size: { cols: 80, rows: 24 },
    };
    this.stream = backend.start({ ...defaults, ...start }, this);
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }

  onStarted(shell: string, attached?: AttachedProcess, marks?: string): void {
    this.shell = shell;
    this.marks = marks;
    this.attached = attached;
    this.#note(`started ${shell}`);
  }

  onOutput(bytes: Uint8Array): void {
    this.#chunks.push(Buffer.from(bytes));
    this.#note('output');
  }

  onDrain(): void {
    this.drains += 1;
    this.#note('drain');
  }

  onEnd(end: ShellEnd): void {
    this.end = end;
    this.#note('end');
  }

  type(text: string): boolean {
    return this.stream.write(Buffer.from(text));
  }

  /** @throws Error when the text is not printed in time */
  async sees(expected: string | RegExp): Promise<void> {
    const isThere = (): boolean =>
      typeof expected === 'string' ? this.text.includes(expected) : expected.test(this.text);
    await vi.waitUntil(isThere, { interval: 10 }).catch(() => {
      throw new Error(`${expected} is not in ${JSON.stringify(this.text.slice(-500))}, calls: ${this.calls}`);
    });
  }

  async started(): Promise<void> {
    await vi.waitUntil(() => this.shell !== undefined || this.end !== undefined, { interval: 5 });
  }

  async ended(): Promise<ShellEnd> {
    await vi.waitUntil(() => this.end !== undefined, { interval: 5 });
    if (this.end === undefined) throw new Error('The shell has not ended');
    return this.end;
  }

  #note(call: string): void {
    if (this.calls.at(-1) !== call) this.calls.push(call);
  }
}
