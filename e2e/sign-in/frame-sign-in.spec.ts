/** Signing in in a frame of a page of another site, in a browser that sends no third-party cookies. */

import type { Frame, Page } from '@playwright/test';
import { test as base, expect } from '#playwright';
import { CLIENT_ID, CLIENT_SECRET, startProviderServer } from '#server/auth/oidc/testing/provider-server.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { startDemo } from '../support/demo-server.ts';
import { EmbedHost } from '../support/embed-host.ts';
import { PodshellServer } from '../support/podshell-server.ts';

interface Sites {
  readonly portal: EmbedHost;
  /** Mode `token`. */
  readonly server: PodshellServer;
  /** Mode `oidc`. */
  readonly oidc: PodshellServer;
  readonly token: string;
}

const test = base.extend<object, { readonly sites: Sites }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      await use({
        ...launchOptions,
        args: [...(launchOptions.args ?? []), '--test-third-party-cookie-phaseout'],
      });
    },
    { scope: 'worker' },
  ],
  sites: [
    async ({ browserName: _anyBrowser }, use) => {
      const [portal, { demo, kubeconfig, dispose }] = [await EmbedHost.start(), await startDemo()];
      const provider = await startProviderServer({ claims: { preferred_username: 'alice' } });
      const framed = { PODSHELL_FRAME_ANCESTORS: portal.origin };
      const server = await PodshellServer.start({ kubeconfig, env: { ...framed, PODSHELL_AUTH: 'token' } });
      const oidc = await PodshellServer.start({
        kubeconfig,
        env: {
          ...framed,
          PODSHELL_AUTH: 'oidc',
          PODSHELL_OIDC_ISSUER: provider.issuer,
          PODSHELL_OIDC_CLIENT_ID: CLIENT_ID,
          PODSHELL_OIDC_CLIENT_SECRET: CLIENT_SECRET,
          PODSHELL_IMPERSONATE: 'true',
          PODSHELL_OIDC_USERNAME_CLAIM: 'preferred_username',
        },
      });
      await use({ portal, server, oidc, token: demo.tokens.get('alice') ?? '' });
      await Promise.all([server.stop(), oidc.stop(), provider.stop(), portal.dispose()]);
      await dispose();
    },
    { scope: 'worker', timeout: 90_000 },
  ],
});

const SHELL = '/shell/team-a/debian?embed=1';

function frameOf(page: Page): Frame {
  const [frame] = page.mainFrame().childFrames();
  if (frame === undefined) throw new Error('The page has no frame');
  return frame;
}

/** The window that the frame's button opens. */
async function windowOf(page: Page): Promise<Page> {
  const opening = page.waitForEvent('popup');
  await frameOf(page).getByRole('button', { name: 'Sign in' }).click();
  return opening;
}

/** Signs in in the window, which then closes. */
async function enterToken(window: Page, token: string): Promise<void> {
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  await window.getByLabel('Token', { exact: true }).fill(token);
  await window.keyboard.press('Enter');
}

test('a window signs a frame in, and again when that has ended, in the same shell', async ({
  page,
  podShell,
  sites: { portal, server, token },
}) => {
  await page.goto(`${server.url}/signin?embed=1`);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await expectAccessible(page);
  await page.goto(portal.pageWith(server.url + SHELL));
  await expect(frameOf(page).getByRole('heading', { name: 'You are not signed in' })).toBeVisible();
  await expect(frameOf(page).getByRole('textbox')).toHaveCount(0);
  const first = await windowOf(page);
  const closed = first.waitForEvent('close');
  await enterToken(first, token);
  await closed;

  const shell = podShell.at({ frame: frameOf(page) });
  await shell.waitForPrompt();
  const { output: pid } = await shell.run('echo $$');
  const cookies = await page.context().cookies();
  expect(
    cookies.map(({ name, secure, httpOnly, partitionKey }) => [name, secure, httpOnly, partitionKey]),
  ).toEqual([['podshell-frame', true, true, expect.stringContaining('localhost')]]);
  // Our own pages have no sign-in by that.
  const own = await page.context().newPage();
  await own.goto(`${server.url}/pods`);
  await expect(own).toHaveURL(/\/signin\?returnTo=/);

  await frameOf(page).evaluate(() => fetch('/api/signout', { method: 'POST' }));
  await shell.waitForState('failed');
  const second = await windowOf(page);
  await enterToken(second, token);
  await expect(frameOf(page).locator('[data-podshell-terminal][data-state="ready"]')).toBeVisible();
  expect((await shell.run('echo $$')).output).toBe(pid);
});

test('the identity provider signs a frame in', async ({ page, podShell, sites: { portal, oidc } }) => {
  await page.goto(portal.pageWith(oidc.url + SHELL));
  const window = await windowOf(page);
  const closed = window.waitForEvent('close');
  await window.getByRole('link', { name: 'Sign in' }).click();
  await closed;
  await podShell.at({ frame: frameOf(page) }).waitForPrompt();
});

test('a page that is not listed gets neither a frame nor a ticket', async ({
  page,
  sites: { server, token },
}) => {
  const stranger = await EmbedHost.start();
  await page.goto(stranger.pageWith(`${server.url}/signin?embed=1&returnTo=/`));
  const opening = page.waitForEvent('popup');
  const heard = page.evaluate((url) => {
    const messages: unknown[] = [];
    addEventListener('message', ({ data }) => messages.push(data));
    const opened = open(`${url}/signin?frame=${'x'.repeat(43)}`);
    return new Promise((resolve) => {
      const look = setInterval(() => {
        if (opened?.closed !== true) return;
        clearInterval(look);
        resolve(messages);
      }, 20);
    });
  }, server.url);
  const window = await opening;
  await enterToken(window, token);
  expect(await heard).toEqual([]);
  expect(frameOf(page).url()).toMatch(/^chrome-error:/);
  await stranger.dispose();
});
