import type { Caller } from '#server/ports.ts';
import type { Expiry } from './process/lifetime.ts';

/** Expiries that are remembered; a page that comes back for an older one is told less. */
const MOST = 1000;

/** Why sessions were ended by a limit, for pages that come back for them. The oldest are forgotten first. */
export class ExpiredSessions {
  readonly #expiries = new Map<string, { readonly userId: string; readonly expiry: Expiry }>();

  add(sessionId: string, caller: Caller, expiry: Expiry): void {
    this.#expiries.set(sessionId, { userId: caller.userId, expiry });
    for (const oldest of this.#expiries.keys()) {
      if (this.#expiries.size <= MOST) break;
      this.#expiries.delete(oldest);
    }
  }

  /** Undefined for another user's session, as if unknown. */
  of(sessionId: string, caller: Caller): Expiry | undefined {
    const found = this.#expiries.get(sessionId);
    return found?.userId === caller.userId ? found.expiry : undefined;
  }
}
