/** A shell through the reverse proxies of docs/proxies.md, as they are configured there. */

import { expect, test } from '../support/fixtures.ts';
import { freePort, PodshellServer } from '../support/podshell-server.ts';
import { PROXY_HOST, type ProxyName, ReverseProxy } from '../support/reverse-proxy.ts';

const PROXIES: readonly ProxyName[] = ['nginx', 'caddy', 'haproxy'];

for (const name of PROXIES) {
  test.describe(`behind ${name}`, () => {
    test.skip(!ReverseProxy.isInstalled(name), `${name} is not installed`);

    let server: PodshellServer;
    let proxy: ReverseProxy;
    test.beforeEach(async ({ cluster }) => {
      const env = { PODSHELL_ALLOWED_HOSTS: PROXY_HOST, PODSHELL_TRUSTED_PROXIES: '127.0.0.1' };
      server = await PodshellServer.start({ kubeconfig: cluster.kubeconfig, env });
      proxy = await ReverseProxy.start(name, `127.0.0.1:${server.port}`, `127.0.0.1:${await freePort()}`);
    });
    test.afterEach(async () => {
      await proxy.stop();
      await server.stop();
    });

    test('the list is live, and a shell opens over a WebSocket and over HTTP', async ({ page, podShell }) => {
      await page.goto(`${proxy.url}/pods?namespace=team-a`);
      await expect(page.getByText('Live', { exact: true })).toBeVisible();
      const upgraded = page.waitForEvent('websocket');
      await page.goto(`${proxy.url}/shell/team-a/debian`);
      const shell = podShell.at({ frame: page.mainFrame() });
      await shell.waitForPrompt();
      expect(new URL((await upgraded).url()).host).toBe(new URL(proxy.url).host);
      expect((await shell.run('echo thr""ough')).output).toBe('through');

      await page.addInitScript(() => Object.defineProperty(window, 'WebSocket', { value: undefined }));
      await page.goto(`${proxy.url}/shell/team-b/debian`);
      await shell.waitForPrompt();
      const paste = 'x'.repeat(3_000);
      expect((await shell.run(`printf %s ${paste} | wc -c`)).output.trim()).toBe('3000');
    });
  });
}
