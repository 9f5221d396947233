/** A link that lets colleagues watch a session. Who follows it must be signed in and may exec there, too. */
export interface ViewLink {
  /** Hard to guess. It is part of the link's address. */
  readonly viewId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  /** Users that the owner has removed: the link lets them in no more. */
  readonly removed: Set<string>;
  /** Stops the clock of its end. */
  readonly cancelExpiry: () => void;
}

/** A link ends by itself after this time. Milliseconds. */
export const VIEW_LINK_MS = 24 * 60 * 60 * 1000;

/** Links that one session may have at once. */
export const MAX_VIEW_LINKS = 20;

/** Windows that may watch one session at once. */
export const MAX_WATCHERS = 50;
