/** Time between two attempts. Milliseconds. */
const RETRY_MS = 2000;

/**
 * Loads code that must show up even if the server is down now: retries until it is there. For `lazy`, which would keep
 * the first failure for as long as the page lives.
 */
export async function loadPatiently<Code>(load: () => Promise<Code>): Promise<Code> {
  for (;;) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
