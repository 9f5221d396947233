/** Reads `window.podshell`. The types are repeated here, so that this package works without Podshell's sources. */

import type { Frame } from '@playwright/test';

export type TerminalState = 'connecting' | 'ready' | 'reconnecting' | 'exited' | 'failed';

/** Why the shell failed: a stable code, and the cause as a sentence, or '' when the code says it all. */
export interface ShellFailure {
  readonly code: string;
  readonly detail: string;
}

/** A snapshot of one terminal. */
export interface TerminalRecord {
  readonly id: string;
  readonly namespace: string;
  readonly pod: string;
  /** '' until the server reports it, when the address names none. */
  readonly container: string;
  readonly state: TerminalState;
  /** Null until the process has ended, and when its exit code is unknown. */
  readonly exitCode: number | null;
  /** Null unless the state is `failed`. */
  readonly failure: ShellFailure | null;
  /** True: the container's main process, not a shell of its own. */
  readonly attached: boolean;
  /** True: somebody else's shell, watched by a link. */
  readonly watching: boolean;
  /** True at a prompt whose next command the page will tell exactly, by the shell's own marks. */
  readonly marksCommands: boolean;
  /** The whole buffer with its scrollback, without trailing spaces. */
  readonly text: string;
}

/** The last command that has ended, as a page tells it. */
export interface LastCommand {
  /** Grows with each command of the terminal. */
  readonly id: number;
  /** As typed; missing where the shell does not mark the end of its prompt. */
  readonly command?: string;
  /** Null where the shell does not tell it. */
  readonly exitCode: number | null;
  /** Without the last newline. */
  readonly output: string;
  /** False: the beginning of the output is no longer kept. */
  readonly isComplete: boolean;
}

/** What older versions of Podshell do not tell. */
type Newer = 'attached' | 'watching' | 'marksCommands';

/** A terminal object in the page. */
export interface LiveTerminal
  extends Omit<TerminalRecord, 'text' | Newer>,
    Partial<Pick<TerminalRecord, Newer>> {
  text(): string;
  close(): void;
  /** Missing in older versions of Podshell. */
  giveReason?(reason: string): void;
  /** Missing in older versions of Podshell. */
  lastCommand?(): LastCommand | null;
}

/** The page's window. */
export type AutomatedWindow = Window & { podshell?: { terminals(): readonly LiveTerminal[] } };

/** A condition to wait for, and the states that make it impossible. */
export interface Condition {
  /** Null: the first terminal of the page. */
  readonly id: string | null;
  /** Null: any text. */
  readonly text: { readonly source: string; readonly flags: string } | null;
  /** Null: any state. */
  readonly states: readonly TerminalState[] | null;
  /** States in which the condition can no longer become true. */
  readonly hopeless: readonly TerminalState[];
}

/** Every terminal of a page or frame, in page order. A page that is being left is read once the next one is there. */
export async function readTerminals(frame: Frame): Promise<readonly TerminalRecord[]> {
  // Unlike `evaluate`, this begins again after a navigation; and a text, unlike an object, outlives its page.
  const handle = await frame.waitForFunction(
    () =>
      JSON.stringify(
        ((window as AutomatedWindow).podshell?.terminals() ?? []).map((terminal) => ({
          id: terminal.id,
          namespace: terminal.namespace,
          pod: terminal.pod,
          container: terminal.container,
          state: terminal.state,
          exitCode: terminal.exitCode,
          failure: terminal.failure,
          attached: terminal.attached === true,
          watching: terminal.watching === true,
          marksCommands: terminal.marksCommands === true,
          text: terminal.text(),
        })),
      ),
    undefined,
    { timeout: 0 },
  );
  return JSON.parse(await handle.jsonValue()) as readonly TerminalRecord[];
}

/**
 * Waits until a condition holds, checking at each painted frame.
 * @param timeout milliseconds
 * @returns `hopeless` at once when the terminal reaches a state in which the condition can no longer become true
 * @throws Playwright's TimeoutError
 */
export async function awaitCondition(
  frame: Frame,
  condition: Condition,
  timeout: number,
): Promise<'holds' | 'hopeless'> {
  const handle = await frame.waitForFunction(
    // Runs in the page, without access to this file.
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
