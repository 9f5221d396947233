import type { SessionInfo } from '#protocol/api.ts';
import type { ProcessState } from './process/process-leg.ts';
import type { OwnerLeg } from './reader/owner-leg.ts';

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

/** What the user's list of shells says. */
export function publicStateOf(state: SessionState, process: ProcessState): SessionInfo['state'] {
  if (state.kind === 'ending') return 'ending';
  if (process.kind === 'waiting') return 'issued';
  if (state.kind === 'unattached') return 'detached';
  return process.kind === 'starting' ? 'starting' : 'attached';
}
