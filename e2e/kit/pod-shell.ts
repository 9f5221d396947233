/** Drives one terminal of a page by what `window.podshell` tells, whatever renders it. */

import { randomBytes } from 'node:crypto';
import { errors, type Frame, type Locator, type Page } from '@playwright/test';
import { type CommandResult, commandLine, endOf, findResult } from './command-line.ts';
import { type Evidence, PodShellError } from './pod-shell-error.ts';
import {
  type AutomatedWindow,
  awaitCondition,
  type Condition,
  readTerminals,
  type ShellFailure,
  type TerminalRecord,
  type TerminalState,
} from './terminal-record.ts';

export interface WaitOptions {
  /** Milliseconds; by default the `timeout` of the fixture's options. */
  readonly timeout?: number;
}

export interface PodShellSetup {
  /** The page's main frame, or the frame that the terminal is in. */
  readonly frame: Frame;
  /** The terminal's id; undefined: the first one of the frame. */
  readonly id: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  /** Matches a line that ends with the shell's prompt; null: prompts are not waited for. */
  readonly prompt: RegExp | null;
}

const FINAL_STATES = ['exited', 'failed'] as const;

export class PodShell {
  readonly page: Page;
  readonly frame: Frame;
  /** The terminal's element. */
  readonly element: Locator;
  readonly #setup: PodShellSetup;

  constructor(setup: PodShellSetup) {
    this.#setup = setup;
    this.frame = setup.frame;
    this.page = setup.frame.page();
    const selector =
      setup.id === undefined
        ? '[data-podshell-terminal]'
        : `[data-podshell-terminal=${JSON.stringify(setup.id)}]`;
    this.element = setup.frame.locator(selector).first();
  }

