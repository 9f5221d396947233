/** Work per turn in browsers without requestIdleCallback. Milliseconds. */
const SPARE_MS = 5;

/**
 * Calls back once, when the page is idle; the returned function cancels. Not every browser has requestIdleCallback.
 * @param callback gets a function that tells whether there is time left
 */
export function whenIdle(callback: (hasTime: () => boolean) => void): () => void {
  if (typeof requestIdleCallback === 'function') {
    const handle = requestIdleCallback((deadline) => callback(() => deadline.timeRemaining() > 1));
    return () => cancelIdleCallback(handle);
  }
  const timer = setTimeout(() => {
    const until = performance.now() + SPARE_MS;
    callback(() => performance.now() < until);
  });
  return () => clearTimeout(timer);
}

/** Resolves when the page is idle. */
export function pageIdle(): Promise<void> {
  return new Promise((resolve) => whenIdle(() => resolve()));
}
