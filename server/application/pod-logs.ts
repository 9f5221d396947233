/** Logs of containers for callers: limits, the audit log, and an end with the sign-in. */

import { MAX_OPEN_LOGS } from '#protocol/limits.ts';
import { checkNames } from '#protocol/names.ts';
import type { LogWish } from '#protocol/pod-log.ts';
import { PodshellError } from '#protocol/problem.ts';
import { CountedLimit } from '../counted-limit.ts';
import type { Clusters } from '../kubernetes/ports.ts';
import type { Caller } from '../ports.ts';
import { whileSignedIn } from './while-signed-in.ts';

export interface PodLogsOptions {
  readonly clusters: Pick<Clusters, 'podLog'>;
  /** Address of the client whose request is being answered. */
  readonly address: () => string;
  /** Logs that one client address reads at once. */
  readonly maxPerAddress: number;
  /** The caller reads a log: for auditors. */
  readonly onRead: (place: LogPlace) => void;
}

/** A log that is read; `container` is undefined where only the cluster knows it. */
export interface LogPlace {
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string | undefined;
}

export interface LogTarget {
  readonly context?: string | undefined;
  readonly namespace: string;
  readonly pod: string;
}

export class PodLogs {
  readonly #options: PodLogsOptions;
  readonly #byUser = new CountedLimit(MAX_OPEN_LOGS);
  readonly #byAddress: CountedLimit;

  constructor(options: PodLogsOptions) {
    this.#options = options;
    this.#byAddress = new CountedLimit(options.maxPerAddress);
  }

  /** As `Runtime.podLog`. */
  async open(
    caller: Caller,
    target: LogTarget,
    wish: LogWish,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>> {
    checkNames({ ...target, container: wish.container });
    const release = this.#take(caller);
    signal.addEventListener('abort', release, { once: true });
    const chunks = releasedAtEnd(
      whileSignedIn(caller, signal, (end) => this.#follow(caller, target, wish, end)),
      release,
    );
    await chunks.next();
    return chunks;
  }

  /** The first chunk is empty: the cluster has answered. */
  async *#follow(
    caller: Caller,
    target: LogTarget,
    wish: LogWish,
    signal: AbortSignal,
  ): AsyncGenerator<Uint8Array, void, undefined> {
    const { clusters, onRead } = this.#options;
    const { context, container, chunks } = await clusters.podLog(caller, target, wish, signal);
    onRead({ context, namespace: target.namespace, pod: target.pod, container });
    yield new Uint8Array(0);
    yield* chunks;
  }

  #take({ userId }: Caller): () => void {
    const user = this.#byUser.take(userId);
    if (user === undefined) {
      throw tooMany(
        `You have ${MAX_OPEN_LOGS} logs open, which is the limit for one user. Close some Podshell windows.`,
      );
    }
    const address = this.#byAddress.take(this.#options.address());
    if (address === undefined) {
      user();
      throw tooMany('Too many logs are open from your address. Close some Podshell windows.');
    }
    return () => {
      user();
      address();
    };
  }
}

function tooMany(detail: string): PodshellError {
  return new PodshellError('too-many-requests', detail);
}

/** The same values; `release` is called when they end, fail, or are no longer wanted. */
export async function* releasedAtEnd<T>(
  values: AsyncIterable<T>,
  release: () => void,
): AsyncGenerator<T, void, undefined> {
  try {
    yield* values;
  } finally {
    release();
  }
}
