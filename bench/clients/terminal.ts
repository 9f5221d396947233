/** What every shell client can do, so that each row runs the same with all of them. */

export interface TypedTerminal {
  /** Sends keys. */
  type(text: string): void;
  /** Resolves with the time at which new output has contained `text`. Only one call at a time. */
  expect(text: string): Promise<number>;
}

export interface BenchTerminal extends TypedTerminal {
  /** Bytes of output so far. */
  readonly bytes: number;
  /** Stops or resumes reading from the network. */
  pause(): void;
  resume(): void;
  /** Ends the shell and the connection. */
  close(): Promise<void>;
}

/** Ends with text that no command line contains, so that only the prompt itself matches. */
export const PROMPT = 'at-the-prompt> ';

/** Waits for the first prompt, then sets the same prompt everywhere. */
export async function settle(terminal: TypedTerminal): Promise<void> {
  const ready = terminal.expect(PROMPT);
  terminal.type(`PS1='at-the-'prompt'> '; PROMPT_COMMAND=\r`);
  await ready;
}
