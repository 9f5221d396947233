/** Events as text (https://html.spec.whatwg.org/multipage/server-sent-events.html). */

import { PART } from '#protocol/parts.ts';

export interface StreamEvent {
  readonly type: string;
  readonly data: unknown;
}

/** One event as text. JSON contains no line breaks, so one data line is enough. */
export function encodeEvent({ type, data }: StreamEvent): string {
  return `event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
}

/** Items that are encoded at once: 0.4 MB and 2 ms for pods. */
const PART_ITEMS = 500;

/**
 * Events as text, in pieces of which each is at least `PIECE_CHARACTERS` long but the last. Long lists (`items`) are cut:
 * 50,000 pods are 40 MB, which need not be one text, and must not stop the server for as long as it takes to write them.
 * @param before comes first, in the first piece
 * @param inParts sends a long snapshot in several events; see {@link PART}
 */
export function* encodeInPieces(
  events: readonly StreamEvent[],
  before = '',
  inParts = false,
): Generator<string, void, undefined> {
  let text = before;
  for (const event of events) {
    for (const part of partsOf(event, inParts)) {
      text += part;
      if (text.length < PIECE_CHARACTERS) continue;
      yield text;
      text = '';
    }
  }
  if (text !== '') yield text;
}

const PIECE_CHARACTERS = 64 * 1024;

function* partsOf(event: StreamEvent, inParts: boolean): Generator<string, void, undefined> {
  const list = longList(event.data);
  if (list === undefined) {
    yield encodeEvent(event);
    return;
  }
  const { items, ...others } = list;
  if (inParts && event.type === 'snapshot') {
    for (let from = 0; from < items.length; from += PART_ITEMS) {
      yield encodeEvent({ type: PART, data: items.slice(from, from + PART_ITEMS) });
    }
    yield encodeEvent({ ...event, data: { ...others, items: [] } });
    return;
  }
  let before = `event: ${event.type}\ndata: {"items":[`;
  for (let from = 0; from < items.length; from += PART_ITEMS) {
    yield before + JSON.stringify(items.slice(from, from + PART_ITEMS)).slice(1, -1);
    before = ',';
  }
  const rest = JSON.stringify(others).slice(1);
  yield `]${rest === '}' ? '' : ','}${rest}\n\n`;
}

function longList(data: unknown): { readonly items: readonly unknown[] } | undefined {
  if (typeof data !== 'object' || data === null || !('items' in data)) return undefined;
  const { items } = data;
  return Array.isArray(items) && items.length > PART_ITEMS ? { ...data, items } : undefined;
}
