/** A terminal that connects again until its shell has exited, as the page does. */

import type { SockJsOptions } from './sockjs-client.ts';
import { type Exit, TerminalClient } from './terminal-client.ts';

/** How long one connection may last, in milliseconds. */
const LIFE_MS = 100_000;

/** A proxy whose servers come and go may lead to one that has gone. */
const MAX_FAILURES = 20;

export class LastingTerminal {
  readonly sessionId: string;
  /** All output so far, as a screen has it. */
  text = '';
  /** How often it has been bound. */
  binds = 0;
  /** Rejects when the shell is lost. */
  readonly exited: Promise<Exit>;
  readonly #url: string;
  readonly #options: SockJsOptions;
  #current: TerminalClient | undefined;
  #offset = 0;
  #lastWords = '';

  constructor(serverUrl: string, sessionId: string, options: SockJsOptions) {
    this.sessionId = sessionId;
    this.#url = serverUrl;
    this.#options = options;
    this.exited = this.#last();
    // Whoever waits for it may do so later.
    this.exited.catch(() => {});
  }

  /** Types a text that may arrive more than once: into the connection that it has, and each one after that. */
  finish(text: string): void {
    this.#lastWords = text;
    this.#current?.type(text);
  }

  /** Breaks the connection that it has. */
  cut(): void {
    this.#current?.line.cut();
  }

  async #last(): Promise<Exit> {
    for (let failures = 0; failures < MAX_FAILURES; ) {
      const options = { ...this.#options, Offset: this.#offset, Ack: true };
      const terminal = await TerminalClient.bind(this.#url, this.sessionId, options).catch(() => undefined);
      if (terminal === undefined) {
        failures += 1;
        continue;
      }
      const { line } = terminal;
      this.binds += 1;
      terminal.onOutput = (text, offset) => {
        this.text += text;
        this.#offset = offset;
      };
      this.#current = terminal;
      if (this.#lastWords !== '') terminal.type(this.#lastWords);
      await line.closed(LIFE_MS);
      if (terminal.messages.some(({ Op }) => Op === 'exit')) return terminal.exit();
      const [ended] = line.frames.filter((frame) => frame.startsWith('c'));
      if (ended !== undefined && !ended.startsWith('c[1001')) {
        throw new Error(`The shell ${this.sessionId} is lost: ${ended} ${JSON.stringify(terminal.messages)}`);
      }
    }
    throw new Error(`The shell ${this.sessionId} cannot be reached`);
  }
}
