/** `PodStatus` and what it consists of. Field numbers: `k8s.io/api/core/v1/generated.proto`. */

import type { ContainerState, ContainerStatus, PodCondition, PodStatus } from '../objects.ts';
import { readTime } from './metadata-messages.ts';
import { all, as, bool, int, message, text, textOrNone } from './read-message.ts';

const readCondition = message<PodCondition>(
  () => ({ type: '', status: '', reason: undefined, message: undefined }),
  { 1: as('type', text), 2: as('status', text), 5: as('reason', textOrNone), 6: as('message', textOrNone) },
);

const readWaiting = message<NonNullable<ContainerState['waiting']>>(
  () => ({ reason: undefined, message: undefined }),
  { 1: as('reason', textOrNone), 2: as('message', textOrNone) },
);

const readRunning = message<NonNullable<ContainerState['running']>>(() => ({ startedAt: undefined }), {
  1: as('startedAt', readTime),
});

const readTerminated = message<NonNullable<ContainerState['terminated']>>(
  () => ({
    exitCode: 0,
    signal: undefined,
    reason: undefined,
    message: undefined,
    startedAt: undefined,
    finishedAt: undefined,
  }),
  {
    1: as('exitCode', int),
    2: as('signal', int),
    3: as('reason', textOrNone),
    4: as('message', textOrNone),
    5: as('startedAt', readTime),
    6: as('finishedAt', readTime),
  },
);

const readState = message<ContainerState>(
  () => ({ waiting: undefined, running: undefined, terminated: undefined }),
  { 1: as('waiting', readWaiting), 2: as('running', readRunning), 3: as('terminated', readTerminated) },
);

const readContainerStatus = message<ContainerStatus>(
  () => ({
    name: '',
    state: undefined,
    lastState: undefined,
    ready: false,
    started: undefined,
    restartCount: 0,
  }),
  {
    1: as('name', text),
    2: as('state', readState),
    3: as('lastState', readState),
    4: as('ready', bool),
    5: as('restartCount', int),
    9: as('started', bool),
  },
);

/** Reads a `PodStatus`, only the fields that `mapPod` uses. */
export const readPodStatus = message<PodStatus>(
  () => ({
    phase: undefined,
    reason: undefined,
    message: undefined,
    conditions: undefined,
    containerStatuses: undefined,
    initContainerStatuses: undefined,
    ephemeralContainerStatuses: undefined,
    podIP: undefined,
  }),
  {
    1: as('phase', textOrNone),
    2: as('conditions', all(readCondition)),
    3: as('message', textOrNone),
    4: as('reason', textOrNone),
    6: as('podIP', textOrNone),
    8: as('containerStatuses', all(readContainerStatus)),
    10: as('initContainerStatuses', all(readContainerStatus)),
    13: as('ephemeralContainerStatuses', all(readContainerStatus)),
  },
);
