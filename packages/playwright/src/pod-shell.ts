/** Drives one terminal of a page through `window.podshell`, with any renderer. */

import { randomBytes } from 'node:crypto';
import { errors, type Frame, type Locator, type Page } from '@playwright/test';
import {
  type CommandResult,
  commandLine,
  endOf,
  exitCodeLine,
  type FoundResult,
  findResult,
} from './command-line.ts';
import { awaitMarked, exactAfter, lastCommand, markedLine, markedResult, textOf } from './marked-command.ts';
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
  /** Milliseconds. Default: the `timeout` of the fixture's options. */
  readonly timeout?: number;
}

export interface PodShellSetup {
  /** The page's main frame, or the frame that contains the terminal. */
  readonly frame: Frame;
  /** The terminal's id; undefined: the first one of the frame. */
  readonly id: string | undefined;
  /** Milliseconds. */
  readonly timeout: number;
  /** Matches a line that ends with the shell's prompt; null: do not wait for prompts. */
  readonly prompt: RegExp | null;
}

const FINAL_STATES = ['exited', 'failed'] as const;

const ENDED = 'the shell has ended or failed.';

const NO_TERMINAL = 'no terminal to type in';

/** Failures that are questions. */
const REASON_CODES: ReadonlySet<string> = new Set(['reason-required', 'reason-optional']);

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

  /** The whole buffer with its scrollback; '' when there is no terminal. */
  async text(): Promise<string> {
    return (await this.#read())?.text ?? '';
  }

  async state(): Promise<TerminalState | undefined> {
    return (await this.#read())?.state;
  }

  /** Null until the process has ended, and when its exit code is unknown. */
  async exitCode(): Promise<number | null> {
    return (await this.#read())?.exitCode ?? null;
  }

  /** The failure; null unless the state is `failed`. */
  async failure(): Promise<ShellFailure | null> {
    return (await this.#read())?.failure ?? null;
  }

  /** @throws PodShellError when the text does not appear in time */
  async waitForText(wanted: string | RegExp, options: WaitOptions = {}): Promise<void> {
    const { source, flags } = typeof wanted === 'string' ? new RegExp(escaped(wanted)) : wanted;
    const call = `waitForText(${typeof wanted === 'string' ? JSON.stringify(wanted) : wanted})`;
    await this.#wait(call, 'not seen', { text: { source, flags } }, options);
  }

  /**
   * Fails at once when the shell has ended or failed, because it cannot become ready again.
   * @throws PodShellError when the state is not reached
   */
  async waitForState(state: TerminalState, options: WaitOptions = {}): Promise<void> {
    const hopeless = state === 'exited' || state === 'failed' ? [] : FINAL_STATES;
    await this.#wait(`waitForState('${state}')`, 'not reached', { states: [state], hopeless }, options);
  }

  /**
   * Waits until the shell is ready or fails, and answers where Podshell asks why it is opened (`PODSHELL_REASON`).
   * @param reason '' for none, which is enough where it is optional
   * @throws PodShellError when neither happens in time
   */
  async giveReason(reason: string, options: WaitOptions = {}): Promise<void> {
    const states = ['ready', ...FINAL_STATES] as const;
    await this.#wait(`giveReason(${JSON.stringify(reason)})`, 'not asked', { states }, options);
    if (!REASON_CODES.has((await this.failure())?.code ?? '')) return;
    const { id = null } = this.#setup;
    await this.frame.evaluate(
      // Runs in the page, without access to this file.
      ({ id, reason }) => {
        const terminals = (window as AutomatedWindow).podshell?.terminals() ?? [];
        (id === null ? terminals[0] : terminals.find((one) => one.id === id))?.giveReason?.(reason);
      },
      { id, reason },
    );
  }

  /** Waits until the shell is ready and shows its prompt. @throws PodShellError */
  async waitForPrompt(options: WaitOptions = {}): Promise<void> {
    await this.waitForState('ready', options);
    const { prompt } = this.#setup;
    if (prompt === null) return;
    const text = lineEnd(prompt);
    await this.#wait(`waitForPrompt() of ${prompt}`, 'not seen', { text, hopeless: FINAL_STATES }, options);
  }

  /**
   * Runs a command at the prompt of bash, dash or busybox sh and returns its output and exit code. It runs in
   * that shell itself, so `cd` and variables persist. Its output must fit into the scrollback, and it must neither
   * end the shell nor be interrupted. For other commands, use `type` and `waitForText`. Where the shell marks its commands
   * exactly (bash, after its first one), the output is read by its marks, else between lines that the command's line prints.
   * @throws PodShellError when it does not end in time, when the shell ends, or when its output does not fit
   */
  async run(command: string, options: WaitOptions = {}): Promise<CommandResult> {
    const marker = randomBytes(6).toString('hex');
    const call = `run(${JSON.stringify(command)})`;
    const after = await exactAfter(this.frame, this.#setup.id ?? null);
    const found =
      after === null
        ? await this.#runPrinted(call, commandLine(command, marker), marker, options)
        : await this.#runMarked(call, command, { marker, after }, options);
    if (found.kind === 'found') return found.result;
    throw await this.#error(`${call}: the output is longer than what the terminal keeps.`);
  }

  /** Runs a command between marks of the shell itself. */
  async #runMarked(
    call: string,
    command: string,
    { marker, after }: { readonly marker: string; readonly after: number },
    options: WaitOptions,
  ): Promise<FoundResult> {
    await this.#enter(call, markedLine(command, marker), options);
    const { id = null, prompt, timeout } = this.#setup;
    const wait = { id, after, marker, prompt: prompt && lineEnd(prompt), hopeless: FINAL_STATES };
    const outcome = await this.#inTime(call, 'not done', options.timeout ?? timeout, (timeout) =>
      awaitMarked(this.frame, wait, timeout),
    );
    if (outcome.kind === 'hopeless') throw await this.#error(`${call}: ${ENDED}`);
    const found = markedResult(outcome.last, outcome.text);
    if (found.kind !== 'no-exit-code') return found;
    // The command has changed the prompt, and so taken away the mark of its own end. The shell still knows.
    const asked = await this.#runPrinted(call, exitCodeLine(marker), marker, options);
    const { output } = outcome.last;
    return asked.kind === 'found' ? { ...asked, result: { ...asked.result, output } } : asked;
  }

  /** Runs a command between marks that the line itself prints. */
  async #runPrinted(call: string, line: string, marker: string, options: WaitOptions): Promise<FoundResult> {
    await this.#enter(call, line, options);
    const { prompt } = this.#setup;
    const end = endOf(marker).source;
    // The next command, and a reader of the screen, can rely on the prompt.
    const text = prompt === null ? { source: end, flags: '' } : lineEnd(prompt, `${end}\\n[\\s\\S]*`);
    await this.#wait(call, 'not done', { text, hopeless: FINAL_STATES }, options);
    const last = await lastCommand(this.frame, this.#setup.id ?? null);
    return findResult(textOf(last, await this.text(), marker), marker);
  }

  /** Types like a keyboard. A newline is the Enter key. */
  async type(text: string): Promise<void> {
    await this.#focus(`type(${JSON.stringify(text)})`);
    await this.page.keyboard.type(text);
  }

  /** Pastes the line and presses Enter: a key press for each character takes most of a short test. */
  async #enter(call: string, line: string, { timeout }: WaitOptions): Promise<void> {
    await this.#focus(call, timeout);
    await this.paste(line);
    await this.page.keyboard.press('Enter');
  }

  /** Presses a key or a combination in Playwright's notation, for instance `Control+C`. */
  async press(key: string): Promise<void> {
    await this.#focus(`press(${JSON.stringify(key)})`);
    await this.page.keyboard.press(key);
  }

  /** Pastes a text as if from the clipboard, without using the clipboard. */
  async paste(text: string): Promise<void> {
    const { timeout } = this.#setup;
    await this.#inTime(`paste(${JSON.stringify(text)})`, NO_TERMINAL, timeout, (timeout) =>
      this.#input().evaluate(
        (input, pasted) => {
          const clipboardData = new DataTransfer();
          clipboardData.setData('text/plain', pasted);
          const paste = { clipboardData, bubbles: true, cancelable: true };
          input.dispatchEvent(new ClipboardEvent('paste', paste));
        },
        text,
        { timeout },
      ),
    );
  }

  /** @throws PodShellError when the page has no such terminal in time; so do `type`, `press` and `paste` */
  async focus(): Promise<void> {
    await this.#focus('focus()');
  }

  #focus(call: string, timeout = this.#setup.timeout): Promise<void> {
    return this.#inTime(call, NO_TERMINAL, timeout, (timeout) => this.#input().focus({ timeout }));
  }

  /** True when this terminal has the focus. */
  async isFocused(): Promise<boolean> {
    return (await this.#input().and(this.frame.locator(':focus')).count()) > 0;
  }

  /** Resizes the page's window, in pixels. Later commands see the terminal's new size. */
  async resize(size: { readonly width: number; readonly height: number }): Promise<void> {
    await this.page.setViewportSize(size);
    // Layout, measuring and the resulting resize take one frame each.
    await this.frame.evaluate(async () => {
      for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    });
  }

  /** Ends the shell and everything that runs in it, and waits for the end. The page stays open. */
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
    const outcome = await this.#inTime(call, missing, timeout, (timeout) =>
      awaitCondition(this.frame, condition, timeout),
    );
    if (outcome === 'hopeless') throw await this.#error(`${call}: ${ENDED}`);
  }

  /** Says what is missing when the time, in milliseconds, is over. */
  async #inTime<Outcome>(
    call: string,
    missing: string,
    timeout: number,
    wait: (timeout: number) => Promise<Outcome>,
  ): Promise<Outcome> {
    try {
      return await wait(timeout);
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
      throw await this.#error(`${call}: ${missing} within ${timeout} ms.`, error);
    }
  }

  async #error(problem: string, cause?: unknown): Promise<PodShellError> {
    const evidence: Evidence = { problem, url: this.frame.url(), terminal: await this.#read() };
    return new PodShellError(evidence, { cause });
  }
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

/** Matches a line that ends like the prompt, after `before`. */
function lineEnd(prompt: RegExp, before = ''): { readonly source: string; readonly flags: string } {
  return { source: `${before}(?:${prompt.source})`, flags: [...new Set(`${prompt.flags}m`)].join('') };
}
