/** The links and watchers of one session, and who of all has its keyboard. */

import { PodshellError } from '#protocol/problem.ts';
import type { KeyboardMessage, ScreenMessage, ViewBindMessage } from '#protocol/viewing-messages.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { Attachment } from '../attachment.ts';
import type { Guests } from '../guests.ts';
import type { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import type { PermissionChecks } from '../permission-checks.ts';
import type { Connection } from '../ports.ts';
import type { Session } from '../session.ts';
import type { SessionEndCause } from '../session-observer.ts';
import { endWordsFor } from './end-words.ts';
import { Keyboard, type KeyboardReturn } from './keyboard.ts';
import type { ReviewExec, ViewEndCause, ViewObserver } from './ports.ts';
import { isTerminalReport } from './terminal-report.ts';
import { MAX_VIEW_LINKS, MAX_WATCHERS, VIEW_LINK_MS, type ViewLink } from './view-link.ts';
import { Viewer, type ViewerHost } from './viewer.ts';

export interface SessionViewsOptions {
  readonly session: Session;
  readonly clock: Clock;
  readonly checks: PermissionChecks;
  readonly encoder: StdoutLiteralEncoder;
  readonly reviewExec: ReviewExec;
  readonly observer: ViewObserver;
  readonly newViewId: () => string;
  readonly newWatcherId: () => string;
  /** Called for each link that is valid no more. */
  readonly onLinkEnded: (viewId: string) => void;
  /** Nothing of the session is left. */
  readonly onOver: () => void;
}

/** Between two questions to the owner's page, in milliseconds. */
const SCREEN_MS = 2000;

export class SessionViews implements Guests, ViewerHost {
  readonly #options: SessionViewsOptions;
  readonly #links = new Map<string, ViewLink>();
  /** Those that are let in or may be, in the order they came. */
  readonly #viewers = new Set<Viewer>();
  /** Of them, those that watch. */
  readonly #watching = new Set<Viewer>();
  readonly #keyboard = new Keyboard<Viewer>({
    onHandedOver: (viewer) => this.#onHandedOver(viewer),
    onReturned: (viewer, why) => this.#onReturned(viewer, why),
  });
  /** Of them, those that need to be told what stands on the screen. */
  readonly #blind = new Set<Viewer>();
  /** The owner was asked a moment ago. */
  #cancelAsk: (() => void) | undefined;
  #asksAgain = false;
  /** When the keyboard was handed over last, in milliseconds since the epoch. */
  #handedOverAt = 0;

  constructor(options: SessionViewsOptions) {
    this.#options = options;
  }

  get links(): readonly ViewLink[] {
    return [...this.#links.values()];
  }

  /** Those who watch, in the order they came. */
  get watchers(): readonly Viewer[] {
    return [...this.#watching];
  }

  get session(): Session {
    return this.#options.session;
  }

  /** Makes a link. @throws PodshellError `view-limit` */
  share(): ViewLink {
    if (this.#links.size >= MAX_VIEW_LINKS) {
      throw new PodshellError(
        'view-limit',
        `This terminal has reached the limit of ${MAX_VIEW_LINKS} links. End a link first.`,
      );
    }
    const { clock, newViewId, observer } = this.#options;
    const viewId = newViewId();
    const createdAt = clock.now();
    const link: ViewLink = {
      viewId,
      createdAt,
      expiresAt: createdAt + VIEW_LINK_MS,
      removed: new Set(),
      cancelExpiry: clock.after(VIEW_LINK_MS, () => this.#endLink(link, 'link-expired')),
    };
    this.#links.set(viewId, link);
    observer.onShared();
    return link;
  }

  /** Ends a link and whoever watches by it. @returns false for an unknown one */
  endLink(viewId: string): boolean {
    const link = this.#links.get(viewId);
    if (link !== undefined) this.#endLink(link, 'link-ended');
    return link !== undefined;
  }

  endAll(): void {
    for (const link of this.links) this.#endLink(link, 'link-ended');
  }

  /** Ends one view, and lets its user not in by the same link again. @returns false for an unknown one */
  remove(watcherId: string): boolean {
    const viewer = this.#find(watcherId);
    if (viewer === undefined) return false;
    const { link, userId } = viewer;
    link.removed.add(userId);
    for (const one of this.#viewers) if (one.link === link && one.userId === userId) this.#remove(one);
    return true;
  }

  /** Lets a connection watch by a link, if its user may. */
  watch(viewId: string, connection: Connection, bind: ViewBindMessage, caller: Caller): Attachment {
    const link = this.#links.get(viewId);
    if (link === undefined) throw new Error('Such a link is not given out');
    const { session, clock, encoder, newWatcherId, reviewExec } = this.#options;
    const viewer = new Viewer({
      watcherId: newWatcherId(),
      link,
      session,
      connection,
      bind,
      caller,
      review: reviewExec(caller, session.start.target),
      encoder,
      clock,
      host: this,
    });
    const isSurplus = this.#countAsking(caller.userId) >= MAX_WATCHERS;
    this.#viewers.add(viewer);
    if (link.removed.has(caller.userId)) {
      this.onRefused(viewer, 'view-removed');
      this.#remove(viewer);
    } else if (isSurplus) viewer.turnAwayAsSurplus();
    else void viewer.begin();
    return viewer;
  }

  onOwner(isThere: boolean): void {
    if (!isThere) this.#keyboard.takeBack('owner-left', true);
    else if (this.#blind.size > 0) this.#askForScreen();
    this.#announce();
  }

  onOwnerInput(text: string): void {
    if (this.#keyboard.holder === undefined || isTerminalReport(text)) return;
    this.#keyboard.takeBack('owner-typed');
    this.#announce();
  }

  onOwnerAgrees({ Watcher, Agree }: KeyboardMessage): void {
    const viewer = Watcher === undefined ? undefined : this.#find(Watcher);
    if (viewer !== undefined && this.#watching.has(viewer)) {
      if (Agree) this.#keyboard.ownerAgrees(viewer);
      else this.#keyboard.refuse(viewer, 'taken-back');
    } else if (Watcher === undefined && !Agree) this.#keyboard.takeBack('taken-back', true);
    this.#announce();
  }

  onInputRoom(): void {
    for (const viewer of this.#viewers) viewer.onInputRoom();
  }

  onBlind(viewer: Viewer): void {
    this.#blind.add(viewer);
    this.#askForScreen();
  }

  onScreen(message: ScreenMessage): void {
    const knows = message.Data !== '' || message.Normal !== undefined;
    const drawn = knows ? message : undefined;
    for (const viewer of this.#blind) viewer.showScreen(message.Offset, drawn);
    this.#blind.clear();
  }

  onEnding(cause: SessionEndCause): void {
    for (const viewer of this.#watching) viewer.explain(endWordsFor(cause));
  }

  onOver(): void {
    this.#cancelAsk?.();
    for (const link of this.links) {
      link.cancelExpiry();
      this.#options.onLinkEnded(link.viewId);
    }
    this.#links.clear();
    for (const viewer of [...this.#viewers]) viewer.endWithShell();
    this.#options.onOver();
  }

  onJoined(viewer: Viewer): void {
    this.#watching.add(viewer);
    this.#options.checks.add(viewer);
    this.#options.observer.onViewed(viewer.connection);
    this.#announce();
  }

  onRefused(viewer: Viewer, code: string): void {
    this.#options.observer.onRefused(viewer.connection, code);
  }

  onGone(viewer: Viewer, cause: ViewEndCause): void {
    this.#viewers.delete(viewer);
    this.#blind.delete(viewer);
    if (!this.#watching.delete(viewer)) return;
    const { checks, clock, observer } = this.#options;
    checks.remove(viewer);
    this.#keyboard.refuse(viewer, 'watcher-left');
    observer.onLeft(viewer.connection, clock.now() - viewer.since, cause);
    this.#announce();
  }

  onAgrees(viewer: Viewer, agree: boolean): void {
    // Nobody could answer the question, or take the keyboard back.
    if (agree && !this.#options.session.hasOwner) return;
    if (agree) this.#keyboard.watcherAgrees(viewer);
    else this.#keyboard.refuse(viewer, 'given-back');
    this.#announce();
  }

  hasKeyboard(viewer: Viewer): boolean {
    return this.#keyboard.holder === viewer;
  }

  /** As many watch as may. Whoever only asks takes nobody's place. */
  get isFull(): boolean {
    return this.#watching.size >= MAX_WATCHERS;
  }

  /** Windows of one user that do not watch, or not yet: what one user asks of the cluster has a limit, too. */
  #countAsking(userId: string): number {
    return [...this.#viewers].filter((one) => one.userId === userId && !this.#watching.has(one)).length;
  }

  #find(watcherId: string): Viewer | undefined {
    return [...this.#viewers].find((viewer) => viewer.watcherId === watcherId);
  }

  #remove(viewer: Viewer): void {
    const owner = this.#options.session.caller.displayName;
    viewer.endView('removed', 'view-removed', `${owner} has removed you from those who watch this terminal.`);
  }

  #endLink(link: ViewLink, cause: 'link-ended' | 'link-expired'): void {
    link.cancelExpiry();
    this.#links.delete(link.viewId);
    this.#options.onLinkEnded(link.viewId);
    const owner = this.#options.session.caller.displayName;
    const text =
      cause === 'link-ended'
        ? `${owner} has stopped sharing this shell. Ask for a new link to keep watching.`
        : `This link was valid for 24 h. Ask ${owner} for a new one to keep watching.`;
    const code = cause === 'link-ended' ? 'view-ended' : 'view-expired';
    for (const viewer of [...this.#viewers]) if (viewer.link === link) viewer.endView(cause, code, text);
  }

  #onHandedOver(viewer: Viewer): void {
    const { clock, observer } = this.#options;
    viewer.bytesTyped = 0;
    this.#handedOverAt = clock.now();
    observer.onHandedOver(viewer.connection);
  }

  #onReturned(viewer: Viewer, why: KeyboardReturn): void {
    const { clock, observer } = this.#options;
    const use = { bytes: viewer.bytesTyped, ms: clock.now() - this.#handedOverAt, why };
    observer.onReturned(viewer.connection, use);
  }

  /** One answer is for all, and the owner's page has other things to do. */
  #askForScreen(): void {
    const { clock, session } = this.#options;
    this.#asksAgain = this.#cancelAsk !== undefined;
    if (this.#asksAgain || !session.askForScreen()) return;
    this.#cancelAsk = clock.after(SCREEN_MS, () => {
      this.#cancelAsk = undefined;
      if (this.#asksAgain && this.#blind.size > 0) this.#askForScreen();
    });
  }

  /** Tells owner and watchers who watches, and who has the keyboard. */
  #announce(): void {
    const Watchers = this.watchers.map((viewer) => ({
      ID: viewer.watcherId,
      Name: viewer.name,
      Keyboard: this.#keyboard.shareOf(viewer),
    }));
    const Names = Watchers.map(({ Name }) => Name);
    this.#options.session.tellOwner({ Op: 'viewers', Names, Watchers });
    for (const viewer of this.#watching) {
      viewer.tellNews({ Op: 'viewers', Names, Watchers, You: viewer.watcherId });
    }
  }
}
