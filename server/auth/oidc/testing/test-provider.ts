import { onTestFinished } from 'vitest';
import { startProviderServer } from './provider-server.ts';

export { CLIENT_ID, CLIENT_SECRET, type TestProvider, type TestProviderOptions } from './provider-server.ts';

/** A provider as {@link startProviderServer} starts it, for the test that runs: it is stopped when that ends. */
export async function startTestProvider(...options: Parameters<typeof startProviderServer>) {
  const provider = await startProviderServer(...options);
  onTestFinished(provider.stop);
  return provider;
}
