/** The messages of a pod's status. Numbers: k8s.io/api/core/v1/generated.proto. */

import { bool, flag, int, list, type Message, map, one, time } from './message.ts';

/** Of a container, its status, and a pod's status. */
export const resources: Message = { 1: map('limits', 'quantity'), 2: map('requests', 'quantity') };

const state: Message = {
  1: one('waiting', { 1: one('reason'), 2: one('message') }),
  2: one('running', { 1: time('startedAt') }),
  3: one('terminated', {
    1: int('exitCode'),
    2: int('signal'),
    3: one('reason'),
    4: one('message'),
    5: time('startedAt'),
    6: time('finishedAt'),
    7: one('containerID'),
  }),
};

const containerStatus: Message = {
  1: one('name'),
  2: one('state', state),
  3: one('lastState', state),
  4: bool('ready'),
  5: int('restartCount'),
  6: one('image'),
  7: one('imageID'),
  8: one('containerID'),
  9: flag('started'),
  10: map('allocatedResources', 'quantity'),
  11: one('resources', resources),
  12: list('volumeMounts', {
    1: one('name'),
    2: one('mountPath'),
    3: bool('readOnly'),
    4: one('recursiveReadOnly', 'string-pointer'),
  }),
  13: one('user', {
    1: one('linux', { 1: int('uid'), 2: int('gid'), 3: list('supplementalGroups', 'int-pointer') }),
  }),
};

export const podStatus: Message = {
  1: one('phase'),
  2: list('conditions', {
    1: one('type'),
    2: one('status'),
    3: time('lastProbeTime'),
    4: time('lastTransitionTime'),
    5: one('reason'),
    6: one('message'),
    7: int('observedGeneration'),
  }),
  3: one('message'),
  4: one('reason'),
  5: one('hostIP'),
  6: one('podIP'),
  7: time('startTime'),
  8: list('containerStatuses', containerStatus),
  9: one('qosClass'),
  10: list('initContainerStatuses', containerStatus),
  11: one('nominatedNodeName'),
  12: list('podIPs', { 1: one('ip') }),
  13: list('ephemeralContainerStatuses', containerStatus),
  14: one('resize'),
  16: list('hostIPs', { 1: one('ip') }),
  17: int('observedGeneration'),
  19: map('allocatedResources', 'quantity'),
  20: one('resources', resources),
};
