import { PART } from '#protocol/parts.ts';

/** The part of `EventSource` that the feeds use. */
export interface EventSourceLike {
  readonly readyState: number;
  addEventListener(
    type: string,
    listener: (event: Event) => void,
    options?: { readonly signal?: AbortSignal },
  ): void;
  close(): void;
}

/** `EventSource.CLOSED`: the browser will not reconnect. */
export const CLOSED = 2;

/** The names of the events of `GET /api/pods/events`. */
export const EVENT_TYPES = ['snapshot', 'added', 'modified', 'deleted', 'stale'] as const;

/** The same, with what a stream of its own also has. */
export const OWN_EVENT_TYPES = [PART, ...EVENT_TYPES] as const;

/**
 * One event as the worker passes it on: its name and its data. An `error` has the `readyState` as its data, as EventSource
 * has it after the error.
 */
export type StreamEvent = readonly [type: string, data: string];

/** Receives the events of one stream. */
export type Sink = (event: StreamEvent) => void;

export function dropped(readyState: number): StreamEvent {
  return ['error', String(readyState)];
}
