/** What every client of a shell can do, so that each row runs the same on all of them. */

export interface TypedTerminal {
  /** Sends keys. */
  type(text: string): void;
  /** Resolves with the time at which output from now on has held `text`. One at a time. */
  expect(text: string): Promise<number>;
}

export interface BenchTerminal extends TypedTerminal {
  /** Bytes of output so far. */
  readonly bytes: number;
  /** Stops, or goes on, reading from the network. */
  pause(): void;
  resume(): void;
  /** Ends the shell and the connection. */
  close(): Promise<void>;
}

/** Ends in what no command line holds, so that only the prompt itself is found. */
export const PROMPT = 'at-the-prompt> ';

/** Waits for the first prompt and makes it one that is the same everywhere. */
export async function settle(terminal: TypedTerminal): Promise<void> {
  const ready = terminal.expect(PROMPT);
  terminal.type(`PS1='at-the-'prompt'> '; PROMPT_COMMAND=\r`);
  await ready;
}
