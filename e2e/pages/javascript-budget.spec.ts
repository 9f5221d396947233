import { gzipSync } from 'node:zlib';
import type { Page, Response } from '@playwright/test';
import { expect, test } from '../support/fixtures.ts';

/** JavaScript that a page loads before it is ready, in bytes after gzip. A kB is 1000 bytes. */
const BUDGETS = [
  { path: '/pods', ready: '[data-link="live"]', most: 200_000 },
  { path: '/pods/team-a/multi', ready: 'h1', most: 200_000 },
  {
    path: '/shell/team-a/debian?container=debian',
    ready: '[data-podshell-terminal][data-state="ready"]',
    most: 350_000,
  },
];

for (const { path, ready, most } of BUDGETS) {
  test(`${path} loads at most ${most / 1000} kB of JavaScript`, async ({ page }) => {
    // What the page fetches when it is idle is not needed for it to be ready, and may come before or after that.
    await page.addInitScript(() => {
      window.requestIdleCallback = () => 0;
    });
    const scripts = await scriptsOf(page, async () => {
      await page.goto(path);
      await page.locator(ready).first().waitFor();
    });
    const sizes = await Promise.all(
      scripts.map(async (response) => gzipSync(await response.body(), { level: 6 }).length),
    );
    const sum = sizes.reduce((total, size) => total + size, 0);
    test.info().annotations.push({ type: 'gzip bytes', description: String(sum) });
    expect(sum).toBeGreaterThan(50_000);
    expect(sum).toBeLessThanOrEqual(most);
  });
}

/** The scripts that the page loaded, each once. */
async function scriptsOf(page: Page, load: () => Promise<void>): Promise<Response[]> {
  const scripts = new Map<string, Response>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response);
  });
  await load();
  return [...scripts.values()];
}
