import type { KeyboardMessage } from '#protocol/viewing-messages.ts';

/** Those who take part in a session besides its owner, as the session sees them. */
export interface Guests {
  /** A connection of the owner is bound, or the last one is gone. */
  onOwner(isThere: boolean): void;
  /** The owner's window sends input, which the process gets in any case. */
  onOwnerInput(text: string): void;
  /** The owner says yes or no to handing the keyboard over. */
  onOwnerAgrees(message: KeyboardMessage): void;
  /** The process reads input again. */
  onInputRoom(): void;
  /** Nothing of the session is left. */
  onOver(): void;
}
