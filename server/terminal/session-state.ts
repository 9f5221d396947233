import type { SessionInfo } from '#protocol/api.ts';
import { COMES_BACK_MS } from './limits.ts';
import type { ProcessState } from './process/process-leg.ts';
import type { OwnerLeg } from './reader/owner-leg.ts';
import type { SessionEndCause } from './session-observer.ts';
import type { SessionRoom } from './session-options.ts';

/** Who is connected to a session as its owner. */
export type SessionState =
  /** Nobody is attached until the session ends, by `patience`. `isLeft`: the page does not come back soon. */
  | {
      readonly kind: 'unattached';
      readonly since: number;
      readonly until: number;
      readonly isLeft: boolean;
      readonly cancelTimers: () => void;
    }
  /** `leaving`: the owner's page said that it is being closed. */
  | { readonly kind: 'attached'; readonly owner: OwnerLeg; readonly leaving: boolean }
  /** The process is being ended. `owner` is told so, unless there is none. */
  | { readonly kind: 'ending'; readonly owner: OwnerLeg | undefined; readonly gone: Promise<void> };

/** What happens to a session that stays without a connection. */
export interface UnattachedListener {
  /** The page does not come back soon. */
  onStayedAway(): void;
  end(cause: SessionEndCause): unknown;
}

/**
 * The state of a session without a connection, with its timers.
 * @param ms milliseconds until it ends, by `patience`
 * @param cause why it ends then
 */
export function unattachedFor(
  ms: number,
  cause: SessionEndCause,
  { clock, patience }: Pick<SessionRoom<never>, 'clock' | 'patience'>,
  listener: UnattachedListener,
): Extract<SessionState, { kind: 'unattached' }> {
  const cancelEnd = patience.after(ms, () => void listener.end(cause));
  const cancelLeft =
    cause === 'connection-lost' ? patience.after(COMES_BACK_MS, () => listener.onStayedAway()) : () => {};
  return {
    kind: 'unattached',
    since: clock.now(),
    until: patience.now() + ms,
    isLeft: cause === 'page-closed',
    cancelTimers() {
      cancelEnd();
      cancelLeft();
    },
  };
}

/** What the user's list of shells says. */
export function publicStateOf(state: SessionState, process: ProcessState): SessionInfo['state'] {
  if (state.kind === 'ending') return 'ending';
  if (process.kind === 'waiting') return 'issued';
  if (state.kind === 'unattached') return 'detached';
  return process.kind === 'starting' ? 'starting' : 'attached';
}
