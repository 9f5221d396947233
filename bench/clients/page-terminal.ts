/** A shell in a page of the built app, in Chromium. Times are taken inside the page, by its own clock. */

import type { Page } from '@playwright/test';
import type {} from '#components/terminal/pane/automation.ts';
import { POD } from '../stack/cluster.ts';
import { PROMPT } from './terminal.ts';

const READY_MS = 30_000;
const LONGEST_MS = 60_000;
/** How often the page is asked for its text, in milliseconds. Reading 10,000 lines costs it some. */
const POLL_MS = 25;

declare global {
  interface Window {
    /** Longest block of the page's thread so far, in milliseconds. */
    benchLongestTask?: number;
    /** Milliseconds from the last key that was timed to the prompt, once it is there. */
    benchTimeToPrompt?: number | undefined;
  }
}

export class PageTerminal {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens the page of a shell and sets a prompt that is found for certain. */
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
   * Milliseconds from the press of a key to the prompt on the screen, which is not at a prompt before.
   * @param key as Playwright names it
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

  /** Longest block of the page's thread since then, in milliseconds; 0 when none was over 50. */
  longestTask(): Promise<number> {
    return this.#page.evaluate(() => window.benchLongestTask ?? 0);
  }
}

interface PromptWait {
  readonly prompt: string;
  readonly pollMs: number;
  readonly longestMs: number;
}

/** Runs in the page: from the next key on, looks at the text until it ends with the prompt. */
function awaitPrompt({ prompt, pollMs, longestMs }: PromptWait): void {
  window.benchTimeToPrompt = undefined;
  function begin(event: KeyboardEvent): void {
    // Of a chord, Control comes first; a busy page lets the next key wait, as it does for a person.
    if (event.key === 'Control') return;
    window.removeEventListener('keydown', begin, { capture: true });
    // When the key was pressed, not when the page came to it.
    const from = event.timeStamp;
    function look(): void {
      const lookedAt = performance.now();
      const shown = window.podshell?.terminals()[0]?.text().endsWith(prompt) === true;
      const now = performance.now();
      if (shown) window.benchTimeToPrompt = now - from;
      // Looking must not take more than a fifth of the page's time.
      else if (now - from < longestMs) setTimeout(look, Math.max(pollMs, 4 * (now - lookedAt)));
    }
    setTimeout(look, pollMs);
  }
  window.addEventListener('keydown', begin, { capture: true });
}
