import { onTestFinished, vi } from 'vitest';
import { startProviderServer } from './provider-server.ts';

export { CLIENT_ID, CLIENT_SECRET, type TestProvider, type TestProviderOptions } from './provider-server.ts';

/**
 * A provider as {@link startProviderServer} starts it, for the test that runs: it is stopped when that ends. Its time,
 * which is the system's, stands still until then: a test moves the clock of the server alone, and would otherwise see
 * tokens expire later the longer a busy machine took to issue them.
 */
export async function startTestProvider(...options: Parameters<typeof startProviderServer>) {
  const stopped = vi.spyOn(Date, 'now').mockReturnValue(Date.now());
  onTestFinished(() => stopped.mockRestore());
  const provider = await startProviderServer(...options);
  onTestFinished(provider.stop);
  return provider;
}
