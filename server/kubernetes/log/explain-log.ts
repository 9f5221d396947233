/** Why a log cannot be read, from what the API server and the kubelet say. */

import { isPodshellError, PodshellError } from '#protocol/problem.ts';
import type { ClusterIdentity } from '../client/client-pool.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { explain, toPodshellError } from '../errors/explain.ts';

export interface LogSubject {
  readonly identity: Pick<ClusterIdentity, 'context' | 'impersonated'>;
  readonly namespace: string;
  readonly pod: string;
  /** Undefined: the cluster chose, or did not get that far. */
  readonly container: string | undefined;
}

/** The error to throw for a log that cannot be read. PodshellErrors pass unchanged. */
export function toLogError(error: unknown, subject: LogSubject): PodshellError {
  const { identity, namespace, pod } = subject;
  const about = { context: identity.context, impersonated: identity.impersonated, namespace, pod };
  if (isPodshellError(error) || !(error instanceof ApiStatusError)) return toPodshellError(error, about);
  const found = explainStatus(error, subject);
  if (found !== undefined) return new PodshellError(found[0], found[1], { cause: error });
  return toPodshellError(error, about);
}

/** For a caller who needs `get` on `pods/log`. */
export function forbiddenLog(namespace: string, pod: string): string {
  return (
    `You don't have permission to read logs of pod "${pod}": you need get on pods/log in namespace "${namespace}". ` +
    'Ask a cluster admin for a role there with the rule {apiGroups: [""], resources: ["pods/log"], verbs: ["get"]}.'
  );
}

type Found = readonly [code: ConstructorParameters<typeof PodshellError>[0], detail: string];

function explainStatus(error: ApiStatusError, subject: LogSubject): Found | undefined {
  const { httpStatus, apiMessage } = error;
  const { pod, namespace, identity } = subject;
  if (httpStatus === 403) {
    const { context, impersonated } = identity;
    const { code } = explain(error, { context, impersonated, namespace, pod });
    return code === 'forbidden' ? ['forbidden', forbiddenLog(namespace, pod)] : undefined;
  }
  // The API server's answer while it knows no node to ask.
  if (httpStatus === 204) {
    return [
      'container-not-running',
      `Pod "${pod}" has no log yet: it isn't scheduled to a node. Try again when it is running.`,
    ];
  }
  if (httpStatus === 400) return explainBadRequest(apiMessage, subject);
  // The API server reaches the kubelet by itself, and quotes its failure with the address.
  if (httpStatus >= 500 && /:\d+\/containerLogs\/|error dialing backend/.test(apiMessage)) {
    return [
      'cluster-unreachable',
      `The cluster of context "${identity.context}" can't reach the node of pod "${pod}" (${httpStatus}). ` +
        `Check the node, or try again in a moment. The cluster says: ${apiMessage}`,
    ];
  }
  return undefined;
}

/** The words are those of the kubelet (`validateContainerLogStatus`) and of the API server (`LogLocation`). */
function explainBadRequest(said: string, { pod, container }: LogSubject): Found | undefined {
  const which = container === undefined ? 'The container' : `Container "${container}"`;
  if (/^container \S+ is not valid for pod /.test(said)) {
    return [
      'container-not-found',
      `Pod "${pod}" has no container "${container}". Choose one of its containers.`,
    ];
  }
  if (/^previous terminated container .* not found$/.test(said)) {
    return [
      'previous-log-not-found',
      `${which} of pod "${pod}" has no log of a previous run: it hasn't restarted, or the node has removed that log. ` +
        'Read the log of the current run.',
    ];
  }
  const waiting = /is waiting to start(?:: | - )(.*)$/.exec(said);
  if (waiting !== null || / is (?:terminated|not available)$/.test(said)) {
    const why = waiting?.[1] ? ` (${waiting[1]})` : '';
    return [
      'container-not-running',
      `${which} of pod "${pod}" has no log yet: it hasn't started${why}. Try again when it is running.`,
    ];
  }
  return undefined;
}
