/** Explains why a cluster does not add a debug container. */

import { PodshellError } from '#protocol/problem.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { type Subject, toPodshellError } from '../errors/explain.ts';
import type { PodObject } from '../objects.ts';
import { DEBUG_RIGHT, type PodRight, ruleOf } from '../pod-right.ts';
import { DebugError } from './debug-error.ts';

const COPY = 'A copy of the pod with a debug container (kubectl debug --copy-to) may be possible.';

/**
 * The error for the user.
 * @param error what the PATCH of `pods/ephemeralcontainers` has thrown, or the POST of a copy
 * @param right what was tried
 */
export function toDebugError(
  error: unknown,
  subject: Subject,
  right: PodRight = DEBUG_RIGHT,
): DebugError | PodshellError {
  if (!(error instanceof ApiStatusError)) return toPodshellError(error, subject);
  const { httpStatus, apiMessage } = error;
  const { pod, namespace } = subject;
  const what = right === DEBUG_RIGHT ? 'debug container' : 'copy of the pod';
  if (/static pods do not support ephemeral containers/i.test(apiMessage)) return staticPod(pod ?? '');
  if (/violates PodSecurity|denied the request|ValidatingAdmissionPolicy/.test(apiMessage)) {
    return new DebugError(
      'debug-policy-refused',
      `A policy of the cluster refuses this ${what}. Choose the profile restricted or baseline, or ask a cluster admin. ` +
        `The cluster says: ${apiMessage}`,
    );
  }
  if (/exceeded quota|maximum .* usage per Container/.test(apiMessage)) {
    return new DebugError(
      'debug-quota-exceeded',
      `A quota or limit of namespace "${namespace}" leaves no room for a ${what}. Ask a cluster admin to raise it. ` +
        `The cluster says: ${apiMessage}`,
    );
  }
  if (right !== DEBUG_RIGHT && httpStatus === 422) {
    return new DebugError(
      'debug-copy-refused',
      `The cluster doesn't accept the copy of pod "${pod}". Choose another image or profile, or ask a cluster admin. ` +
        `The cluster says: ${apiMessage}`,
    );
  }
  const isUnknown = httpStatus === 405 || (httpStatus === 404 && !/^pods "/.test(apiMessage));
  if (right === DEBUG_RIGHT && isUnknown) {
    return new DebugError(
      'debug-unsupported',
      `The cluster has no ephemeral containers: it is older than Kubernetes 1.25, or they are switched off. ${COPY}`,
    );
  }
  if (httpStatus === 403 && !/impersonate/.test(apiMessage)) {
    return new PodshellError(
      'forbidden',
      `You don't have permission to ${right.act(right === DEBUG_RIGHT ? `in pod "${pod}"` : 'here')}. Ask a cluster admin for a role in namespace ` +
        `"${namespace}" with the rule ${ruleOf(right)}.`,
    );
  }
  return toPodshellError(error, subject);
}

/** A static pod is changed by its manifest on the node only. */
export function staticPod(pod: string): DebugError {
  return new DebugError(
    'debug-static-pod',
    `Pod "${pod}" is a static pod, and these take no debug containers. ${COPY}`,
  );
}

/** Its containers have ended, or will soon. */
export function hasStopped({ metadata, status }: PodObject): boolean {
  const { phase } = status ?? {};
  return metadata?.deletionTimestamp !== undefined || phase === 'Succeeded' || phase === 'Failed';
}

/** Nothing can be added to it. */
export function stoppedPod(pod: string): DebugError {
  return new DebugError(
    'debug-pod-not-running',
    `Pod "${pod}" doesn't run: it isn't scheduled to a node yet, has ended or is being deleted. Choose another pod, or try ` +
      'again when it runs.',
  );
}
