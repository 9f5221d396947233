/** Opens shells on pages, and ends them when the test is over. */

import type { Frame, Page } from '@playwright/test';
import { PodShell } from './pod-shell.ts';
import { type ShellTarget, shellPath } from './shell-target.ts';
import { readTerminals, type TerminalRecord } from './terminal-record.ts';

export interface PodShellOptions {
  /** Where Podshell is, for instance `http://127.0.0.1:3000`; by default Playwright's `baseURL`. */
  readonly url?: string | undefined;
  /** How long a shell, a text or a command may take, in milliseconds; 15,000 by default. */
  readonly timeout?: number;
  /** How a line with the shell's prompt ends; `$`, `#`, `%` or `>` by default. Null: prompts are not waited for. */
  readonly prompt?: RegExp | null;
}

export interface OpenOptions {
  /** By default the test's own page. */
  readonly page?: Page;
  /** Where Podshell is, if this once it is elsewhere. */
  readonly url?: string;
  /** Milliseconds until the shell must be there. */
  readonly timeout?: number;
}

/** Which terminal is meant; by default the first one of the test's page. */
export interface TerminalChoice {
  readonly page?: Page;
  /** A frame of the page, where Podshell is embedded in another page. */
  readonly frame?: Frame;
  /** The terminal's id, as its element's `data-podshell-terminal` and `window.podshell` say it. */
  readonly id?: string;
}

const DEFAULT_TIMEOUT = 15_000;
const DEFAULT_PROMPT = /[$#%>] ?$/;

/** A shell that does not end by then is left to the server, which ends it a minute later. Milliseconds. */
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
   * Opens the page of a shell and waits until it can be typed into. It is ended after the test.
   * @throws PodShellError when it cannot be opened, with the reason
   */
  async open(target: ShellTarget, options: OpenOptions = {}): Promise<PodShell> {
    const shell = await this.visit(target, options);
    this.#opened.push(shell);
    await shell.waitForPrompt(options.timeout === undefined ? {} : { timeout: options.timeout });
    return shell;
  }

  /** Opens the page of a shell, whatever becomes of it. */
  async visit(target: ShellTarget, { page = this.#page, url }: OpenOptions = {}): Promise<PodShell> {
    const path = shellPath(target);
    const base = url ?? this.#options.url;
    await page.goto(base === undefined ? path : new URL(path, base).href);
    return this.at({ page });
  }

  /** A terminal that is on a page already, or is about to be. */
  at({ page = this.#page, frame = page.mainFrame(), id }: TerminalChoice = {}): PodShell {
    const { timeout = DEFAULT_TIMEOUT, prompt = DEFAULT_PROMPT } = this.#options;
    return new PodShell({ frame, id, timeout, prompt });
  }

  /** Every terminal of a page, in its order. */
  terminals({
    page = this.#page,
    frame = page.mainFrame(),
  }: Omit<TerminalChoice, 'id'> = {}): Promise<readonly TerminalRecord[]> {
    return readTerminals(frame);
  }

  /** Ends the shells that `open` has opened and that are still on their pages. */
  async dispose(): Promise<void> {
    await Promise.all(this.#opened.map(endQuietly));
  }
}

/** The test is over: what keeps a shell from ending is not its failure. */
async function endQuietly(shell: PodShell): Promise<void> {
  if (shell.page.isClosed()) return;
  try {
    const state = await shell.state();
    if (state === 'ready' || state === 'reconnecting') await shell.close({ timeout: CLOSE_TIMEOUT });
  } catch {
    // The server ends it.
  }
}
