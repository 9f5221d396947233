/** Opens shells on pages, and ends them when the test is over. */

import type { Frame, Page } from '@playwright/test';
import { PodShell } from './pod-shell.ts';
import { noAddress, type ShellTarget, shellPath, shellUrl } from './shell-target.ts';
import { readTerminals, type TerminalRecord } from './terminal-record.ts';

export interface PodShellOptions {
  /**
   * Podshell's address, for instance `http://127.0.0.1:3000`, with its base path if it has one. Default: Playwright's
   * `baseURL`.
   */
  readonly url?: string | undefined;
  /** How long a shell, a text or a command may take, in milliseconds. Default: 15,000. */
  readonly timeout?: number;
  /** How a line with the shell's prompt ends. Default: `$`, `#`, `%` or `>`. Null: do not wait for prompts. */
  readonly prompt?: RegExp | null;
  /** Why shells are opened, where Podshell asks for it (`PODSHELL_REASON`). */
  readonly reason?: string;
}

export interface OpenOptions {
  /** Default: the test's own page. */
  readonly page?: Page;
  /** Podshell's address for this call. */
  readonly url?: string;
  /** How long opening the shell may take, in milliseconds. */
  readonly timeout?: number;
  /** Why this shell is opened. Default: that of the fixture's options. */
  readonly reason?: string;
}

/** Selects a terminal. Default: the first one of the test's page. */
export interface TerminalChoice {
  readonly page?: Page;
  /** A frame of the page, when Podshell is embedded in another page. */
  readonly frame?: Frame;
  /** The terminal's id, from its element's `data-podshell-terminal` or `window.podshell`. */
  readonly id?: string;
}

const DEFAULT_TIMEOUT = 15_000;
const DEFAULT_PROMPT = /[$#%>] ?$/;

/** How long ending a shell may take, in milliseconds. After that, the server ends it as it does any shell whose page was closed. */
const CLOSE_TIMEOUT = 3_000;

export class PodShells {
  readonly #page: Page;
  readonly #options: PodShellOptions;
  readonly #opened: PodShell[] = [];

  constructor(page: Page, options: PodShellOptions = {}) {
    this.#page = page;
    this.#options = options;
  }

  /**
   * Opens a shell page and waits for its prompt. The shell ends after the test.
   * @throws PodShellError with the reason, when it cannot be opened
   */
  async open(target: ShellTarget, options: OpenOptions = {}): Promise<PodShell> {
    const shell = await this.visit(target, options);
    this.#opened.push(shell);
    const wait = options.timeout === undefined ? {} : { timeout: options.timeout };
    const reason = options.reason ?? this.#options.reason;
    if (reason !== undefined) await shell.giveReason(reason, wait);
    await shell.waitForPrompt(wait);
    return shell;
  }

  /**
   * Opens a shell page without waiting for the shell.
   * @throws Error that says what to set, when Podshell's address is wrong or missing
   */
  async visit(target: ShellTarget, { page = this.#page, url }: OpenOptions = {}): Promise<PodShell> {
    const base = url ?? this.#options.url;
    if (base !== undefined) await page.goto(shellUrl(base, target));
    else await page.goto(shellPath(target)).catch(explain);
    return this.at({ page });
  }

  /** A terminal that is on a page, or about to be. */
  at({ page = this.#page, frame = page.mainFrame(), id }: TerminalChoice = {}): PodShell {
    const { timeout = DEFAULT_TIMEOUT, prompt = DEFAULT_PROMPT } = this.#options;
    return new PodShell({ frame, id, timeout, prompt });
  }

  /** Every terminal of a page, in page order. */
  terminals({
    page = this.#page,
    frame = page.mainFrame(),
  }: Omit<TerminalChoice, 'id'> = {}): Promise<readonly TerminalRecord[]> {
    return readTerminals(frame);
  }

  /** Ends the shells that `open` opened and that are still on their pages. */
  async dispose(): Promise<void> {
    await Promise.all(this.#opened.map(endQuietly));
  }
}

/** A page may have a `baseURL` of its own, so only the browser knows that there is none. */
function explain(error: unknown): never {
  throw /invalid url/i.test(String(error)) ? noAddress(error) : error;
}

/** The test is over: a shell that does not end is not its failure. */
async function endQuietly(shell: PodShell): Promise<void> {
  if (shell.page.isClosed()) return;
  try {
    const state = await shell.state();
    if (state === 'ready' || state === 'reconnecting') await shell.close({ timeout: CLOSE_TIMEOUT });
  } catch {
    // The server ends it.
  }
}
