/** Signing in in a frame of a page of another site, in a browser that sends no third-party cookies. */

import type { Frame, Page } from '@playwright/test';
import type { DemoUserName } from '#demo-cluster/access/users.ts';
import { test as base, expect } from '#playwright';
import { expectAccessible } from '../support/accessibility.ts';
import { startDemo } from '../support/demo-server.ts';
import { EmbedHost, type HostWindow } from '../support/embed-host.ts';
import { PodshellServer } from '../support/podshell-server.ts';
import { startOidcSite } from './support/oidc-fixtures.ts';

interface Sites {
  readonly portal: EmbedHost;
  /** Mode `token`. */
  readonly server: PodshellServer;
  /** Mode `oidc`, under a base path. */
  readonly oidc: PodshellServer;
  readonly token: string;
  /** Somebody else's. */
  readonly other: string;
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
      const framed = { PODSHELL_FRAME_ANCESTORS: portal.origin };
      const server = await PodshellServer.start({ kubeconfig, env: { ...framed, PODSHELL_AUTH: 'token' } });
      const oidc = await startOidcSite({ kubeconfig, basePath: '/tools/podshell', env: framed });
      const tokenOf = (user: DemoUserName) => demo.tokens.get(user) ?? '';
      await use({ portal, server, oidc: oidc.server, token: tokenOf('alice'), other: tokenOf('bob') });
      await Promise.all([server.stop(), oidc.dispose(), portal.dispose()]);
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

/** The page around the frame signs it out. */
async function signOut(page: Page, url: string): Promise<void> {
  const { origin } = new URL(url);
  await page.evaluate((to) => {
    (window as unknown as HostWindow).say({ target: 'podshell', type: 'sign-out' }, to);
  }, origin);
  const heard = () => page.evaluate(() => (window as unknown as HostWindow).heard);
  await expect.poll(heard).toContainEqual({ origin, data: { source: 'podshell', type: 'signed-out' } });
}

/** Signs in in the window, which then closes. */
async function enterToken(window: Page, token: string): Promise<void> {
  await expect(window.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled();
  await window.getByLabel('Token', { exact: true }).fill(token);
  // It may be closed before the press is confirmed.
  await window.keyboard.press('Enter').catch((error: unknown) => {
    if (!window.isClosed()) throw error;
  });
}

test('a window signs a frame in, and again when its page has signed it out, in the same shell', async ({
  page,
  podShell,
  sites: { portal, server, token, other },
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

  await signOut(page, server.url);
  await shell.waitForState('failed');
  const second = await windowOf(page);
  await enterToken(second, token);
  await expect(frameOf(page).locator('[data-podshell-terminal][data-state="ready"]')).toBeVisible();
  expect((await shell.run('echo $$')).output).toBe(pid);

  // Somebody else sees nothing of that.
  await shell.run('echo mine-$((40+2))');
  await signOut(page, server.url);
  await shell.waitForState('failed');
  expect(await shell.text()).toContain('mine-42');
  await enterToken(await windowOf(page), other);
  // The frame is loaded anew, and answers nothing for a moment.
  await expect.poll(() => shell.text().catch(() => 'mine-42')).not.toContain('mine-42');
});

/** Signs in at the provider in the window that the frame opens, which then closes. */
async function signInAtProvider(page: Page): Promise<void> {
  const window = await windowOf(page);
  const closed = window.waitForEvent('close');
  await window.getByRole('link', { name: 'Sign in' }).click();
  await closed;
}

test('the identity provider signs a frame under a base path in, and again after a sign-out', async ({
  page,
  podShell,
  sites: { portal, oidc },
}) => {
  await page.goto(portal.pageWith(oidc.url + SHELL));
  await signInAtProvider(page);
  const shell = podShell.at({ frame: frameOf(page) });
  await shell.waitForPrompt();
  await shell.run('echo before-$((40+2))');
  await signOut(page, oidc.url);
  await shell.waitForState('failed');
  await signInAtProvider(page);
  await expect(frameOf(page).locator('[data-podshell-terminal][data-state="ready"]')).toBeVisible();
  expect(await shell.text()).toContain('before-42');
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
