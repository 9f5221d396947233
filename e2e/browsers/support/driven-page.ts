/** Pods and terminals in a driven browser: the jobs of a user, through `window.podshell` as other tools would. */

import { expect } from '@playwright/test';
import type {} from '#components/terminal/pane/automation.ts';
import { shellPath } from '#playwright';
import type { BrowserDriver } from './browser-driver.ts';

/** The element that takes keys. */
const INPUT = '[data-podshell-terminal] textarea';

export class DrivenPage {
  readonly driver: BrowserDriver;

  constructor(driver: BrowserDriver) {
    this.driver = driver;
  }

  /** Opens a shell page of `team-a` without waiting for the shell. */
  async visitShell(url: string, pod: string): Promise<void> {
    await this.driver.open(url + shellPath({ namespace: 'team-a', pod }));
  }

  /** Opens a shell page of `team-a` and waits for its prompt. */
  async openShell(url: string, pod: string): Promise<void> {
    await this.visitShell(url, pod);
    await this.expectState('ready');
    await this.expectText(/[$#] ?$/);
  }

  /** Reloads the page, and waits until the old one is gone: keys that it still took would be lost with it. */
  async reload(): Promise<void> {
    const born = () => this.driver.evaluate(() => performance.timeOrigin);
    const before = await born();
    await this.driver.evaluate(() => location.reload());
    // Neither page answers for a moment.
    await expect.poll(() => born().catch(() => before), { intervals: [100] }).not.toBe(before);
  }

  /** Waits for the state of the page's first terminal. */
  async expectState(state: string): Promise<void> {
    const read = () => this.driver.evaluate(() => window.podshell?.terminals()[0]?.state ?? 'no terminal');
    await expect.poll(read, { intervals: [100] }).toBe(state);
  }

  /** Waits for a text on the screen of the page's first terminal. */
  async expectText(text: RegExp): Promise<void> {
    await expect.poll(() => this.text(), { intervals: [100] }).toMatch(text);
  }

  text(): Promise<string> {
    return this.driver.evaluate(() => window.podshell?.terminals()[0]?.text() ?? '');
  }

  /** Waits until an element that matches is visible and has the text. */
  async expectVisible(selector: string, text: string): Promise<void> {
    const isVisible = () => this.driver.evaluate(hasVisible, selector, text);
    await expect.poll(isVisible, { intervals: [100], message: `${selector} with "${text}"` }).toBe(true);
  }

  /** Waits for an element and clicks on it. */
  async click(selector: string, text: string): Promise<void> {
    await this.expectVisible(selector, text);
    await this.driver.click(selector, text);
  }

  /** Chooses an item of the menu of the terminal. */
  async choose(item: string): Promise<void> {
    await this.click('button[aria-label="Terminal actions"]', '');
    await this.click('[role="menuitem"]', item);
  }

  /** Clicks into the terminal. */
  async focus(): Promise<void> {
    await this.driver.click('[data-podshell-terminal] .xterm-screen');
    await this.expectFocus(INPUT);
  }

  async expectFocus(selector: string): Promise<void> {
    const isFocused = () =>
      this.driver.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
    await expect.poll(isFocused, { intervals: [100], message: `${selector} has the focus` }).toBe(true);
  }

  valueOf(selector: string): Promise<string> {
    return this.driver.evaluate(
      (wanted) => document.querySelector<HTMLInputElement>(wanted)?.value ?? '',
      selector,
    );
  }
}

/** Runs in the page. */
function hasVisible(selector: string, text: string): boolean {
  return [...document.querySelectorAll(selector)].some(
    (element) => (element.textContent ?? '').includes(text) && element.checkVisibility(),
  );
}
