import type { Caller } from '#server/ports.ts';
import type { ShellFailure } from './ports.ts';
import type { Expiry } from './process/lifetime.ts';

/** Why the server ended a session: a stable code, and a sentence for the user. */
export type EndReason = Pick<Expiry, 'code' | 'reason'> | ShellFailure;

/** Expiries that are remembered; a page that comes back for an older one is told less. */
const MOST = 1000;

/** Why sessions were ended by a limit or a lost permission, for pages that come back for them. The oldest are forgotten first. */
export class ExpiredSessions {
  readonly #expiries = new Map<string, { readonly userId: string; readonly expiry: EndReason }>();

  add(sessionId: string, caller: Caller, expiry: EndReason): void {
    this.#expiries.set(sessionId, { userId: caller.userId, expiry });
    for (const oldest of this.#expiries.keys()) {
      if (this.#expiries.size <= MOST) break;
      this.#expiries.delete(oldest);
    }
  }

  /** Undefined for another user's session, as if unknown. */
  of(sessionId: string, caller: Caller): EndReason | undefined {
    const found = this.#expiries.get(sessionId);
    return found?.userId === caller.userId ? found.expiry : undefined;
  }
}
