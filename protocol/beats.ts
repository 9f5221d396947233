/**
 * Heartbeats of an event stream that a page can see: `GET ...?beats=true` sends an event named {@link BEAT} right after
 * the first event, and then every {@link BEAT_MS}. Comments, which keep connections open, are invisible to a page.
 */

/** The name of the event. Its data means nothing. */
export const BEAT = 'beat';

/** Milliseconds between two. "Live" must go within 10 s of silence, and the page does not tell breaks of 3 s. */
export const BEAT_MS = 2_000;

/** The query parameter that asks for them; its value is `true`. */
export const BEATS_PARAMETER = 'beats';
