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
    await markWhenReady(page, ready);
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

/** Marks the moment at which the selector first matches: what loads in idle time afterwards does not count. */
async function markWhenReady(page: Page, selector: string): Promise<void> {
  await page.addInitScript((ready) => {
    const observer = new MutationObserver(() => {
      if (document.querySelector(ready) === null) return;
      performance.mark('ready');
      observer.disconnect();
    });
    observer.observe(document, { subtree: true, childList: true, attributes: true });
  }, selector);
}

/** The scripts that the page requested before it was ready, each once. */
async function scriptsOf(page: Page, load: () => Promise<void>): Promise<Response[]> {
  const scripts = new Map<string, Response>();
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.set(response.url(), response);
  });
  await load();
  const before = await page.evaluate(() => {
    const readyAt = performance.getEntriesByName('ready')[0]?.startTime ?? Number.POSITIVE_INFINITY;
    const resources = performance.getEntriesByType('resource');
    return resources.filter(({ startTime }) => startTime <= readyAt).map(({ name }) => name);
  });
  return [...scripts.values()].filter((response) => before.includes(response.url()));
}
