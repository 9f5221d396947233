/** The server, the frame and the script of docs/embedding.md, as they stand there. */

import { freePort } from '#scripts/free-port.ts';
import { snippet } from '#scripts/snippet.ts';
import { Command } from '../contract/support/command.ts';
import { type DocumentedSites, serveSites } from '../support/documented-sites.ts';
import { expect, test } from '../support/fixtures.ts';

const PAGE = `<!doctype html>
<html lang="en">
<title>Portal</title>
<body>
${snippet('docs/embedding.md', 'frame')}
<script>${snippet('docs/embedding.md', 'messages')}</script>
`;

test('the documented frame and script show a shell, focus it and hear its end', async ({
  cluster,
  playwright,
  podShell,
}) => {
  const port = await freePort();
  const env = {
    PORT: String(port),
    KUBECONFIG: cluster.kubeconfig,
    // What docs/proxies.md asks for.
    PODSHELL_ALLOWED_HOSTS: 'podshell.example.com',
    PODSHELL_TRUSTED_PROXIES: '127.0.0.1',
  };
  const server = new Command(['-c', snippet('docs/embedding.md', 'server')], env, 'sh');
  let sites: DocumentedSites | undefined;
  try {
    await server.says(/^(Podshell is at )/m);
    sites = await serveSites({ 'portal.example.com': PAGE }, port);
    const { launchOptions } = test.info().project.use;
    const args = [...(launchOptions?.args ?? []), ...sites.browserArgs];
    const browser = await playwright.chromium.launch({ ...launchOptions, args });
    const page = await browser.newPage();
    const logged: string[] = [];
    page.on('console', (message) => logged.push(message.text()));
    await page.goto('https://portal.example.com/');
    const [frame] = page.mainFrame().childFrames();
    if (frame === undefined) throw new Error('The page has no frame');
    const shell = podShell.at({ page, frame });
    await shell.waitForPrompt();
    await expect.poll(() => shell.isFocused()).toBe(true);
    await page.keyboard.type('exit 3\n');
    await expect.poll(() => logged).toContain('The shell exited with 3');
    await browser.close();
  } finally {
    await sites?.dispose();
    server.signalGroup('SIGTERM');
    await server.exited(10_000);
  }
});
