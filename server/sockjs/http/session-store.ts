/** The HTTP sessions of one server by owner and client-chosen id, with the limits on their number. */

import { AddressLimit } from '../address-limit.ts';
import type { SockJsTransport } from '../connection.ts';
import type { ResolvedOptions } from '../options.ts';
import { HttpSession } from './session.ts';

interface Entry {
  readonly session: HttpSession;
  /** Send requests that are being read. */
  senders: number;
}

export type SessionRefusal = 'address-limit' | 'session-limit';

export class SessionStore {
  readonly #options: ResolvedOptions;
  readonly #addresses: AddressLimit;
  readonly #entries = new Map<string, Entry>();
  readonly #waitingByAddress: AddressLimit;
  #withoutReceiver = 0;

  constructor(options: ResolvedOptions, addresses: AddressLimit) {
    this.#options = options;
    this.#addresses = addresses;
    this.#waitingByAddress = new AddressLimit(options.maxSessionsWithoutReceiverPerAddress);
  }

  /** Sessions that are open for the application. */
  get openCount(): number {
    let count = 0;
    for (const { session } of this.#entries.values()) if (session.isOpen) count++;
    return count;
  }

  get(key: string): HttpSession | undefined {
    return this.#entries.get(key)?.session;
  }

  /** Creates a session under an unused key. Attach a receiver at once. */
  create(
    key: string,
    transport: SockJsTransport,
    context: unknown,
    address: string,
  ): HttpSession | SessionRefusal {
    if (this.#withoutReceiver >= this.#options.maxSessionsWithoutReceiver) return 'session-limit';
    if (!this.#waitingByAddress.take(address)) return 'address-limit';
    if (!this.#addresses.take(address)) {
      this.#waitingByAddress.release(address);
      return 'address-limit';
    }
    let receiving = false;
    this.#withoutReceiver++;
    const session = new HttpSession(transport, context, this.#options, {
      onReceiving: (now) => {
        if (now === receiving) return;
        receiving = now;
        this.#withoutReceiver += now ? -1 : 1;
        if (now) this.#waitingByAddress.release(address);
        else this.#waitingByAddress.add(address);
      },
      onExpired: () => {
        if (!receiving) {
          this.#withoutReceiver--;
          this.#waitingByAddress.release(address);
        }
        this.#entries.delete(key);
        this.#addresses.release(address);
      },
    });
    this.#entries.set(key, { session, senders: 0 });
    return session;
  }

  /** False if the session is at its limit of senders. After true, call `releaseSender`. */
  takeSender(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.senders >= this.#options.maxSendersPerSession) return false;
    entry.senders++;
    return true;
  }

  releaseSender(key: string, session: HttpSession): void {
    const entry = this.#entries.get(key);
    if (entry?.session === session) entry.senders--;
  }

  disposeAll(code: number, reason: string): void {
    for (const { session } of [...this.#entries.values()]) session.dispose(code, reason);
  }
}
