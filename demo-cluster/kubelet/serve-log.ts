/** Answers a log request with the log or with the reason why there is none. */

import type { ServerResponse } from 'node:http';
import type { PodObject } from '#demo-cluster/ports.ts';
import { type LogOptions, parseLogOptions } from './log/log-options.ts';
import { LogReply } from './log/log-reply.ts';
import { LogStore } from './log/log-store.ts';
import type { Container } from './pod/container.ts';
import { badRequest, type Refusal, refuse } from './refusal.ts';

/** `find` returns a container of the pod by name. `now` is in milliseconds since the epoch. */
export function serveLog(
  pod: PodObject,
  find: (name: string) => Container | undefined,
  query: URLSearchParams,
  response: ServerResponse,
  now: number,
): void {
  const refuseWith = (refusal: Refusal) => refuse({ kind: 'plain', response }, refusal, new Date(now));
  const options = parseLogOptions(query, now);
  if (typeof options === 'string') {
    refuseWith(badRequest(options));
    return;
  }
  const found = findLog(pod, find, options);
  if (found instanceof LogStore) new LogReply(found, options, response);
  else refuseWith(found);
}

function findLog(
  pod: PodObject,
  find: (name: string) => Container | undefined,
  options: LogOptions,
): LogStore | Refusal {
  const container = find(options.container);
  const store = options.previous ? container?.previousLog : container?.log;
  if (store !== undefined) return store;
  const which = `container "${options.container}" in pod "${pod.metadata.name}"`;
  if (options.previous) return badRequest(`previous terminated ${which} not found`);
  const reason = container?.state.kind === 'waiting' ? container.state.reason : 'ContainerCreating';
  return badRequest(`${which} is waiting to start: ${reason}`);
}
