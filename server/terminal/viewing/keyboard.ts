/**
 * Who has the keyboard of a watched shell. It goes to a watcher when owner and watcher have both said yes, in either order,
 * and back when either says no, when the owner types, or when one of them leaves. At most one watcher has it.
 */

import type { KeyboardShare } from '#protocol/viewing-messages.ts';

/** Why the keyboard went back to the owner. Stable words, for the audit log. */
export type KeyboardReturn =
  /** The owner has typed. */
  | 'owner-typed'
  /** The owner has taken it, or given it to another watcher. */
  | 'taken-back'
  /** The watcher has given it back. */
  | 'given-back'
  /** The watcher has left, was removed, or may watch no more. */
  | 'watcher-left'
  /** Without the owner nobody could take it back. */
  | 'owner-left';

export interface KeyboardListener<Watcher> {
  onHandedOver(watcher: Watcher): void;
  onReturned(watcher: Watcher, why: KeyboardReturn): void;
}

export class Keyboard<Watcher> {
  readonly #listener: KeyboardListener<Watcher>;
  /** Each watcher that one of both has said yes for, and who has. */
  readonly #shares = new Map<Watcher, Exclude<KeyboardShare, 'none'>>();

  constructor(listener: KeyboardListener<Watcher>) {
    this.#listener = listener;
  }

  /** The watcher that has it; undefined: the owner. */
  get holder(): Watcher | undefined {
    for (const [watcher, share] of this.#shares) if (share === 'has') return watcher;
    return undefined;
  }

  shareOf(watcher: Watcher): KeyboardShare {
    return this.#shares.get(watcher) ?? 'none';
  }

  /** The owner offers it to a watcher, or gives a watcher that asks what it asks for. */
  ownerAgrees(watcher: Watcher): void {
    if (this.shareOf(watcher) === 'asked') this.#handOver(watcher);
    else if (this.shareOf(watcher) === 'none') this.#shares.set(watcher, 'offered');
  }

  /** A watcher asks for it, or takes what the owner offers. */
  watcherAgrees(watcher: Watcher): void {
    if (this.shareOf(watcher) === 'offered') this.#handOver(watcher);
    else if (this.shareOf(watcher) === 'none') this.#shares.set(watcher, 'asked');
  }

  /** One of both says no, or cannot say yes any more. */
  refuse(watcher: Watcher, why: KeyboardReturn): void {
    const had = this.shareOf(watcher) === 'has';
    this.#shares.delete(watcher);
    if (had) this.#listener.onReturned(watcher, why);
  }

  /** The owner has it again, if a watcher had it; with `offers`, the owner's offers are void too. */
  takeBack(why: KeyboardReturn, offers = false): void {
    const { holder } = this;
    if (offers)
      for (const [watcher, share] of this.#shares) if (share === 'offered') this.refuse(watcher, why);
    if (holder !== undefined) this.refuse(holder, why);
  }

  #handOver(watcher: Watcher): void {
    this.takeBack('taken-back');
    this.#shares.set(watcher, 'has');
    this.#listener.onHandedOver(watcher);
  }
}
