/** A shell that counts, read over connections that break: connects again as the page does, and sees what is missing. */

import { performance } from 'node:perf_hooks';
import { RetryPlan } from '#components/terminal/connection/retry-plan.ts';
import { POD } from '../stack/cluster.ts';
import { issueSession, SockJsMessages, type WireMessage } from './sockjs-messages.ts';

/** Acknowledges after this many bytes, like the browser. */
const ACK_BYTES = 5_000;

/** Close codes after which the page connects again; any other tells that the shell is no more. */
const GOES_ON = /^c\[1001,|^closed with|ECONN|socket hang up|Unexpected server response/;

/** Prints the numbers from 1, one each 20 ms, until it gets a line. It waits on a pipe that stays empty. */
const COUNT = [
  'bash',
  '-c',
  'stty -echo; exec 3<> <(:); n=0; until read -t 0; do echo $((n += 1)); read -t 0.02 -u 3; done; echo end',
];

const clock = {
  now: () => performance.now(),
  after(ms: number, task: () => void) {
    const timer = setTimeout(task, ms);
    return () => clearTimeout(timer);
  },
};

/** How a shell ended: `exit`, or the last words of its connection. */
export interface Ended {
  readonly how: string;
  /** As `performance.now()`. */
  readonly at: number;
}

export class CountingTerminal {
  readonly sessionId: string;
  /** Longest time between two outputs, in milliseconds. */
  longestPauseMs = 0;
  /** Connections so far. */
  binds = 0;
  readonly ended: Promise<Ended>;
  readonly #url: string;
  readonly #retry = new RetryPlan(clock, Math.random);
  readonly #firstBind = Promise.withResolvers<void>();
  readonly #end = Promise.withResolvers<Ended>();
  #messages: SockJsMessages | undefined;
  #offset = 0;
  #acknowledged = 0;
  #count = 0;
  #rest = '';
  #lastAt: number | undefined;
  #isBound = false;
  #isFinishing = false;
  #hasEnded = false;

  private constructor(url: string, sessionId: string) {
    this.#url = url;
    this.sessionId = sessionId;
    this.ended = this.#end.promise;
    this.#connect();
  }

  /** Resolves when it is bound. */
  static async open(url: string): Promise<CountingTerminal> {
    const terminal = new CountingTerminal(url, await issueSession(url, POD, { command: COUNT }));
    await Promise.race([terminal.#firstBind.promise, terminal.ended]);
    return terminal;
  }

  /** How many numbers it has seen. */
  get count(): number {
    return this.#count;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Whether its shell is with a replica of this name. */
  isOf(name: string): boolean {
    return this.sessionId.includes(`~${name}-`);
  }

  /** Breaks the connection that it has, as a load balancer does that starts again. */
  cut(): void {
    this.#messages?.socket.terminate();
  }

  /** Ends the shell. */
  finish(): void {
    this.#isFinishing = true;
    // One that is connecting does so when it is bound.
    if (this.#isBound) this.#messages?.send({ Op: 'stdin', Data: '\n' });
  }

  #connect(): void {
    const messages: SockJsMessages = new SockJsMessages(this.#url, {
      onOpen: () => {
        const { sessionId: SessionID } = this;
        messages.send({ Op: 'bind', SessionID, Cols: 80, Rows: 24, Ack: true, Offset: this.#offset });
      },
      onMessage: (message) => this.#onMessage(message, messages),
      onClose: (reason) => {
        if (this.#messages !== messages) return;
        this.#messages = undefined;
        this.#isBound = false;
        if (GOES_ON.test(reason)) this.#retry.lost(() => this.#connect());
        else this.#finished(reason);
      },
    });
    this.#messages = messages;
  }

  #onMessage({ Op, Data = '', Offset = 0 }: WireMessage, messages: SockJsMessages): void {
    if (Op === 'bound') {
      this.binds += 1;
      this.#isBound = true;
      this.#firstBind.resolve();
      this.#retry.ready();
      if (this.#isFinishing) this.finish();
    } else if (Op === 'exit') {
      this.#finished('exit');
    } else if (Op === 'stdout') {
      this.#offset = Offset;
      this.#read(Data);
      if (Offset - this.#acknowledged < ACK_BYTES) return;
      this.#acknowledged = Offset;
      messages.send({ Op: 'ack', Offset });
    }
  }

  #read(text: string): void {
    const now = performance.now();
    this.longestPauseMs = Math.max(this.longestPauseMs, now - (this.#lastAt ?? now));
    this.#lastAt = now;
    const lines = (this.#rest + text).split('\r\n');
    this.#rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === 'end' && this.#isFinishing) continue;
      this.#count += 1;
      if (line !== String(this.#count)) this.#finished(`${line} instead of ${this.#count}`);
    }
  }

  #finished(how: string): void {
    this.#messages = undefined;
    this.#hasEnded = true;
    this.#retry.cancel();
    this.#end.resolve({ how, at: performance.now() });
  }
}
