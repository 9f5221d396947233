/** Says hello to addresses: to each one at a time, within a limit, and once more where a connection was cut. */

import type { Clock } from '#server/ports.ts';
import type { Hello } from './hello.ts';
import { AddressRefusedError, type PeerTransport } from './transport.ts';

/** In milliseconds. */
const ANSWER_MS = 3000;
const FAREWELL_MS = 1000;

const NO_ANSWER = new Error(`No answer within ${ANSWER_MS / 1000} s`);

export interface GreetingsOptions {
  readonly transport: PeerTransport;
  readonly clock: Clock;
  /** What is said now. */
  readonly hello: () => Hello;
  /** Whether anybody wants to know what is at the address. */
  readonly isWanted: (url: string) => boolean;
  readonly onAnswer: (url: string, answer: unknown) => void;
  readonly onFailure: (url: string, error: unknown) => void;
}

interface Greeting {
  readonly controller: AbortController;
  /** What it says has changed since. */
  isOutdated: boolean;
}

export class Greetings {
  readonly #options: GreetingsOptions;
  readonly #pending = new Map<string, Greeting>();
  #isDisposed = false;

  constructor(options: GreetingsOptions) {
    this.#options = options;
    options.transport.onClosed = (url) => this.say(url);
  }

  /** Unless a hello is on its way there. */
  say(url: string): void {
    const { isWanted } = this.#options;
    if (!this.#isDisposed && !this.#pending.has(url) && isWanted(url)) void this.#say(url, true);
  }

  /** Says that something has changed, to those on the way to whom it had not. */
  sayNews(url: string): void {
    const pending = this.#pending.get(url);
    // It is not cut: that would close a connection, whose end means something.
    if (pending === undefined) this.say(url);
    else pending.isOutdated = true;
  }

  /** Says a last word to these, within a second, and nothing more. */
  async dispose(urls: readonly string[]): Promise<void> {
    const { transport, clock, hello } = this.#options;
    this.#isDisposed = true;
    for (const { controller } of this.#pending.values()) controller.abort();
    const controller = new AbortController();
    const cancel = clock.after(FAREWELL_MS, () => controller.abort());
    await Promise.allSettled(urls.map((url) => transport.hello(url, hello(), controller.signal)));
    cancel();
    transport.onClosed = undefined;
  }

  /** @param mayRepeat whether a connection that is cut is tried again at once */
  async #say(url: string, mayRepeat: boolean): Promise<void> {
    const { transport, clock, hello, isWanted, onAnswer, onFailure } = this.#options;
    const greeting: Greeting = { controller: new AbortController(), isOutdated: false };
    const { signal } = greeting.controller;
    this.#pending.set(url, greeting);
    // After this process was held up itself, an answer may have arrived meanwhile: it is read first.
    const cancel = clock.after(ANSWER_MS, () => clock.soon(() => greeting.controller.abort()));
    const [said] = await Promise.allSettled([transport.hello(url, hello(), signal)]);
    cancel();
    this.#pending.delete(url);
    if (this.#isDisposed) return;
    let isCut = false;
    if (said.status === 'fulfilled') onAnswer(url, said.value);
    else {
      isCut = !signal.aborted && !(said.reason instanceof AddressRefusedError);
      onFailure(url, signal.aborted ? NO_ANSWER : said.reason);
    }
    if (this.#pending.has(url) || !isWanted(url)) return;
    // A connection that was cut may be the end of a process: another one will tell.
    if (greeting.isOutdated || (isCut && mayRepeat)) await this.#say(url, false);
  }
}
