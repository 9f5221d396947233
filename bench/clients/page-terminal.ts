/** A shell page of the built app in Chromium. The page measures times with its own clock. */

import type { Page } from '@playwright/test';
import type {} from '#components/terminal/pane/automation.ts';
import { POD } from '../stack/cluster.ts';
import { PROMPT } from './terminal.ts';

const READY_MS = 30_000;
const LONGEST_MS = 60_000;
/** Interval for reading the page's text, in milliseconds. Reading 10,000 lines takes noticeable time. */
const POLL_MS = 25;

declare global {
  interface Window {
    /** Longest block of the page's thread so far, in milliseconds. */
    benchLongestTask?: number;
    /** Milliseconds from the last timed key to the prompt, once the prompt is there. */
    benchTimeToPrompt?: number | undefined;
  }
}

export class PageTerminal {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens a shell page and sets an unambiguous prompt. */
  static async open(page: Page, url: string): Promise<PageTerminal> {
    await page.addInitScript(() => {
      const observer = new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) {
          window.benchLongestTask = Math.max(window.benchLongestTask ?? 0, duration);
        }
      });
      observer.observe({ type: 'longtask' });
    });
    await page.goto(`${url}/shell/${POD.namespace}/${POD.name}`);
    await page.waitForFunction(() => window.podshell?.terminals()[0]?.state === 'ready', undefined, {
      timeout: READY_MS,
    });
    await page.waitForFunction(() => /[$#] ?$/.test(window.podshell?.terminals()[0]?.text() ?? ''));
    const terminal = new PageTerminal(page);
    await terminal.type(`PS1='at-the-'prompt'> '; PROMPT_COMMAND=\n`);
    await terminal.untilPrompt();
    return terminal;
  }

  async type(text: string): Promise<void> {
    await this.#page.locator('[data-podshell-terminal] textarea').focus();
    await this.#page.keyboard.type(text);
  }

  async press(key: string): Promise<void> {
    await this.#page.keyboard.press(key);
  }

  /** Resolves when the last line is the prompt. */
  async untilPrompt(): Promise<void> {
    await this.#page.waitForFunction(
      (prompt) => window.podshell?.terminals()[0]?.text().endsWith(prompt) === true,
      PROMPT.trim(),
      { timeout: LONGEST_MS, polling: POLL_MS },
    );
  }

  /**
   * Milliseconds from a key press to the prompt. The screen must not be at a prompt before.
   * @param key in Playwright's notation
   */
  async timeToPrompt(key: string): Promise<number> {
    await this.#page.evaluate(awaitPrompt, {
      prompt: PROMPT.trim(),
      pollMs: POLL_MS,
      longestMs: LONGEST_MS,
    });
    await this.press(key);
    const timeout = { timeout: LONGEST_MS, polling: 100 };
    const handle = await this.#page.waitForFunction(() => window.benchTimeToPrompt, undefined, timeout);
    return Number(await handle.jsonValue());
  }

  async forgetLongestTask(): Promise<void> {
    await this.#page.evaluate(() => {
      window.benchLongestTask = 0;
    });
  }

  /** Longest block of the page's thread since then, in milliseconds; 0 when none was longer than 50. */
  longestTask(): Promise<number> {
    return this.#page.evaluate(() => window.benchLongestTask ?? 0);
  }
}

interface PromptWait {
  readonly prompt: string;
  readonly pollMs: number;
  readonly longestMs: number;
}

/** Runs in the page: after the next key, reads the text until it ends with the prompt. */
function awaitPrompt({ prompt, pollMs, longestMs }: PromptWait): void {
  window.benchTimeToPrompt = undefined;
  function begin(event: KeyboardEvent): void {
    // In a chord, Control comes first; in a busy page the next key waits, as it does for a user.
    if (event.key === 'Control') return;
    window.removeEventListener('keydown', begin, { capture: true });
    // The time of the press, not of its handling.
    const from = event.timeStamp;
    function look(): void {
      const lookedAt = performance.now();
      const shown = window.podshell?.terminals()[0]?.text().endsWith(prompt) === true;
      const now = performance.now();
      if (shown) window.benchTimeToPrompt = now - from;
      // Reading the text must not take more than a fifth of the page's time.
      else if (now - from < longestMs) setTimeout(look, Math.max(pollMs, 4 * (now - lookedAt)));
    }
    setTimeout(look, pollMs);
  }
  window.addEventListener('keydown', begin, { capture: true });
}
