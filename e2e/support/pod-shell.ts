/** Drives one terminal of a page by what `window.podshell` tells. The only file that knows how. */

import { randomBytes } from 'node:crypto';
import { errors, expect, type Locator, type Page } from '@playwright/test';

export interface ShellAddress {
  readonly namespace?: string;
  readonly pod: string;
  readonly container?: string;
  readonly context?: string;
}

export type TerminalState = 'connecting' | 'ready' | 'reconnecting' | 'exited' | 'failed';

export interface CommandResult {
  /** What the command wrote, without the newline at its end. */
  readonly output: string;
  readonly exitCode: number;
}

export interface WaitOptions {
  /** Milliseconds; the test's expect timeout by default. */
  readonly timeout?: number;
}

const DEFAULT_TIMEOUT = 15_000;

/** Longest piece of a screen in an error. */
const SHOWN_IN_ERRORS = 2_000;

/** The address of a shell page, relative to the server's. */
export function shellPath({ namespace = 'team-a', pod, container, context }: ShellAddress): string {
  const query = new URLSearchParams();
  if (container !== undefined) query.set('container', container);
  if (context !== undefined) query.set('context', context);
  const suffix = query.size === 0 ? '' : `?${query}`;
  return `/shell/${encodeURIComponent(namespace)}/${encodeURIComponent(pod)}${suffix}`;
}

export class PodShell {
  readonly page: Page;
  readonly element: Locator;

  constructor(page: Page) {
    this.page = page;
    this.element = page.locator('[data-podshell-terminal]');
  }

  /** Opens the page of a shell and waits until it can be typed into. */
  static async open(page: Page, address: ShellAddress): Promise<PodShell> {
    const shell = await PodShell.visit(page, address);
    await shell.waitForState('ready');
    await shell.waitForText(/[$#] ?$/);
    return shell;
  }

  /** Opens the page of a shell, whatever becomes of it. */
  static async visit(page: Page, address: ShellAddress): Promise<PodShell> {
    await page.goto(shellPath(address));
    return new PodShell(page);
  }

  /** The whole buffer. */
  text(): Promise<string> {
    return this.page.evaluate(() => window.podshell?.terminals()[0]?.text() ?? '');
  }

  state(): Promise<TerminalState | undefined> {
    return this.page.evaluate(() => window.podshell?.terminals()[0]?.state);
  }

  exitCode(): Promise<number | null | undefined> {
    return this.page.evaluate(() => window.podshell?.terminals()[0]?.exitCode);
  }

  async waitForState(state: TerminalState, options: WaitOptions = {}): Promise<void> {
    const wait = this.page.waitForFunction(
      (wanted) => window.podshell?.terminals()[0]?.state === wanted,
      state,
      { timeout: options.timeout ?? DEFAULT_TIMEOUT },
    );
    await this.#explain(wait, `the terminal is not ${state}`);
  }

  async waitForText(wanted: string | RegExp, options: WaitOptions = {}): Promise<void> {
    const pattern =
      typeof wanted === 'string' ? { text: wanted } : { source: wanted.source, flags: wanted.flags };
    const wait = this.page.waitForFunction(
      ({ text, source, flags }) => {
        const shown = window.podshell?.terminals()[0]?.text() ?? '';
        return text === undefined ? new RegExp(source ?? '', flags).test(shown) : shown.includes(text);
      },
      { text: undefined, source: undefined, flags: undefined, ...pattern },
      { timeout: options.timeout ?? DEFAULT_TIMEOUT },
    );
    await this.#explain(wait, `${wanted} does not come`);
  }

  /** Types as on a keyboard, into the terminal. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.type(text);
  }

  /** Presses a key, for instance `Control+C`. */
  async press(key: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  /** Pastes as from a clipboard. */
  async paste(text: string): Promise<void> {
    await this.#input().evaluate((input, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      input.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  async focus(): Promise<void> {
    await this.#input().focus();
  }

  /** True when keys go to the shell. */
  isFocused(): Promise<boolean> {
    return this.#input().evaluate((input) => input === document.activeElement);
  }

  /** Runs a command in the shell and gives what it wrote and its exit code. Needs a POSIX shell at its prompt. */
  async run(command: string, options: WaitOptions = {}): Promise<CommandResult> {
    const id = randomBytes(4).toString('hex');
    // The line that the shell echoes has a gap where its output has none.
    await this.type(`printf '<%s>\\n' ${id}; ${command}; printf '<%s:%d>\\n' ${id} $?\n`);
    const result = new RegExp(`<${id}>\\n([\\s\\S]*?)<${id}:(\\d+)>`);
    await this.waitForText(result, options);
    const [, output = '', exitCode = ''] = result.exec(await this.text()) ?? [];
    return { output: output.replace(/\n$/, ''), exitCode: Number(exitCode) };
  }

  /** The panel that says why there is no shell. */
  failure(): Locator {
    return this.page.getByRole('region', { name: /.+/ }).filter({ has: this.page.locator('code') });
  }

  /** Asserts what the page says about a failure: its stable code, and words that help. */
  async expectFailure(code: string, words: RegExp): Promise<void> {
    await this.waitForState('failed');
    await expect(this.element).toHaveAttribute('data-state', 'failed');
    await expect(this.page.locator('code', { hasText: code })).toBeVisible();
    await expect(this.failure()).toContainText(words);
  }

  #input(): Locator {
    return this.element.locator('textarea');
  }

  async #explain(wait: Promise<unknown>, problem: string): Promise<void> {
    try {
      await wait;
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      const screen = (await this.text()).slice(-SHOWN_IN_ERRORS);
      throw new Error(`${problem}. State: ${await this.state()}. Screen:\n${screen}`, { cause: error });
    }
  }
}
