/** API bodies of watching: the links to a shell, and who watches it. */

/** A link to a shell. */
export interface SharedView {
  readonly viewId: string;
  /** RFC 3339. */
  readonly createdAt: string;
  /** When the link ends by itself, RFC 3339. */
  readonly expiresAt: string;
}

/** Answer of `POST /api/sessions/{id}/viewers`. */
export interface NewView extends SharedView {
  /** Of the page that shows the shell, for a browser. */
  readonly url: string;
}

/** A window that watches. */
export interface WatcherInfo {
  /** Lets nobody in. */
  readonly watcherId: string;
  /** The name of its user. */
  readonly name: string;
  /** RFC 3339. */
  readonly since: string;
  /** The link by which it came. */
  readonly viewId: string;
}

/** Answer of `GET /api/sessions/{id}/viewers`. */
export interface Sharing {
  readonly links: readonly SharedView[];
  readonly watchers: readonly WatcherInfo[];
}

/** Answer of `GET /api/views/{viewId}`, to those who may watch. */
export interface ViewPlace {
  /** Name of the terminal's owner. */
  readonly owner: string;
  /** The terminal is attached to the container's main process; absent for a shell of its own. */
  readonly attached?: true;
  readonly context: string;
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  /** When the link ends by itself, RFC 3339. */
  readonly expiresAt: string;
}
