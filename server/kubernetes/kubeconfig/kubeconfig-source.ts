/** The kubeconfig as its files are now: they are read again when they change, as every kubectl command does. */

import { fileState, lookEvery, MISSING } from '#server/changing-files.ts';
import type { Clock, Logger } from '#server/ports.ts';
import type { Kubeconfig } from './kubeconfig.ts';
import { type KubeconfigResult, kubeconfigFiles, loadKubeconfig } from './load-kubeconfig.ts';

export interface KubeconfigSource {
  readonly current: Kubeconfig;
  /** Reads the files again if they have changed. Waits for a slow file system only a moment. Never rejects. */
  check(): Promise<void>;
  /** Reads the files again even if they seem unchanged, for instance after a 401. Never rejects. */
  reload(): Promise<void>;
  /** Calls back after each change; `current` is then the new one. The returned function ends that. */
  onChange(listener: () => void): () => void;
  /** Stops looking at the files. Idempotent. */
  dispose(): void;
}

/** A kubeconfig that never changes. */
export function fixedKubeconfig(current: Kubeconfig): KubeconfigSource {
  return { current, async check() {}, async reload() {}, onChange: () => () => {}, dispose() {} };
}

export interface WatchOptions {
  /** The variables that name the files; see {@link loadKubeconfig}. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What was loaded from them. */
  readonly first: Kubeconfig;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** How often the files are checked without a request, in milliseconds, so that open pages follow a change too. */
const POLL_MS = 1_000;

/** How long a request waits for the check: a network file system that hangs must not stop Podshell. */
const CHECK_WAIT_MS = 250;

/** Follows the files of a kubeconfig. */
export function watchKubeconfig(options: WatchOptions): KubeconfigSource {
  return new WatchedKubeconfig(options);
}

class WatchedKubeconfig implements KubeconfigSource {
  readonly #options: WatchOptions;
  readonly #files: readonly string[];
  readonly #listeners = new Set<() => void>();
  #current: Kubeconfig;
  #serialized: string;
  /** Undefined until the first check. */
  #seen: readonly string[] | undefined;
  /** The last state in which a file was missing that had been there. */
  #suspect: string | undefined;
  #checking: Promise<void> | undefined;
  readonly #stopLooking: () => void;
  #disposed = false;

  constructor(options: WatchOptions) {
    this.#options = options;
    this.#files = kubeconfigFiles(options.env);
    this.#current = options.first;
    this.#serialized = JSON.stringify(options.first);
    this.#stopLooking = lookEvery(options.clock, POLL_MS, () => this.#compare('poll'));
  }

  get current(): Kubeconfig {
    return this.#current;
  }

  check(): Promise<void> {
    this.#checking ??= this.#compare('request').finally(() => {
      this.#checking = undefined;
    });
    return this.#briefly(this.#checking);
  }

  async reload(): Promise<void> {
    const before = await this.#stat();
    this.#load(before);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopLooking();
    this.#listeners.clear();
  }

  async #compare(who: 'request' | 'poll'): Promise<void> {
    const now = await this.#stat();
    const seen = this.#seen;
    if (this.#disposed || (seen !== undefined && now.join() === seen.join())) {
      this.#suspect = undefined;
      return;
    }
    // Some editors remove a file before they write it anew, so it counts as removed only at the second poll.
    const isGone = seen?.some((state, index) => state !== MISSING && now[index] === MISSING) ?? false;
    if (isGone && this.#suspect !== now.join()) {
      if (who === 'poll') this.#suspect = now.join();
      return;
    }
    if (isGone && who === 'request') return;
    this.#load(now);
  }

  /** @param state of the files before they are read: what changes meanwhile is noticed by the next check */
  #load(state: readonly string[]): void {
    if (this.#disposed) return;
    this.#seen = state;
    this.#suspect = undefined;
    const result = loadKubeconfig(this.#options.env);
    const next = kubeconfigOf(result);
    if (next === undefined) {
      const reason = result.kind === 'loaded' ? '' : result.message;
      // Perhaps half written. The next change is read again.
      this.#options.logger.warn(
        { reason },
        'The changed kubeconfig is unreadable, so the last one stays in use',
      );
      return;
    }
    const serialized = JSON.stringify(next);
    if (serialized === this.#serialized) return;
    this.#current = next;
    this.#serialized = serialized;
    this.#options.logger.info({ contexts: next.contexts.length }, 'The kubeconfig has changed');
    for (const listener of [...this.#listeners]) listener();
  }

  #stat(): Promise<string[]> {
    return Promise.all(this.#files.map(fileState));
  }

  #briefly(work: Promise<void>): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.#options.clock.after(CHECK_WAIT_MS, resolve);
      void work.finally(() => {
        cancel();
        resolve();
      });
    });
  }
}

/** Files that are gone leave no contexts; undefined if they cannot be read. */
function kubeconfigOf(result: KubeconfigResult): Kubeconfig | undefined {
  switch (result.kind) {
    case 'loaded':
      return result.kubeconfig;
    case 'not-found':
      return { contexts: [], current: '' };
    case 'broken':
      return undefined;
  }
}
