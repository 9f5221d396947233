/** What a page and the worker that it shares with other pages say to each other. */

import type { StreamEvent } from './event-source.ts';

/**
 * Every stream that the page has open, as its id and its route. Says what is new, what is closed, and that the page still
 * lives. The page never uses an id again.
 */
export type Held = Readonly<Record<string, string>>;

/** The id of a page's first stream. */
export const FIRST_ID = 1;

/** A page to the worker: what it holds, or the id of a stream whose last events it has handled. */
export type PageMessage = Held | number;

/** The worker to a page: new events of a stream; null confirms what the page holds. */
export type WorkerMessage = readonly [id: number, events: readonly StreamEvent[]] | null;

/** A page says at least this often what it holds. Milliseconds. */
export const HELD_MS = 2_000;
