/** Commands whose output and exit code the page tells by the shell's own marks. */

import type { Frame } from '@playwright/test';
import { endOf, type FoundResult, mayHaveLostLines, quoted } from './command-line.ts';
import type { AutomatedWindow, LastCommand, TerminalState } from './terminal-record.ts';

/** How a marked command has gone. */
export type MarkedOutcome =
  | { readonly kind: 'ended'; readonly last: LastCommand; readonly text: string }
  /** The shell has ended or failed first. */
  | { readonly kind: 'hopeless' };

export interface MarkedWait {
  /** Null: the first terminal of the page. */
  readonly id: string | null;
  /** The id of the command before. */
  readonly after: number;
  /** In the command's line, so that it is not taken for another one. */
  readonly marker: string;
  /** How the screen ends with a prompt, where the shell has stopped to mark that; null: do not wait for a prompt. */
  readonly prompt: { readonly source: string; readonly flags: string } | null;
  /** States in which the command can no longer end. */
  readonly hopeless: readonly TerminalState[];
}

/**
 * One command line for a shell that marks its commands, without the final Enter. Like `commandLine`, it protects the command
 * from the line editor and the history, and the prompt from a syntax error. The marker is at both ends, as the page cuts long
 * commands, and knows only the end of one that follows an output without a newline. The last word expands to none.
 * @param marker tells the command from others; no special characters of the shell
 */
export function markedLine(command: string, marker: string): string {
  return `: ${marker}; command eval ${quoted(command)} \${_${marker}-}`;
}

/** Reads the output of a marked command. @param text the screen after it */
export function markedResult(
  last: LastCommand,
  text: string,
): FoundResult | { readonly kind: 'no-exit-code' } {
  const { exitCode, output, isComplete } = last;
  if (!isComplete && mayHaveLostLines(text)) return { kind: 'lost' };
  if (exitCode === null) return { kind: 'no-exit-code' };
  // A cleared screen has the rest, and the text of all screens has no spaces at line ends.
  return { kind: 'found', result: { output: isComplete ? output : output.replace(/ +$/gm, ''), exitCode } };
}

/**
 * Where to read what a line between printed markers has printed: in what the page tells exactly, if it tells of this
 * line, else on the screen.
 */
export function textOf(last: LastCommand | null, screen: string, marker: string): string {
  const isThis = last?.command?.includes(marker) === true && last.isComplete;
  return isThis && last.output.includes(`<${marker}>\n`) && endOf(marker).test(last.output)
    ? last.output
    : screen;
}

/** What a terminal tells of its last command; null with an older Podshell. */
export function lastCommand(frame: Frame, id: string | null): Promise<LastCommand | null> {
  return frame.evaluate((id) => {
    const terminals = (window as AutomatedWindow).podshell?.terminals() ?? [];
    const terminal = id === null ? terminals[0] : terminals.find((one) => one.id === id);
    return terminal?.lastCommand?.() ?? null;
  }, id);
}

/**
 * At a prompt of a shell whose next command the page will tell exactly: the id of the last one, or 0. Null elsewhere,
 * and with an older Podshell.
 */
export function exactAfter(frame: Frame, id: string | null): Promise<number | null> {
  return frame.evaluate((id) => {
    const terminals = (window as AutomatedWindow).podshell?.terminals() ?? [];
    const terminal = id === null ? terminals[0] : terminals.find((one) => one.id === id);
    const isExact = terminal?.marksCommands === true && terminal.lastCommand !== undefined;
    return isExact ? (terminal.lastCommand?.()?.id ?? 0) : null;
  }, id);
}

/**
 * Waits until a marked command has ended and the next prompt is there, checking at each painted frame.
 * @param timeout milliseconds
 * @throws Playwright's TimeoutError
 */
export async function awaitMarked(frame: Frame, wait: MarkedWait, timeout: number): Promise<MarkedOutcome> {
  const handle = await frame.waitForFunction(
    // Runs in the page, without access to this file. A text, unlike an object, outlives its page.
    ({ id, after, marker, prompt, hopeless }) => {
      const terminals = (window as AutomatedWindow).podshell?.terminals() ?? [];
      const terminal = id === null ? terminals[0] : terminals.find((one) => one.id === id);
      if (terminal === undefined) return false;
      const last = terminal.lastCommand?.() ?? null;
      // After `stty -echo`, a line editor shows nothing of the line.
      const isThis = last?.command?.includes(marker) === true || last?.command === '';
      if (isThis && last.id > after) {
        const text = terminal.text();
        const isAtPrompt =
          prompt === null ||
          terminal.marksCommands === true ||
          new RegExp(`(?:${prompt.source})\\s*(?![\\s\\S])`, prompt.flags).test(text);
        if (isAtPrompt) return JSON.stringify({ kind: 'ended', last, text });
      }
      return hopeless.includes(terminal.state) && JSON.stringify({ kind: 'hopeless' });
    },
    wait,
    { timeout },
  );
  return JSON.parse(String(await handle.jsonValue())) as MarkedOutcome;
}
