/** Reads the events of a part of a recording that begins and ends between two lines. */

import { type ScreenEvent, screenEvent } from './screen-event.ts';
import { readTolerantly } from './tolerant-line.ts';

/** Times add up as whole numbers: seconds with six digits do so exactly. */
export const MICROSECONDS = 1_000_000;
export const PER_MILLISECOND = 1_000;

/**
 * @param at milliseconds since the start, of the event before
 */
export function segmentEvents(bytes: Uint8Array, at: number): ScreenEvent[] {
  let microseconds = Math.round(at * PER_MILLISECOND);
  const events: ScreenEvent[] = [];
  for (const line of new TextDecoder().decode(bytes).split('\n')) {
    const read = readTolerantly(line);
    if (read?.kind !== 'event') continue;
    microseconds += Math.round(read.interval * MICROSECONDS);
    const event = screenEvent(microseconds / PER_MILLISECOND, read.code, read.data);
    if (event !== undefined) events.push(event);
  }
  return events;
}
