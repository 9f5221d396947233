import type { KeyboardMessage, ScreenMessage } from '#protocol/viewing-messages.ts';
import type { Attachment } from './attachment.ts';
import type { Guests } from './guests.ts';
import type { TerminalSize } from './ports.ts';
import type { OwnerLeg } from './reader/owner-leg.ts';
import type { SessionEndCause } from './session-observer.ts';

/** A session as the hold of its owner sees it. */
export interface OwnedSession {
  readonly guests: Guests | undefined;
  /** False once another connection has taken over, or this one has detached. */
  isOwnedBy(owner: OwnerLeg): boolean;
  /** The owner's page stays after it said that it would be left. */
  stay(): void;
  leave(): void;
  resize(size: TerminalSize): void;
  /** As {@link Attachment.ping}. */
  ping(onAnswer: () => void): void;
  end(cause: SessionEndCause): Promise<void>;
  /** As {@link Attachment.detach}. */
  detach(owner: OwnerLeg, delivered: boolean): void;
}

/** The owner's hold on a session. One object and no closures: every idle shell has one. */
export class OwnerAttachment implements Attachment {
  readonly #session: OwnedSession;
  readonly #owner: OwnerLeg;

  constructor(session: OwnedSession, owner: OwnerLeg) {
    this.#session = session;
    this.#owner = owner;
  }

  write(text: string, isBinary?: boolean): void {
    if (!this.#isCurrent) return;
    this.#session.stay();
    this.#session.guests?.onOwnerInput(text);
    this.#owner.write(text, isBinary);
  }

  agree(message: KeyboardMessage): void {
    if (this.#isCurrent) this.#session.guests?.onOwnerAgrees(message);
  }

  resize(size: TerminalSize): void {
    if (this.#isCurrent) this.#session.resize(size);
  }

  screen(message: ScreenMessage): void {
    if (this.#isCurrent) this.#session.guests?.onScreen(message);
  }

  ack(offset: number): void {
    if (this.#isCurrent) this.#owner.ack(offset);
  }

  ping(onAnswer: () => void): void {
    if (this.#isCurrent) this.#session.ping(onAnswer);
  }

  drained(): void {
    if (this.#isCurrent) this.#owner.drained();
  }

  end(): void {
    if (this.#isCurrent) void this.#session.end('closed-by-user');
  }

  leave(): void {
    if (this.#isCurrent) this.#session.leave();
  }

  detach(delivered: boolean): void {
    if (this.#isCurrent) this.#session.detach(this.#owner, delivered);
  }

  get #isCurrent(): boolean {
    return this.#session.isOwnedBy(this.#owner);
  }
}
