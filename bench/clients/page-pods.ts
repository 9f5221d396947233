/** The pod list of the built app in Chromium. The page measures times with its own clock. */

import type { Browser, CDPSession, Page } from '@playwright/test';

const LONGEST_MS = 60_000;
/** After this time without a result, the key is taken to have changed nothing visible. */
const KEY_MS = 1_000;

declare global {
  interface Window {
    /** Milliseconds from navigation to the frame that shows the complete, live list. */
    benchUsableAt?: number;
    /** Milliseconds from the last key to the frame that shows its result; undefined until then. */
    benchKeyTook?: number | undefined;
    /** Every block of the page's thread longer than 50 ms, in milliseconds. */
    benchBlocks?: number[];
  }
}

/** What a page keeps in memory, after a garbage collection. */
export interface PageWeight {
  /** JavaScript heap in bytes. */
  readonly heap: number;
  /** Elements of the document. */
  readonly elements: number;
  /** DOM nodes alive, inside the document or detached. */
  readonly nodes: number;
}

export class PagePods {
  readonly #page: Page;
  readonly #cdp: CDPSession;
  /** Milliseconds from navigation to a usable table. */
  readonly usableAfter: number;

  private constructor(page: Page, cdp: CDPSession, usableAfter: number) {
    this.#page = page;
    this.#cdp = cdp;
    this.usableAfter = usableAfter;
  }

  /**
   * Opens the list with an empty cache, and waits until it shows all `pods` and follows the cluster.
   * @param address of the list
   */
  static async open(browser: Browser, address: string, pods: number): Promise<PagePods> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    await page.addInitScript(watchPage, pods);
    await page.goto(address, { waitUntil: 'commit' });
    const found = await page.waitForFunction(() => window.benchUsableAt, undefined, { timeout: LONGEST_MS });
    return new PagePods(page, cdp, Number(await found.jsonValue()));
  }

  /** Bytes of JavaScript that the page has loaded, as transferred and uncompressed. */
  scripts(): Promise<{ wire: number; unpacked: number }> {
    return this.#page.evaluate(() => {
      const entries = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      const scripts = entries.filter(({ name }) => new URL(name).pathname.endsWith('.js'));
      return {
        wire: scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0),
        unpacked: scripts.reduce((sum, { decodedBodySize }) => sum + decodedBodySize, 0),
      };
    });
  }

  /**
   * Presses a key in the filter. Milliseconds until the remaining rows are painted; undefined when the
   * number of rows does not change.
   */
  async timeOfKey(key: string): Promise<number | undefined> {
    await this.#page.getByRole('searchbox').focus();
    await this.#page.evaluate(watchKey);
    await this.#page.keyboard.press(key);
    const waiting = { timeout: KEY_MS, polling: 20 };
    const found = await this.#page
      .waitForFunction(() => window.benchKeyTook, undefined, waiting)
      .catch(() => undefined);
    return found === undefined ? undefined : Number(await found.jsonValue());
  }

  /** Collects garbage and measures what is left. */
  async weight(): Promise<PageWeight> {
    await this.#cdp.send('HeapProfiler.collectGarbage');
    await this.#cdp.send('Performance.enable');
    const { metrics } = await this.#cdp.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? Number.NaN;
    const elements = await this.#page.evaluate(() => document.querySelectorAll('*').length);
    return { heap: metric('JSHeapUsedSize'), elements, nodes: metric('Nodes') };
  }

  /** Blocks of the page's thread since the last call, each over 50 ms, in milliseconds. */
  blocks(): Promise<number[]> {
    return this.#page.evaluate(() => window.benchBlocks?.splice(0) ?? []);
  }

  async close(): Promise<void> {
    await this.#page.context().close();
  }
}

/** Runs in the page before any other script. */
function watchPage(pods: number): void {
  window.benchBlocks = [];
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.benchBlocks?.push(duration);
  });
  observer.observe({ type: 'longtask' });
  function isUsable(): boolean {
    const rows = document.querySelector('table[aria-rowcount]')?.getAttribute('aria-rowcount');
    return rows === String(pods + 1) && document.querySelector('[data-link="live"]') !== null;
  }
  function look(): void {
    if (!isUsable()) requestAnimationFrame(look);
    // The frame of this callback is painted before the task that it posts runs.
    else
      setTimeout(() => {
        window.benchUsableAt = performance.now();
      });
  }
  requestAnimationFrame(look);
}

/** Runs in the page: measures from the next key to the paint of a different number of rows. */
function watchKey(): void {
  window.benchKeyTook = undefined;
  const main = document.querySelector('main') ?? document.body;
  const rowsNow = () => main.querySelector('table[aria-rowcount]')?.getAttribute('aria-rowcount') ?? '';
  function begin(event: KeyboardEvent): void {
    const before = rowsNow();
    const observer = new MutationObserver(() => {
      if (rowsNow() === before) return;
      observer.disconnect();
      requestAnimationFrame(() =>
        setTimeout(() => {
          window.benchKeyTook = performance.now() - event.timeStamp;
        }),
      );
    });
    observer.observe(main, { subtree: true, childList: true, attributeFilter: ['aria-rowcount'] });
  }
  window.addEventListener('keydown', begin, { capture: true, once: true });
}
