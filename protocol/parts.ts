/**
 * Long snapshots in parts: `GET /api/pods/events?parts=true` may send some of a snapshot's pods before it, in events named
 * {@link PART}, so that the client reads them while the others are on their way.
 */

/** The name of the event. Its data is an array of pods, which belong to the next snapshot, before its own. */
export const PART = 'part';

/** The query parameter that asks for them; its value is `true`. */
export const PARTS_PARAMETER = 'parts';
