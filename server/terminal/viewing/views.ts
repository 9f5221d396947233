/** All links of this server that let somebody watch: makes and ends them for owners, and lets watchers in. */

import { PodshellError } from '#protocol/problem.ts';
import type { SharedView, Sharing, ViewPlace } from '#protocol/sharing.ts';
import type { Caller, Clock } from '#server/ports.ts';
import type { ViewDoor } from '../connection-gate.ts';
import { MAX_STDOUT_BYTES } from '../limits.ts';
import { StdoutLiteralEncoder } from '../output/stdout-literal.ts';
import { PermissionChecks } from '../permission-checks.ts';
import type { SessionRegistry } from '../registry.ts';
import type { Session } from '../session.ts';
import type { ReviewExec, ViewObserver } from './ports.ts';
import { SessionViews } from './session-views.ts';
import type { ViewLink } from './view-link.ts';

export interface ViewsOptions {
  readonly registry: Pick<SessionRegistry, 'find'>;
  readonly clock: Clock;
  /** Like `Math.random`. */
  readonly random: () => number;
  /** Milliseconds between two questions whether a watcher may still exec there; 0 is never. */
  readonly recheckMs: number;
  readonly reviewExec: ReviewExec;
  /** A fresh id that nobody can guess: at least 128 random bits, safe in a URL. */
  readonly newViewId: () => string;
  readonly newWatcherId: () => string;
  readonly observe: (session: Session) => ViewObserver;
}

export class Views implements ViewDoor {
  readonly #options: ViewsOptions;
  readonly #checks: PermissionChecks;
  readonly #encoder = new StdoutLiteralEncoder(MAX_STDOUT_BYTES);
  readonly #bySession = new Map<string, SessionViews>();
  readonly #byLink = new Map<string, SessionViews>();

  constructor(options: ViewsOptions) {
    this.#options = options;
    const { clock, random, recheckMs: intervalMs } = options;
    this.#checks = new PermissionChecks({ clock, random, intervalMs });
  }

  find(viewId: string): ReturnType<ViewDoor['find']> {
    const views = this.#byLink.get(viewId);
    return views && ((...watcher) => views.watch(viewId, ...watcher));
  }

  /**
   * What a link leads to, for somebody who may watch.
   * @throws PodshellError `view-not-found`; `forbidden`, also for whom the owner has removed; `cluster-unauthenticated`,
   * `cluster-unreachable`
   */
  async look(caller: Caller, viewId: string): Promise<ViewPlace> {
    const views = this.#byLink.get(viewId);
    const link = views?.links.find((one) => one.viewId === viewId);
    if (views === undefined || link === undefined) throw notFound();
    const { session } = views;
    const owner = session.caller.displayName;
    if (link.removed.has(caller.userId)) {
      throw new PodshellError('forbidden', `${owner} has removed you from those who watch this terminal.`);
    }
    const verdict = await this.#options.reviewExec(caller, session.start.target).ask();
    if (verdict.kind === 'unknown') {
      throw new PodshellError(
        'cluster-unreachable',
        "The cluster doesn't answer whether you may watch this terminal. Try again in a moment.",
      );
    }
    if (verdict.kind === 'refused') {
      const { code, reason } = verdict.failure;
      throw new PodshellError(code === 'cluster-unauthenticated' ? code : 'forbidden', reason);
    }
    const { attach, target } = session.start;
    return { ...target, owner, expiresAt: timeOf(link.expiresAt), ...(attach && { attached: true }) };
  }

  /** Makes a link to one of the caller's sessions. @throws PodshellError `session-not-found`, `view-limit` */
  share(caller: Caller, sessionId: string): SharedView {
    const session = this.#options.registry.find(sessionId, caller);
    if (session === undefined) throw noSession();
    let views = this.#bySession.get(sessionId);
    if (views === undefined) {
      const made: SessionViews = new SessionViews({
        ...this.#options,
        session,
        checks: this.#checks,
        encoder: this.#encoder,
        observer: this.#options.observe(session),
        onLinkEnded: (viewId) => this.#byLink.delete(viewId),
        onOver: () => this.#bySession.delete(sessionId),
      });
      views = made;
      this.#bySession.set(sessionId, made);
      session.guests = made;
    }
    const link = views.share();
    this.#byLink.set(link.viewId, views);
    return sharedView(link);
  }

  /** Links and watchers of one of the caller's sessions. @throws PodshellError `session-not-found` */
  sharing(caller: Caller, sessionId: string): Sharing {
    const views = this.#own(caller, sessionId);
    return {
      links: (views?.links ?? []).map(sharedView),
      watchers: (views?.watchers ?? []).map(({ watcherId, name, since, link }) => ({
        watcherId,
        name,
        since: timeOf(since),
        viewId: link.viewId,
      })),
    };
  }

  /**
   * Ends one link, or removes one watcher, of one of the caller's sessions.
   * @param id of the link or of the watcher; undefined: ends all links, and so removes everybody
   * @throws PodshellError `session-not-found`, `view-not-found`
   */
  end(caller: Caller, sessionId: string, id: string | undefined): void {
    const views = this.#own(caller, sessionId);
    if (id === undefined) views?.endAll();
    else if (views?.endLink(id) !== true && views?.remove(id) !== true) throw notFound();
  }

  #own(caller: Caller, sessionId: string): SessionViews | undefined {
    if (this.#options.registry.find(sessionId, caller) === undefined) throw noSession();
    return this.#bySession.get(sessionId);
  }
}

function sharedView({ viewId, createdAt, expiresAt }: ViewLink): SharedView {
  return { viewId, createdAt: timeOf(createdAt), expiresAt: timeOf(expiresAt) };
}

/** RFC 3339 for milliseconds since the epoch. */
function timeOf(ms: number): string {
  return new Date(ms).toISOString();
}

function noSession(): PodshellError {
  return new PodshellError('session-not-found', 'Session not found. It may have ended already.');
}

function notFound(): PodshellError {
  return new PodshellError(
    'view-not-found',
    'This link is not valid, or no longer: the shell has ended, its owner has stopped sharing it, or 24 h are over. Ask for a new link.',
  );
}