  /** The whole buffer, scrollback included; '' when there is no terminal. */
  async text(): Promise<string> {
    return (await this.#read())?.text ?? '';
  }

  async state(): Promise<TerminalState | undefined> {
    return (await this.#read())?.state;
  }

  /** Null until the process has ended, and when the cluster could not tell. */
  async exitCode(): Promise<number | null> {
    return (await this.#read())?.exitCode ?? null;
  }

  /** Why there is no shell; null unless the state is `failed`. */
  async failure(): Promise<ShellFailure | null> {
    return (await this.#read())?.failure ?? null;
  }

  /** @throws PodShellError when the text does not come in time */
  async waitForText(wanted: string | RegExp, options: WaitOptions = {}): Promise<void> {
    const { source, flags } = typeof wanted === 'string' ? new RegExp(escaped(wanted)) : wanted;
    const call = `waitForText(${typeof wanted === 'string' ? JSON.stringify(wanted) : wanted})`;
    await this.#wait(call, 'not seen', { text: { source, flags } }, options);
  }

  /**
   * A shell that has ended or failed does not become ready by itself: that is found at once.
   * @throws PodShellError when the state does not come
   */
  async waitForState(state: TerminalState, options: WaitOptions = {}): Promise<void> {
    const hopeless = state === 'exited' || state === 'failed' ? [] : FINAL_STATES;
    await this.#wait(`waitForState('${state}')`, 'not reached', { states: [state], hopeless }, options);
  }

  /** Waits until the shell is ready and has shown its prompt. @throws PodShellError */
  async waitForPrompt(options: WaitOptions = {}): Promise<void> {
    await this.waitForState('ready', options);
    const { prompt } = this.#setup;
    if (prompt === null) return;
    const text = lineEnd(prompt);
    await this.#wait(`waitForPrompt() of ${prompt}`, 'not seen', { text, hopeless: FINAL_STATES }, options);
  }

  /**
   * Runs a command at the prompt of a bash, dash or busybox sh and gives what it wrote and its exit code. It runs in
   * that shell itself, so `cd` and variables stay. Its output must fit into the terminal's scrollback, and it must
   * leave the shell alive and be left alone by Ctrl+C; for other commands there are `type` and `waitForText`.
   * @throws PodShellError when it does not end in time, when the shell ends, and when its output did not fit
   */
  async run(command: string, options: WaitOptions = {}): Promise<CommandResult> {
    const marker = randomBytes(6).toString('hex');
    const call = `run(${JSON.stringify(command)})`;
    await this.type(`${commandLine(command, marker)}\n`);
    const { prompt } = this.#setup;
    const end = endOf(marker).source;
    // The next command finds the prompt there, and so does who reads the screen.
    const text = prompt === null ? { source: end, flags: '' } : lineEnd(prompt, `${end}\\n[\\s\\S]*`);
    await this.#wait(call, 'not done', { text, hopeless: FINAL_STATES }, options);
    const found = findResult(await this.text(), marker);
    if (found.kind === 'found') return found.result;
    throw await this.#error(`${call}: the output is longer than what the terminal keeps.`);
  }

  /** Types as on a keyboard. A newline is the Enter key. */
  async type(text: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.type(text);
  }

  /** Presses a key or a combination as Playwright names it, for instance `Control+C`. */
  async press(key: string): Promise<void> {
    await this.focus();
    await this.page.keyboard.press(key);
  }

  /** Pastes as from a clipboard; the clipboard itself is not touched. */
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

  /** True when keys go to this terminal. */
  isFocused(): Promise<boolean> {
    return this.#input().evaluate((input) => input === document.activeElement);
  }

  /** Sizes the page's window, in pixels; what is run after it sees the terminal's new size. */
  async resize(size: { readonly width: number; readonly height: number }): Promise<void> {
    await this.page.setViewportSize(size);
    // The layout, the terminal's look at its new size, and the change that comes of it have a frame each.
    await this.frame.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });
  }

  /** Ends the shell and everything that runs in it, and waits until it has ended. The page stays. */
  async close(options: WaitOptions = {}): Promise<void> {
    const settled: readonly TerminalState[] = ['ready', 'reconnecting', ...FINAL_STATES];
    await this.#wait('close()', 'the shell is not there yet', { states: settled }, options);
    await this.frame.evaluate((id) => {
      const terminals = (window as AutomatedWindow).podshell?.terminals() ?? [];
      const terminal = id === null ? terminals[0] : terminals.find((one) => one.id === id);
      if (terminal?.state === 'ready' || terminal?.state === 'reconnecting') terminal.close();
    }, this.#setup.id ?? null);
    await this.#wait('close()', 'the shell has not ended', { states: FINAL_STATES }, options);
  }

  #input(): Locator {
    return this.element.locator('textarea').first();
  }

  async #read(): Promise<TerminalRecord | undefined> {
    const terminals = await readTerminals(this.frame);
    const { id } = this.#setup;
    return id === undefined ? terminals[0] : terminals.find((terminal) => terminal.id === id);
  }

  async #wait(
    call: string,
    missing: string,
    { text = null, states = null, hopeless = [] }: Partial<Omit<Condition, 'id'>>,
    { timeout = this.#setup.timeout }: WaitOptions,
  ): Promise<void> {
    const condition = { id: this.#setup.id ?? null, text, states, hopeless };
    let outcome: 'holds' | 'hopeless';
    try {
      outcome = await awaitCondition(this.frame, condition, timeout);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      throw await this.#error(`${call}: ${missing} within ${timeout} ms.`, error);
    }
    if (outcome === 'hopeless') throw await this.#error(`${call}: the shell has ended or failed.`);
  }

  async #error(problem: string, cause?: unknown): Promise<PodShellError> {
    const evidence: Evidence = { problem, url: this.frame.url(), terminal: await this.#read() };
    return new PodShellError(evidence, { cause });
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Matches a line that ends as the prompt does, after `before`. */
function lineEnd(prompt: RegExp, before = ''): { readonly source: string; readonly flags: string } {
  return { source: `${before}(?:${prompt.source})`, flags: [...new Set(`${prompt.flags}m`)].join('') };
}
