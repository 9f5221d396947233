/** Says which window has a session, so that a duplicated tab does not take the shell from the first. */

export interface SessionClaims {
  /** True when no other window has the session; it then is this window's until `release` or the window's end. */
  claim(sessionId: string): Promise<boolean>;
  release(): void;
}

/** A reloaded page may ask before its predecessor has quite gone. Milliseconds. */
const PATIENCE_MS = 500;

/**
 * Claims as Web Locks: the browser frees them when a window ends, however it ends.
 * @param locks undefined where the browser has none (pages over plain HTTP); every claim is then granted
 */
export function createSessionClaims(locks: LockManager | undefined): SessionClaims {
  let current: { readonly sessionId: string; readonly granted: Promise<boolean>; free: () => void } | null =
    null;

  function release(): void {
    current?.free();
    current = null;
  }

  return {
    release,
    claim(sessionId) {
      if (locks === undefined) return Promise.resolve(true);
      if (current?.sessionId === sessionId) return current.granted;
      release();
      const { promise: freed, resolve: free } = Promise.withResolvers<void>();
      const name = `podshell.session:${sessionId}`;
      const granted = new Promise<boolean>((resolve) => {
        const hold = () => {
          resolve(true);
          return freed;
        };
        locks
          .request(name, { signal: AbortSignal.timeout(PATIENCE_MS) }, hold)
          // A page that is busy with its start hears of the grant too late, so this answer counts.
          .catch(() =>
            locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? resolve(false) : hold())),
          );
      });
      current = { sessionId, granted, free };
      return granted;
    },
  };
}
