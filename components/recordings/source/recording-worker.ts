/** The script of the worker that reads a recording: the page stays quick meanwhile. */

// Must come first.
import './not-page.ts';

import { browserClock } from '#components/terminal/connection/clock.ts';
import { browserDigest } from './chain-check.ts';
import { httpCast } from './http-cast.ts';
import { RecordingHost } from './recording-host.ts';
import type { PageMessage, WorkerMessage } from './worker-port.ts';

/** What a worker has of its page. */
declare const self: {
  postMessage(message: WorkerMessage): void;
  onmessage: ((event: MessageEvent<PageMessage>) => void) | null;
};

const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();

const host = new RecordingHost({
  open: httpCast,
  post: (message) => self.postMessage(message),
  digest: browserDigest(),
  clock: browserClock,
  // A timer would wait for 4 ms each time.
  turn: () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      turns.port2.postMessage(null);
    }),
});

self.onmessage = ({ data }) => host.receive(data);
