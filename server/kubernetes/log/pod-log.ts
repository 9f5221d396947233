/** Reads the log of a container (Kubernetes API, `GET pods/{name}/log`). */

import type { IncomingMessage } from 'node:http';
import type { LogWish } from '#protocol/pod-log.ts';
import type { PodshellError } from '#protocol/problem.ts';
import type { Query } from '../client/api-client.ts';
import { podLogPath } from '../client/paths.ts';
import { mapPod } from '../pods/map-pod.ts';
import { readPod } from '../pods/read-pod.ts';
import type { OpenLog } from '../ports.ts';
import { Silence } from '../watch/silence.ts';
import { toLogError } from './explain-log.ts';
import { recheckLog } from './log-right.ts';
import type { LogSource } from './log-source.ts';

/** A container may be quiet for longer than any limit: only a server that does not answer ends its log. */
const NEVER_IDLE_MS = 10 * 365 * 24 * 3600 * 1000;

/**
 * Resolves when the cluster has begun to send the log.
 * @throws PodshellError
 */
export async function openPodLog(options: LogSource, wish: LogWish, signal: AbortSignal): Promise<OpenLog> {
  const { identity, namespace, pod } = options;
  const { context, client } = identity;
  const container = wish.container ?? (await defaultContainer(options));
  const stop = stopWith(signal, identity.retired);
  const explained = (error: unknown) => toLogError(error, { ...options, container });
  let response: IncomingMessage;
  try {
    const query = queryOf(wish, container);
    const path = podLogPath(namespace, pod);
    response = await client.stream(path, query, stop.signal, { verb: 'log', accept: '*/*' });
  } catch (error) {
    stop.abort();
    throw explained(error);
  }
  void recheckLog(options, stop.signal, (refusal) => stop.abort(refusal));
  return { context, container, chunks: chunksOf(response, options, stop, explained) };
}

/** Aborts with the first of the signals, and then forgets them: they may live for long. */
function stopWith(...signals: readonly AbortSignal[]): AbortController {
  const stop = new AbortController();
  const listeners = signals.map((signal) => ({ signal, onAbort: () => stop.abort(signal.reason) }));
  for (const { signal, onAbort } of listeners) {
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  }
  stop.signal.addEventListener('abort', () => {
    for (const { signal, onAbort } of listeners) signal.removeEventListener('abort', onAbort);
  });
  return stop;
}

async function* chunksOf(
  response: IncomingMessage,
  { identity, limits, clock }: LogSource,
  stop: AbortController,
  explained: (error: unknown) => PodshellError,
): AsyncGenerator<Uint8Array, void, undefined> {
  const quiet = { ...limits, watchAskMs: limits.logAskMs, watchIdleMs: NEVER_IDLE_MS };
  const silence = new Silence(response, identity.client, quiet, clock);
  try {
    yield* response as AsyncIterable<Buffer>;
  } catch (error) {
    // Node tells an abort without its reason.
    throw explained(stop.signal.aborted ? stop.signal.reason : error);
  } finally {
    silence.end();
    stop.abort();
    response.destroy();
  }
}

/** As kubectl chooses; undefined leaves it to the cluster, for callers who may read logs but not pods. */
async function defaultContainer({ identity, namespace, pod }: LogSource): Promise<string | undefined> {
  try {
    return mapPod(await readPod(identity, namespace, pod)).defaultContainer;
  } catch {
    // The request for the log meets the same failure, and tells it in the words of a log.
    return undefined;
  }
}

function queryOf(wish: LogWish, container: string | undefined): Query {
  const { follow, previous, timestamps, tail, since, sinceTime } = wish;
  return {
    container,
    follow: follow || undefined,
    previous: previous || undefined,
    timestamps: timestamps || undefined,
    tailLines: tail,
    sinceSeconds: since,
    sinceTime,
  };
}
