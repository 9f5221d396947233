import { PodshellError } from '#protocol/problem.ts';
import type { Caller } from '../ports.ts';
import { PodStream, type PodStreamOptions } from './pod-stream.ts';

interface OwnedStream<Query> {
  readonly userId: string;
  readonly stream: PodStream<Query>;
}

/** The open streams, by a name that only their owner can use. */
export class PodStreams<Query> {
  readonly #open = new Map<string, OwnedStream<Query>>();
  readonly #newId: () => string;

  /** @param newId an id that nobody has had before */
  constructor(newId: () => string) {
    this.#newId = newId;
  }

  /** Opens a stream without subjects. It ends when `signal` aborts, and with the caller's sign-in. */
  open(
    caller: Caller,
    options: PodStreamOptions<Query>,
    signal: AbortSignal,
  ): { readonly id: string; readonly stream: PodStream<Query> } {
    const id = this.#newId();
    const stream = new PodStream(options);
    this.#open.set(id, { userId: caller.userId, stream });
    const { ended } = caller;
    const close = (): void => {
      ended?.removeEventListener('abort', close);
      this.#open.delete(id);
      stream.close();
    };
    if (signal.aborted || ended?.aborted === true) close();
    else {
      signal.addEventListener('abort', close, { once: true });
      ended?.addEventListener('abort', close, { once: true });
    }
    return { id, stream };
  }

  /** @throws PodshellError `not-found`, also for the stream of another user */
  find(caller: Caller, id: string): PodStream<Query> {
    const open = this.#open.get(id);
    if (open === undefined || open.userId !== caller.userId) {
      throw new PodshellError('not-found', 'Stream not found. It may have ended. Open a new one.');
    }
    return open.stream;
  }
}
