/** Gives each session to one window, so that a duplicated tab does not take the shell from the first. */

export interface SessionClaims {
  /**
   * True if no other window has claimed the session. The claim ends with `release` or with the window.
   * @param takesOver another window loses its claim
   */
  claim(sessionId: string, takesOver?: boolean): Promise<boolean>;
  release(): void;
}

/** How long to wait for a page that is being reloaded to free its claim. Milliseconds. */
const RELOAD_MS = 500;

/**
 * Claims are Web Locks: the browser frees them when the window closes, even after a crash.
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
    claim(sessionId, takesOver = false) {
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
        const options = takesOver ? { steal: true } : { signal: AbortSignal.timeout(RELOAD_MS) };
        locks
          .request(name, options, hold)
          // While the page is busy loading, the timeout can fire before the grant arrives, so ask once more.
          .catch(() =>
            locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? resolve(false) : hold())),
          );
      });
      current = { sessionId, granted, free };
      return granted;
    },
  };
}
