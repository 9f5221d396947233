/** The states of synthetic pods, weighted by frequency. */

import { timestamp } from '../objects/timestamp.ts';
import type { Random } from './random.ts';

/** The part of a status in which the situations differ. */
export interface Situation {
  readonly phase: string;
  readonly reason?: string;
  readonly message?: string;
  /** State of each container; undefined: the pod has no container status. */
  readonly state?: Record<string, unknown>;
  readonly lastState?: Record<string, unknown>;
  readonly ready: boolean;
  readonly restartCount: number;
  readonly scheduled: boolean;
  /** True: restartPolicy Never, as for jobs. */
  readonly once?: boolean;
}

interface Moment {
  readonly random: Random;
  /** Start of the container, milliseconds since the epoch. */
  readonly startedAt: number;
  readonly container: string;
  readonly image: string;
}

interface Kind {
  readonly weight: number;
  make(moment: Moment): Situation;
}

const waiting = (reason: string, message?: string) => ({
  waiting: { reason, ...(message === undefined ? {} : { message }) },
});

const ended = ({ startedAt }: Moment, exitCode: number, reason: string) => ({
  terminated: {
    exitCode,
    reason,
    startedAt: timestamp(startedAt),
    finishedAt: timestamp(startedAt + 30_000),
  },
});

const running = ({ startedAt }: Moment) => ({ running: { startedAt: timestamp(startedAt) } });

const KINDS: readonly Kind[] = [
  {
    weight: 68,
    make: (moment) => ({
      phase: 'Running',
      state: running(moment),
      ready: true,
      restartCount: 0,
      scheduled: true,
    }),
  },
  {
    weight: 6,
    make: (moment) => ({
      phase: 'Running',
      state: running(moment),
      lastState: ended({ ...moment, startedAt: moment.startedAt - 60_000 }, 137, 'OOMKilled'),
      ready: true,
      restartCount: 1 + moment.random.below(9),
      scheduled: true,
    }),
  },
  {
    weight: 3,
    make: (moment) => ({
      phase: 'Running',
      state: running(moment),
      ready: false,
      restartCount: 0,
      scheduled: true,
    }),
  },
  {
    weight: 5,
    make: (moment) => ({
      phase: 'Running',
      state: waiting('CrashLoopBackOff', `back-off 5m0s restarting failed container=${moment.container}`),
      lastState: ended(moment, 1, 'Error'),
      ready: false,
      restartCount: 5 + moment.random.below(200),
      scheduled: true,
    }),
  },
  {
    weight: 3,
    make: ({ image }) => ({
      phase: 'Pending',
      state: waiting('ImagePullBackOff', `Back-off pulling image "${image}"`),
      ready: false,
      restartCount: 0,
      scheduled: true,
    }),
  },
  {
    weight: 2,
    make: () => ({
      phase: 'Pending',
      state: waiting('ContainerCreating'),
      ready: false,
      restartCount: 0,
      scheduled: true,
    }),
  },
  {
    weight: 7,
    make: (moment) => ({
      phase: 'Succeeded',
      state: ended(moment, 0, 'Completed'),
      ready: false,
      restartCount: 0,
      scheduled: true,
      once: true,
    }),
  },
  {
    weight: 2,
    make: (moment) => ({
      phase: 'Failed',
      state: ended(moment, 1 + moment.random.below(120), 'Error'),
      ready: false,
      restartCount: 0,
      scheduled: true,
      once: true,
    }),
  },
  {
    weight: 2,
    make: () => ({
      phase: 'Failed',
      reason: 'Evicted',
      message: 'The node was low on resource: ephemeral-storage.',
      ready: false,
      restartCount: 0,
      scheduled: true,
    }),
  },
  {
    weight: 2,
    make: () => ({ phase: 'Pending', ready: false, restartCount: 0, scheduled: false }),
  },
];

const TOTAL = KINDS.reduce((sum, { weight }) => sum + weight, 0);

/** A random situation, chosen by weight. */
export function pickSituation(moment: Moment): Situation {
  let left = moment.random.below(TOTAL);
  for (const kind of KINDS) {
    left -= kind.weight;
    if (left < 0) return kind.make(moment);
  }
  throw new RangeError('weights do not add up');
}
