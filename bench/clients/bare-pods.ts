/** Only fetches and parses the pod list: no list can be faster on the same path. */

import type { Browser } from '@playwright/test';

/** Milliseconds from navigation to the parsed list. @param url of Podshell */
export async function timeOfBareList(browser: Browser, url: string, context: string): Promise<number> {
  const browserContext = await browser.newContext();
  try {
    const page = await browserContext.newPage();
    // Any page of the same origin without scripts.
    await page.goto(`${url}/healthz`);
    return await page.evaluate(async (name) => {
      const list = await (await fetch(`/api/pods?context=${name}`)).json();
      if (list.items.length === 0) throw new Error('There are no pods');
      return performance.now();
    }, context);
  } finally {
    await browserContext.close();
  }
}
