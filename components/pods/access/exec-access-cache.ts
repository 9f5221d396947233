/** Caches in which namespaces the caller may open shells; requests them in bulk. */

import type { AccessList, ExecAccess } from '#protocol/api.ts';
import { MAX_NAMESPACES } from '#protocol/limits.ts';

export interface AccessEnvironment {
  /** Sends one request for all namespaces. Rejects without an answer. */
  ask(namespaces: readonly string[]): Promise<AccessList>;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** How long an answer is used. The server caches answers for 10 s, so a new permission shows within 40 s. */
const KEEP_MS = 30_000;

interface Entry {
  readonly access: ExecAccess | undefined;
  readonly asOf: number;
}

/** The refusal for a namespace; undefined if a shell can be opened, or if that is unknown. */
export type RefusalReader = (namespace: string) => ExecAccess | undefined;

export class ExecAccessCache {
  readonly #environment: AccessEnvironment;
  readonly #entries = new Map<string, Entry>();
  readonly #listeners = new Set<() => void>();
  #refusals: RefusalReader = (namespace) => this.refusal(namespace);
  #asking = false;

  /** @param known answers that the server rendered with */
  constructor(environment: AccessEnvironment, known: AccessList['items'] = []) {
    this.#environment = environment;
    for (const { namespace, ...access } of known)
      this.#entries.set(namespace, { access, asOf: environment.now() });
  }

  /** {@link refusal} as a function; a new function whenever an answer changes. */
  get refusals(): RefusalReader {
    return this.#refusals;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The refusal for the namespace; undefined if a shell can be opened, or if that is unknown. */
  refusal(namespace: string): ExecAccess | undefined {
    const access = this.#entries.get(namespace)?.access;
    return access?.allowed === false ? access : undefined;
  }

  /** Requests the namespaces whose answer is missing or old, unless a request is running. */
  async want(namespaces: Iterable<string>): Promise<void> {
    if (this.#asking) return;
    const now = this.#environment.now();
    const missing = [...new Set(namespaces)].filter(
      (namespace) => now - (this.#entries.get(namespace)?.asOf ?? Number.NEGATIVE_INFINITY) >= KEEP_MS,
    );
    if (missing.length === 0) return;
    this.#asking = true;
    const asked = missing.slice(0, MAX_NAMESPACES);
    try {
      const { items } = await this.#environment.ask(asked);
      for (const { namespace, ...access } of items) this.#note(namespace, access);
    } catch {
      // Without an answer the button stays enabled: the server checks again when a shell is opened, and reports why not.
      for (const namespace of asked) this.#note(namespace, this.#entries.get(namespace)?.access);
    } finally {
      this.#asking = false;
    }
    if (asked.length < missing.length) await this.want(missing.slice(asked.length));
  }

  #note(namespace: string, access: ExecAccess | undefined): void {
    const before = this.#entries.get(namespace)?.access;
    this.#entries.set(namespace, { access, asOf: this.#environment.now() });
    if (before?.allowed === access?.allowed && before?.detail === access?.detail) return;
    this.#refusals = (name) => this.refusal(name);
    for (const listener of this.#listeners) listener();
  }
}
