/** The sign-ins of one user that stand behind a session: the one that opened it, and those that resumed it later. */

import { signInEnded } from '#protocol/problem.ts';
import type { Caller, Clock } from '#server/ports.ts';

/** Sign-ins that are remembered; one more forgets the oldest. A program may show a new token with each connection. */
const MOST = 8;

/** A token must do its last work this long before it expires, or in the last tenth of a shorter life. Milliseconds. */
const MARGIN_MS = 30_000;

interface Known {
  readonly caller: Caller;
  /** As {@link Known.caller}, with what is left of the credential once the sign-in has ended; undefined until then. */
  afterwards: Caller | undefined;
  /** Milliseconds since the epoch. */
  readonly since: number;
}

export interface CallersListener {
  /** One of the sign-ins has ended. */
  onSignInEnded(): void;
}

/** It listens to the sign-ins itself, without a function for each session. */
export class SessionCallers {
  readonly #clock: Clock;
  readonly #listener: CallersListener;
  /** Oldest first; never empty. */
  #known: readonly Known[] = [];

  constructor(first: Caller, clock: Clock, listener: CallersListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.take(first);
  }

  /** The user has come back, perhaps with another sign-in. */
  take(caller: Caller): void {
    const key = keyOf(caller);
    const known = this.#known.find((one) => keyOf(one.caller) === key);
    const others = this.#known.filter((one) => one !== known);
    const since = known?.since ?? this.#clock.now();
    const all = [...others, { caller, afterwards: undefined, since }];
    this.#known = all.slice(-MOST);
    // Another token of the same sign-in may still be known: they share its end.
    const ends = new Set(this.#known.map((one) => one.caller.ended));
    for (const gone of [known, ...all.slice(0, -MOST)])
      if (gone !== undefined && !ends.has(gone.caller.ended)) this.#unlisten(gone.caller);
    caller.ended?.addEventListener('abort', this);
  }

  /** Nobody needs to know any more when a sign-in ends. */
  stopListening(): void {
    for (const { caller } of this.#known) this.#unlisten(caller);
  }

  /**
   * Whose credential to use for the next request to the cluster: that of the newest sign-in that lasts. If none does, the
   * newest whose credential still works, for checking on the process and for ending it.
   */
  get current(): Caller {
    const newest = this.#known.toReversed();
    const living = newest.find(({ caller }) => caller.ended?.aborted !== true && !this.#isDead(caller));
    if (living !== undefined) return living.caller;
    const left = newest.find(({ caller }) => hasWorkingCredential(caller)) ?? newest[0];
    if (left === undefined) throw new Error('A session has at least one caller');
    left.afterwards ??= afterwardsOf(left.caller);
    return left.afterwards;
  }

  /**
   * When the process must end at the latest, while one of the tokens can still be used for it. Milliseconds since the
   * epoch. Undefined: one of the credentials lasts.
   */
  get deadline(): { readonly at: number; readonly since: number } | undefined {
    let latest: { at: number; since: number } | undefined;
    for (const { caller, since } of this.#known) {
      const dies = diesAt(caller);
      if (dies === undefined) return undefined;
      const at = dies - Math.min(MARGIN_MS, Math.max(0, dies - since) / 10);
      if (latest === undefined || at > latest.at) latest = { at, since };
    }
    return latest;
  }

  handleEvent(): void {
    this.#listener.onSignInEnded();
  }

  #unlisten(caller: Caller): void {
    caller.ended?.removeEventListener('abort', this);
  }

  #isDead(caller: Caller): boolean {
    return this.#clock.now() >= (diesAt(caller) ?? Number.POSITIVE_INFINITY);
  }
}

function keyOf({ credential }: Caller): string {
  return credential.kind === 'token' ? `token ${credential.key}` : JSON.stringify(credential);
}

function diesAt({ credential }: Caller): number | undefined {
  return credential.kind === 'token' ? credential.diesAt : undefined;
}

function hasWorkingCredential({ credential }: Caller): boolean {
  return credential.kind !== 'token' || credential.lastToken?.() !== undefined;
}

function afterwardsOf(caller: Caller): Caller {
  const { credential, ended: _over, ...user } = caller;
  if (credential.kind !== 'token') return { ...user, credential };
  const { key, context } = credential;
  return {
    ...user,
    credential: {
      kind: 'token',
      key: `${key} afterwards`,
      context,
      get diesAt() {
        return credential.diesAt;
      },
      async token() {
        const last = credential.lastToken?.();
        if (last !== undefined) return last;
        throw signInEnded();
      },
    },
  };
}
