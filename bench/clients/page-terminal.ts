/** A terminal of the built app in Chromium, on the shell page or in the dock. The page measures times with its own clock. */

import type { Page } from '@playwright/test';
import type {} from '#components/terminal/pane/automation.ts';
import { POD } from '../stack/cluster.ts';
import { PROMPT } from './terminal.ts';

const READY_MS = 30_000;
const LONGEST_MS = 60_000;
/** How long the list may rest before a shell is opened, as a user reads it first. */
const READ_MS = 4_000;
/** After this time without an echo, the key is taken to be lost. */
const ECHO_MS = 5_000;
/** Interval for reading the page's text, in milliseconds. Reading 10,000 lines takes noticeable time. */
const POLL_MS = 25;

declare global {
  interface Window {
    /** Longest block of the page's thread so far, in milliseconds. */
    benchLongestTask?: number;
    /** Milliseconds from the last timed key to the prompt, once the prompt is there. */
    benchTimeToPrompt?: number | undefined;
    /** Milliseconds from the last timed key or click to the frame that shows its answer, once it was painted. */
    benchPaintedAfter?: number | undefined;
    /** Called with each message from the server. */
    benchOnMessage?: (() => void) | undefined;
  }
}

export class PageTerminal {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** Opens a shell page and sets an unambiguous prompt. */
  static async open(page: Page, url: string): Promise<PageTerminal> {
    await page.addInitScript(watchPage);
    await page.goto(`${url}/shell/${POD.namespace}/${POD.name}`);
    return PageTerminal.#ready(page);
  }

  /**
   * Opens a shell from the pod list, in the dock, and sets an unambiguous prompt.
   * @returns the terminal, and the milliseconds from the click to the painted prompt
   */
  static async openInDock(page: Page, url: string): Promise<{ terminal: PageTerminal; took: number }> {
    await page.addInitScript(watchPage);
    await page.goto(`${url}/pods?namespace=${POD.namespace}`);
    await page.locator('[data-link="live"]').waitFor();
    await page.waitForTimeout(READ_MS);
    const took = await PageTerminal.#clickToPrompt(page);
    return { terminal: await PageTerminal.#ready(page), took };
  }

  /** Opens another shell from the list. Milliseconds from the click to the painted prompt. */
  anotherInDock(): Promise<number> {
    return PageTerminal.#clickToPrompt(this.#page);
  }

  static async #clickToPrompt(page: Page): Promise<number> {
    await page.evaluate(awaitAnswer, 'click' as const);
    const link = page.locator(`a[href*="/shell/${POD.namespace}/${POD.name}"]`).first();
    await link.click();
    return PageTerminal.#painted(page);
  }

  static async #painted(page: Page): Promise<number> {
    const timeout = { timeout: READY_MS, polling: 20 };
    const handle = await page.waitForFunction(() => window.benchPaintedAfter, undefined, timeout);
    return Number(await handle.jsonValue());
  }

  static async #ready(page: Page): Promise<PageTerminal> {
    await page.waitForFunction(() => window.podshell?.terminals()[0]?.state === 'ready', undefined, {
      timeout: READY_MS,
    });
    await page.waitForFunction(() => /[$#] ?$/.test(window.podshell?.terminals()[0]?.text() ?? ''));
    const terminal = new PageTerminal(page);
    await terminal.type(`PS1='at-the-'prompt'> '; PROMPT_COMMAND=\n`);
    await terminal.untilPrompt();
    return terminal;
  }

  /** Milliseconds from a key press to the frame that shows its echo. */
  async timeOfKey(key: string): Promise<number> {
    await this.#page.evaluate(awaitAnswer, 'keydown' as const);
    await this.press(key);
    const timeout = { timeout: ECHO_MS, polling: 20 };
    const handle = await this.#page.waitForFunction(() => window.benchPaintedAfter, undefined, timeout);
    return Number(await handle.jsonValue());
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

/** Runs in the page before any other script. */
function watchPage(): void {
  const observer = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) {
      window.benchLongestTask = Math.max(window.benchLongestTask ?? 0, duration);
    }
  });
  observer.observe({ type: 'longtask' });
  window.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', () => window.benchOnMessage?.());
    }
  };
}

/** Runs in the page: measures from the next event of this type to the paint of the text that the shell answers. */
function awaitAnswer(type: 'click' | 'keydown'): void {
  window.benchPaintedAfter = undefined;
  const terminals = () => window.podshell?.terminals() ?? [];
  // A click opens another terminal, whose text counts.
  const index = type === 'click' ? terminals().length : terminals().length - 1;
  const textNow = () => terminals()[index]?.text() ?? '';
  function begin(event: Event): void {
    const before = type === 'click' ? '' : textNow();
    function look(): void {
      window.benchOnMessage = undefined;
      const text = textNow();
      // xterm draws in this frame too, and asked for it before.
      if (text === before || (type === 'click' && !/[$#>] ?$/.test(text))) requestAnimationFrame(look);
      // The frame of this callback is painted before the task that it posts runs.
      else setTimeout(() => (window.benchPaintedAfter = performance.now() - event.timeStamp));
    }
    window.benchOnMessage = () => requestAnimationFrame(look);
  }
  window.addEventListener(type, begin, { capture: true, once: true });
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
