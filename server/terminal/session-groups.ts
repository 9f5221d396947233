/** Sessions by what they count for: their user, or the address of the client that asked for them. */

import type { Session } from './session.ts';

/** How many sessions count for one key. */
export interface SessionCounts {
  readonly total: number;
  /** That no connection has bound yet. */
  readonly unbound: number;
  /** Whose process lives on without a window. */
  readonly unattached: number;
}

interface Group {
  /** The oldest first. */
  readonly all: Set<Session>;
  readonly unbound: Set<Session>;
  readonly unattached: Set<Session>;
}

const NO_SESSIONS: ReadonlySet<Session> = new Set();

export class SessionGroups {
  readonly #groups = new Map<string, Group>();

  /** Adds a session, or notes that it counts otherwise than before. */
  count(key: string, session: Session): void {
    const group = this.#groups.get(key) ?? { all: new Set(), unbound: new Set(), unattached: new Set() };
    this.#groups.set(key, group);
    group.all.add(session);
    keep(group.unbound, session, session.isUnbound);
    keep(group.unattached, session, session.unattachedSince !== undefined);
  }

  forget(key: string, session: Session): void {
    const group = this.#groups.get(key);
    if (group === undefined) return;
    for (const sessions of [group.all, group.unbound, group.unattached]) sessions.delete(session);
    if (group.all.size === 0) this.#groups.delete(key);
  }

  countsOf(key: string): SessionCounts {
    const { all, unbound, unattached } = this.#groups.get(key) ?? {};
    return { total: all?.size ?? 0, unbound: unbound?.size ?? 0, unattached: unattached?.size ?? 0 };
  }

  /** The oldest first. */
  of(key: string): ReadonlySet<Session> {
    return this.#groups.get(key)?.all ?? NO_SESSIONS;
  }

  /** Those whose process lives on without a window. */
  unattachedOf(key: string): ReadonlySet<Session> {
    return this.#groups.get(key)?.unattached ?? NO_SESSIONS;
  }

  /** Of which there are sessions. */
  get keys(): Iterable<string> {
    return this.#groups.keys();
  }
}

function keep(sessions: Set<Session>, session: Session, isOne: boolean): void {
  if (isOne) sessions.add(session);
  else sessions.delete(session);
}
