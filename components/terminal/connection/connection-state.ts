/** What a terminal's connection is doing, as one value that cannot contradict itself. */

/** Why there is no shell. `code` is stable; `detail` is the cause in a sentence, '' when the code says it all. */
export interface ShellProblem {
  readonly code: string;
  readonly detail: string;
  /** True when the shell had been open before. */
  readonly wasOpen: boolean;
}

export type ConnectionState =
  | {
      readonly kind: 'connecting';
      /** The container that the server has chosen; '' until it has. */
      readonly container: string;
    }
  | {
      readonly kind: 'ready';
      readonly container: string;
      /** What runs, for instance `bash`. */
      readonly shell: string;
      /** For instance `websocket` or `xhr-streaming`. */
      readonly transport: string;
    }
  | {
      readonly kind: 'reconnecting';
      /** Which attempt is under way or comes next, from 1. */
      readonly attempt: number;
      /** When the next attempt begins, on the clock of the connection; null while one is under way. */
      readonly retryAt: number | null;
      /** False when no connection has come about yet. */
      readonly wasOpen: boolean;
    }
  | {
      readonly kind: 'exited';
      readonly exitCode: number | null;
      readonly reason: string;
      /** Why the server ended it; missing where it ended by itself. */
      readonly cause?: Pick<ShellProblem, 'code' | 'detail'>;
    }
  | { readonly kind: 'failed'; readonly problem: ShellProblem };

/** The state's name for automation: `data-state` and `window.podshell`. */
export type StateName = ConnectionState['kind'];
