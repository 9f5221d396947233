/** What a terminal does when the user's sign-in ends, and when they have signed in again. */

import { noteSignInEnded, onSignInEnded } from '#components/failures/sign-in-end.ts';
import { onSignedIn } from '#components/failures/sign-in-next.ts';
import type { ConnectionState } from '../connection/connection-state.ts';
import type { TerminalConnection } from '../connection/terminal-connection.ts';

type Connection = Pick<TerminalConnection, 'state' | 'signInEnded' | 'retryNow'>;

export class PaneSignIn {
  readonly #connection: Connection;
  readonly #stopNoting: () => void;
  #stopWaiting: (() => void) | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#stopNoting = onSignInEnded(() => connection.signInEnded());
  }

  /** Call it after each change of the state. */
  onState(state: ConnectionState): void {
    if (!isRefused(state)) return;
    this.#stopWaiting ??= onSignedIn(() => this.#resume());
    noteSignInEnded();
  }

  dispose(): void {
    this.#stopNoting();
    this.#stopWaiting?.();
  }

  #resume(): void {
    this.#stopWaiting?.();
    this.#stopWaiting = undefined;
    if (isRefused(this.#connection.state)) this.#connection.retryNow();
  }
}

function isRefused(state: ConnectionState): boolean {
  return state.kind === 'failed' && ['sign-in-expired', 'unauthenticated'].includes(state.problem.code);
}
