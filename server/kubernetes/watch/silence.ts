import type { IncomingMessage } from 'node:http';
import type { Clock } from '#server/ports.ts';
import type { ApiClient } from '../client/api-client.ts';
import { timeoutError } from '../errors/timeout-error.ts';
import type { ClusterLimits } from '../limits.ts';

type SilenceLimits = Pick<ClusterLimits, 'watchIdleMs' | 'watchAskMs' | 'answerMs'>;

/**
 * Ends a watch that says nothing: with an error when its server answers no other request either (it hangs, or the way
 * to it is cut), and without one when it is idle for longer than bookmarks are apart.
 */
export class Silence {
  readonly #response: IncomingMessage;
  readonly #client: Pick<ApiClient, 'isAnswering'>;
  readonly #limits: SilenceLimits;
  readonly #clock: Clock;
  #cancelIdle: () => void = () => {};
  #cancelAsk: () => void = () => {};
  /** How often data has come. What comes while the server is asked is an answer too. */
  #received = 0;
  #isIdle = false;
  #hasEnded = false;

  constructor(
    response: IncomingMessage,
    client: Pick<ApiClient, 'isAnswering'>,
    limits: SilenceLimits,
    clock: Clock,
  ) {
    this.#response = response;
    this.#client = client;
    this.#limits = limits;
    this.#clock = clock;
    response.on('data', () => this.#onData());
    this.#onData();
  }

  /** True if the watch was ended because it was idle, which is no error. */
  get isIdle(): boolean {
    return this.#isIdle;
  }

  /** Stops the timers. */
  end(): void {
    this.#hasEnded = true;
    this.#cancelIdle();
    this.#cancelAsk();
  }

  #onData(): void {
    this.#received += 1;
    this.#cancelIdle();
    this.#cancelIdle = this.#clock.after(this.#limits.watchIdleMs, () => {
      this.#isIdle = true;
      this.#response.destroy();
    });
    this.#askLater();
  }

  #askLater(): void {
    this.#cancelAsk();
    this.#cancelAsk = this.#clock.after(this.#limits.watchAskMs, () => void this.#ask());
  }

  async #ask(): Promise<void> {
    const before = this.#received;
    const isAnswering = await this.#client.isAnswering();
    if (this.#hasEnded || this.#received !== before) return;
    if (isAnswering) this.#askLater();
    else this.#response.destroy(timeoutError('The server answers nothing while its watch is quiet'));
  }
}
