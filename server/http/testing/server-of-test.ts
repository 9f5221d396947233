import { onTestFinished } from 'vitest';
import { startTestServer } from './test-server.ts';

/** A server as {@link startTestServer} starts it, for the test that runs: it is disposed when that ends. */
export async function serverOfTest(...options: Parameters<typeof startTestServer>) {
  const running = await startTestServer(...options);
  onTestFinished(() => running.server.dispose(0));
  return running;
}
