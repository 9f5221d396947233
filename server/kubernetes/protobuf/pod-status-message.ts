/** `PodStatus` and what it consists of. Field numbers: `k8s.io/api/core/v1/generated.proto`. */

import type { ContainerState, ContainerStatus, PodCondition, PodStatus } from '../objects.ts';
import { readTime, textOrNone } from './metadata-messages.ts';
import type { WireReader } from './wire-reader.ts';

/** Reads a `PodStatus`, only the fields that `mapPod` uses. */
export function readPodStatus(reader: WireReader): PodStatus {
  // All fields from the beginning: objects of one shape are quicker to make and to read.
  const status: PodStatus = {
    phase: undefined,
    reason: undefined,
    message: undefined,
    conditions: undefined,
    containerStatuses: undefined,
    initContainerStatuses: undefined,
    ephemeralContainerStatuses: undefined,
    podIP: undefined,
  };
  const end = reader.enter();
  while (reader.next(end)) {
    switch (reader.field) {
      case 1:
        status.phase = textOrNone(reader);
        break;
      case 2:
        status.conditions ??= [];
        status.conditions.push(readCondition(reader));
        break;
      case 3:
        status.message = textOrNone(reader);
        break;
      case 4:
        status.reason = textOrNone(reader);
        break;
      case 6:
        status.podIP = textOrNone(reader);
        break;
      case 8:
        status.containerStatuses ??= [];
        status.containerStatuses.push(readContainerStatus(reader));
        break;
      case 10:
        status.initContainerStatuses ??= [];
        status.initContainerStatuses.push(readContainerStatus(reader));
        break;
      case 13:
        status.ephemeralContainerStatuses ??= [];
        status.ephemeralContainerStatuses.push(readContainerStatus(reader));
        break;
      default:
        reader.skip();
    }
  }
  return status;
}

function readCondition(reader: WireReader): PodCondition {
  let type = '';
  let status = '';
  let reason: string | undefined;
  let message: string | undefined;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) type = reader.text();
    else if (reader.field === 2) status = reader.text();
    else if (reader.field === 5) reason = textOrNone(reader);
    else if (reader.field === 6) message = textOrNone(reader);
    else reader.skip();
  }
  return { type, status, reason, message };
}

function readContainerStatus(reader: WireReader): ContainerStatus {
  const status: ContainerStatus = {
    name: '',
    state: undefined,
    lastState: undefined,
    ready: false,
    started: undefined,
    restartCount: 0,
  };
  const end = reader.enter();
  while (reader.next(end)) {
    switch (reader.field) {
      case 1:
        status.name = reader.text();
        break;
      case 2:
        status.state = readState(reader);
        break;
      case 3:
        status.lastState = readState(reader);
        break;
      case 4:
        status.ready = reader.bool();
        break;
      case 5:
        status.restartCount = reader.int();
        break;
      case 9:
        status.started = reader.bool();
        break;
      default:
        reader.skip();
    }
  }
  return status;
}

function readState(reader: WireReader): ContainerState {
  const state: ContainerState = { waiting: undefined, running: undefined, terminated: undefined };
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) state.waiting = readWaiting(reader);
    else if (reader.field === 2) state.running = readRunning(reader);
    else if (reader.field === 3) state.terminated = readTerminated(reader);
    else reader.skip();
  }
  return state;
}

function readWaiting(reader: WireReader): ContainerState['waiting'] {
  let reason: string | undefined;
  let message: string | undefined;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) reason = textOrNone(reader);
    else if (reader.field === 2) message = textOrNone(reader);
    else reader.skip();
  }
  return { reason, message };
}

function readRunning(reader: WireReader): ContainerState['running'] {
  let startedAt: string | undefined;
  const end = reader.enter();
  while (reader.next(end)) {
    if (reader.field === 1) startedAt = readTime(reader);
    else reader.skip();
  }
  return { startedAt };
}

function readTerminated(reader: WireReader): ContainerState['terminated'] {
  const terminated: NonNullable<ContainerState['terminated']> = {
    exitCode: 0,
    signal: undefined,
    reason: undefined,
    message: undefined,
    startedAt: undefined,
    finishedAt: undefined,
  };
  const end = reader.enter();
  while (reader.next(end)) {
    switch (reader.field) {
      case 1:
        terminated.exitCode = reader.int();
        break;
      case 2:
        terminated.signal = reader.int();
        break;
      case 3:
        terminated.reason = textOrNone(reader);
        break;
      case 4:
        terminated.message = textOrNone(reader);
        break;
      case 5:
        terminated.startedAt = readTime(reader);
        break;
      case 6:
        terminated.finishedAt = readTime(reader);
        break;
      default:
        reader.skip();
    }
  }
  return terminated;
}
