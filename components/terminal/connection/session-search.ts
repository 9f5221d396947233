/** The search for a pane's session: the one that it had before, or a new one. */

import type { ConnectionPorts, IssueResult, KeptSession } from './ports.ts';

export type FoundSession = IssueResult | { readonly kind: 'kept'; readonly kept: KeptSession };

export class SessionSearch {
  readonly #ports: Pick<ConnectionPorts, 'memory' | 'issue' | 'endSession'>;
  readonly #onFound: (found: FoundSession) => void;
  #current: AbortController | null = null;

  /** @param onFound called at most once for each search, before its promise resolves */
  constructor(
    ports: Pick<ConnectionPorts, 'memory' | 'issue' | 'endSession'>,
    onFound: (found: FoundSession) => void,
  ) {
    this.#ports = ports;
    this.#onFound = onFound;
  }

  /** From the beginning of a search until it has found something or is stopped. */
  get isOn(): boolean {
    return this.#current !== null;
  }

  /** Looks for the pane's earlier session, and asks for a new one if there is none. */
  async begin(): Promise<void> {
    const search = this.#start();
    const kept = await this.#ports.memory.load();
    if (search.signal.aborted) return;
    if (kept === null) await this.#ask(search);
    else this.#found({ kind: 'kept', kept });
  }

  /** Asks for a new session. */
  async beginAnew(): Promise<void> {
    await this.#ask(this.#start());
  }

  stop(): void {
    this.#current?.abort();
    this.#current = null;
  }

  #start(): AbortController {
    this.stop();
    this.#current = new AbortController();
    return this.#current;
  }

  async #ask(search: AbortController): Promise<void> {
    const result = await this.#ports.issue(search.signal);
    if (!search.signal.aborted) this.#found(result);
    // It counts as one of the user's shells, and nobody would bind it.
    else if (result.kind === 'issued') this.#ports.endSession(result.sessionId);
  }

  #found(found: FoundSession): void {
    this.#current = null;
    this.#onFound(found);
  }
}
