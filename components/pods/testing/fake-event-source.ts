/** Fake event streams in place of the browser's `EventSource`. */

import { vi } from 'vitest';
import type { Pod, PodStreamEvent } from '#protocol/api.ts';

export class FakeEventSource extends EventTarget {
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSED = 2;
  readyState = FakeEventSource.OPEN;
  readonly url: string;

  constructor(url: string) {
    super();
    this.url = url;
    opened.push(this);
  }

  close(): void {
    this.readyState = FakeEventSource.CLOSED;
  }

  /** An event from the server. */
  say({ type, data }: PodStreamEvent): void {
    this.dispatchEvent(new MessageEvent(type, { data: JSON.stringify(data) }));
  }
}

let opened: FakeEventSource[] = [];

/** Installs the fake for one test. @returns the streams, in the order in which the page opens them */
export function fakeEventSources(): readonly FakeEventSource[] {
  opened = [];
  vi.stubGlobal('EventSource', FakeEventSource);
  return opened;
}

/** The first event of a stream. */
export function snapshotOf(...items: Pod[]): PodStreamEvent {
  return { type: 'snapshot', data: { items, resourceVersion: '1' } };
}
