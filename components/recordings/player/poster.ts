/** What a replay shows before it is played: at its first moment, a recording has a blank screen. */

import type { ReplayEvent } from './replay.ts';

/** The first screen is complete when nothing more has come for so long. Milliseconds. */
const PAUSE_MS = 500;

/** Whoever types at once does not pause: so long after the first that can be seen, it is complete. Milliseconds. */
const MOST_MS = 1_000;

/** Of a recording that begins with a flood, so much is enough. UTF-16 units. */
const MOST_TEXT = 64 * 1024;

/** Sequences of a terminal: CSI, OSC with its end, and short ones. */
const SEQUENCES = new RegExp(
  ['\\[[0-?]*[ -/]*[@-~]', '\\][^\u0007\u001b]*(?:\u0007|\u001b\\\\)', '[ -/]*[0-~]']
    .map((rest) => `\u001b${rest}`)
    .join('|'),
  'g',
);
const VISIBLE = /[^\s\p{Cc}]/u;

/** The beginning of the events, up to the first pause after something that can be seen; empty if nothing can. */
export function posterOf(events: readonly ReplayEvent[]): readonly ReplayEvent[] {
  let text = '';
  let visibleAt: number | undefined;
  let end = 0;
  for (const event of events) {
    const before = events[end - 1]?.at ?? event.at;
    const isLong = event.at - before > PAUSE_MS || text.length > MOST_TEXT;
    if (visibleAt !== undefined && (isLong || event.at - visibleAt > MOST_MS)) break;
    end += 1;
    if (event.kind !== 'output') continue;
    text += event.text;
    if (visibleAt === undefined && VISIBLE.test(text.replace(SEQUENCES, ''))) visibleAt = event.at;
  }
  return visibleAt !== undefined ? events.slice(0, end) : [];
}
