/** Who sends the request that is being answered, for the code that Next runs for it. */

import { AsyncLocalStorage } from 'node:async_hooks';
import { notSignedIn } from '#protocol/problem.ts';
import type { Presented } from '#server/ports.ts';
import type { Caller, Sender } from './ports.ts';

/** `caller` is undefined on the paths that are open to everybody. */
export interface RequestFacts extends Sender {
  readonly presented: Presented;
}

/** Carries the facts of a request through all that is called to answer it. */
export class RequestScope {
  readonly #storage = new AsyncLocalStorage<RequestFacts>();

  run<T>(facts: RequestFacts, answer: () => T): T {
    return this.#storage.run(facts, answer);
  }

  /** The facts of the request that is being answered. @throws Error outside of one */
  get facts(): RequestFacts {
    const facts = this.#storage.getStore();
    if (facts === undefined) throw new Error('No request is being answered here');
    return facts;
  }

  /** The facts of the request that is being answered; undefined outside of one. */
  get known(): RequestFacts | undefined {
    return this.#storage.getStore();
  }

  /** @throws PodshellError `unauthenticated` */
  get caller(): Caller {
    const { caller } = this.facts;
    if (caller === undefined) throw notSignedIn();
    return caller;
  }
}
