/** Reads `window.podshell`. The types stand here again, so that this folder works where Podshell's sources are not. */

import type { Frame } from '@playwright/test';

export type TerminalState = 'connecting' | 'ready' | 'reconnecting' | 'exited' | 'failed';

/** Why there is no shell: a stable code, and the cause in a sentence, '' when the code says it all. */
export interface ShellFailure {
  readonly code: string;
  readonly detail: string;
}

/** One terminal of a page, as it was when it was read. */
export interface TerminalRecord {
  readonly id: string;
  readonly namespace: string;
  readonly pod: string;
  /** '' until the server has said which, when the address names none. */
  readonly container: string;
  readonly state: TerminalState;
  /** Null until the process has ended, and when the cluster could not tell. */
  readonly exitCode: number | null;
  /** Null unless the state is `failed`. */
  readonly failure: ShellFailure | null;
  /** The whole buffer, scrollback included, without trailing blanks. */
  readonly text: string;
}

/** A terminal as the page holds it. */
export interface LiveTerminal extends Omit<TerminalRecord, 'text'> {
  text(): string;
  close(): void;
}

/** The page's window. */
export type AutomatedWindow = Window & { podshell?: { terminals(): readonly LiveTerminal[] } };

/** What is waited for, and what makes the wait hopeless. */
export interface Condition {
  /** Null: the first terminal of the page. */
  readonly id: string | null;
  /** Null: any text. */
  readonly text: { readonly source: string; readonly flags: string } | null;
  /** Null: any state. */
  readonly states: readonly TerminalState[] | null;
  /** States in which it will not come any more. */
  readonly hopeless: readonly TerminalState[];
}

/** Every terminal of a page or frame, in its order. */
export function readTerminals(frame: Frame): Promise<readonly TerminalRecord[]> {
  return frame.evaluate(() =>
    ((window as AutomatedWindow).podshell?.terminals() ?? []).map((terminal) => ({
      id: terminal.id,
      namespace: terminal.namespace,
      pod: terminal.pod,
      container: terminal.container,
      state: terminal.state,
      exitCode: terminal.exitCode,
      failure: terminal.failure,
      text: terminal.text(),
    })),
  );
}

/**
 * Waits until a condition holds, looking at each frame that the browser paints.
 * @param timeout milliseconds
 * @returns `hopeless` at once when the terminal has come into a state in which it cannot hold any more
 * @throws Playwright's TimeoutError
 */
export async function awaitCondition(
  frame: Frame,
  condition: Condition,
  timeout: number,
): Promise<'holds' | 'hopeless'> {
  const handle = await frame.waitForFunction(
    // Runs in the page: nothing of this file is there.
    ({ id, text, states, hopeless }) => {
      const terminals = (window as AutomatedWindow).podshell?.terminals() ?? [];
      const terminal = id === null ? terminals[0] : terminals.find((one) => one.id === id);
      if (terminal === undefined) return false;
      const inState = states?.includes(terminal.state) ?? true;
      if (inState && (text === null || new RegExp(text.source, text.flags).test(terminal.text()))) {
        return 'holds';
      }
      return hopeless.includes(terminal.state) && 'hopeless';
    },
    condition,
    { timeout },
  );
  const outcome = await handle.jsonValue();
  return outcome === 'hopeless' ? outcome : 'holds';
}
