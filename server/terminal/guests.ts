import type { KeyboardMessage, ScreenMessage } from '#protocol/viewing-messages.ts';
import type { SessionEndCause } from './session-observer.ts';

/** Those who take part in a session besides its owner, as the session sees them. */
export interface Guests {
  /** A connection of the owner is bound, or the last one is gone. */
  onOwner(isThere: boolean): void;
  /** The owner's window sends input, which the process gets in any case. */
  onOwnerInput(text: string): void;
  /** The owner says yes or no to handing the keyboard over. */
  onOwnerAgrees(message: KeyboardMessage): void;
  /** What the owner's screen shows, which it was asked for. */
  onScreen(message: ScreenMessage): void;
  /** The process reads input again. */
  onInputRoom(): void;
  /** The process, which would have gone on, is about to be ended. */
  onEnding(cause: SessionEndCause): void;
  /** Nothing of the session is left. */
  onOver(): void;
}
