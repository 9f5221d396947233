/** Fixtures of the tests of mode `oidc`: a provider, a demo cluster whose users it names, and a server that impersonates. */

import { test as base, expect } from '#playwright';
import {
  CLIENT_ID,
  CLIENT_SECRET,
  startProviderServer,
  type TestProvider,
} from '#server/auth/oidc/testing/provider-server.ts';
import { startDemo } from '../../support/demo-server.ts';
import { PodshellServer, type PodshellServerOptions } from '../../support/podshell-server.ts';

interface WorkerFixtures {
  readonly site: { readonly url: string; readonly provider: TestProvider };
}

export interface OidcSite {
  readonly server: PodshellServer;
  readonly provider: TestProvider;
  dispose(): Promise<void>;
}

/** Starts a provider that knows Alice, and a server that signs users in there and impersonates them. */
export async function startOidcSite({
  kubeconfig,
  basePath = '',
  env = {},
}: PodshellServerOptions): Promise<OidcSite> {
  const publicUrl = `http://127.0.0.1${basePath}`;
  const provider = await startProviderServer({ claims: { preferred_username: 'alice' }, publicUrl });
  const server = await PodshellServer.start({
    kubeconfig,
    basePath,
    env: {
      PODSHELL_AUTH: 'oidc',
      PODSHELL_OIDC_ISSUER: provider.issuer,
      PODSHELL_OIDC_CLIENT_ID: CLIENT_ID,
      PODSHELL_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      PODSHELL_IMPERSONATE: 'true',
      PODSHELL_OIDC_USERNAME_CLAIM: 'preferred_username',
      ...env,
    },
  });
  return {
    server,
    provider,
    async dispose() {
      await server.stop();
      await provider.stop();
    },
  };
}

export const test = base.extend<{ readonly provider: TestProvider }, WorkerFixtures>({
  site: [
    async ({ browserName: _anyBrowser }, use) => {
      const { kubeconfig, dispose } = await startDemo();
      const { server, provider, dispose: disposeSite } = await startOidcSite({ kubeconfig });
      await use({ url: server.url, provider });
      await disposeSite();
      await dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
  baseURL: async ({ site }, use) => use(site.url),
  provider: async ({ site: { provider } }, use) => {
    await use(provider);
    provider.state.faults.clear();
    provider.state.denies = false;
  },
});

export { expect };
