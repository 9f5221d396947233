/** What a screen reader would announce: every text change of a live region, in order. */

import type { Page } from '@playwright/test';

export interface Announcement {
  readonly urgency: 'polite' | 'assertive';
  readonly text: string;
}

type RecordingWindow = Window & { announced?: Announcement[] };

/** Starts with the next page load. Call it before that. */
export async function recordAnnouncements(page: Page): Promise<() => Promise<readonly Announcement[]>> {
  await page.addInitScript(() => {
    const said = new Map<Element, string>();
    const announced: Announcement[] = [];
    (window as RecordingWindow).announced = announced;
    const live = '[aria-live="polite"], [aria-live="assertive"], [role="status"], [role="alert"], output';
    new MutationObserver(() => {
      for (const region of document.querySelectorAll(live)) {
        const text = region.textContent?.trim() ?? '';
        if (said.get(region) === text) continue;
        // The initial text of a polite region is not announced; that of an alert is.
        const isAssertive = region.matches('[role="alert"], [aria-live="assertive"]');
        const isSpoken = text !== '' && (said.has(region) || isAssertive);
        said.set(region, text);
        if (isSpoken) announced.push({ urgency: isAssertive ? 'assertive' : 'polite', text });
      }
    }).observe(document, { childList: true, characterData: true, subtree: true });
  });
  return () => page.evaluate(() => (window as RecordingWindow).announced ?? []);
}
