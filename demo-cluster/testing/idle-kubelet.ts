/** A kubelet without processes: pods are running at once, streams are only recorded. */

import type { ContainerSpec, Kubelet, KubeletOptions, PodObject, StreamRequest } from '../ports.ts';

export interface IdleKubelet extends Kubelet {
  /** Calls in order, for instance `exec team-a/debian debian`. */
  readonly calls: string[];
}

const STARTED = '2026-01-01T00:00:00Z';

function containerStatus({ name, image }: ContainerSpec): Record<string, unknown> {
  const crashes = image.includes('crash');
  const ended = { exitCode: 1, reason: 'Error', startedAt: STARTED, finishedAt: STARTED };
  return {
    name,
    image,
    imageID: '',
    state: crashes ? { waiting: { reason: 'CrashLoopBackOff' } } : { running: { startedAt: STARTED } },
    lastState: crashes ? { terminated: ended } : {},
    ready: !crashes,
    restartCount: crashes ? 8 : 0,
    started: !crashes,
  };
}

function idleStatus(pod: PodObject): Record<string, unknown> {
  const { initContainers, containers, ephemeralContainers } = pod.spec;
  const done = { exitCode: 0, reason: 'Completed', startedAt: STARTED, finishedAt: STARTED };
  return {
    ...pod.status,
    phase: 'Running',
    podIP: '10.244.0.2',
    podIPs: [{ ip: '10.244.0.2' }],
    startTime: STARTED,
    ...(initContainers === undefined
      ? {}
      : {
          initContainerStatuses: initContainers.map((container) => ({
            ...containerStatus(container),
            state: { terminated: done },
          })),
        }),
    containerStatuses: containers.map(containerStatus),
    ...(ephemeralContainers === undefined
      ? {}
      : { ephemeralContainerStatuses: ephemeralContainers.map(containerStatus) }),
  };
}

export function createIdleKubelet({ sink }: KubeletOptions): IdleKubelet {
  const calls: string[] = [];
  const note = (call: string, pod: PodObject, rest = '') =>
    calls.push(`${call} ${pod.metadata.namespace}/${pod.metadata.name}${rest === '' ? '' : ` ${rest}`}`);
  return {
    calls,
    syncPod(pod) {
      note('sync', pod);
      sink.setStatus(pod.metadata.uid ?? '', idleStatus(pod));
    },
    async killPod(pod, graceSeconds) {
      note('kill', pod, String(graceSeconds));
    },
    serveStream(kind, pod, request) {
      note(kind, pod, request.query.get('container') ?? '');
      refuseStream(request);
    },
    serveLog(pod, query, _request, response) {
      note('log', pod, query.get('container') ?? '');
      response.end('tick 0\n');
    },
    restartRuntime() {},
    async dispose() {
      calls.push('dispose');
    },
  };
}

function refuseStream({ answer }: StreamRequest): void {
  if (answer.kind === 'plain') answer.response.writeHead(400).end();
  else answer.socket.end('HTTP/1.1 501 Not Implemented\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
