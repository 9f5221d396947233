/** For tests with real sockets and disks that wait for attempts to be repeated. */

import type { Clock } from '#server/ports.ts';
import { systemClock } from '#server/system-clock.ts';

const FACTOR = 20;

/** Waits are a twentieth of what they should be. Give time limits the twentyfold. */
export const hastyClock: Clock = {
  now: () => systemClock.now(),
  after: (ms, callback) => systemClock.after(ms / FACTOR, callback),
  soon: (callback) => systemClock.soon(callback),
};
