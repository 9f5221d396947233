/** Explains why a cluster does not add a debug container. */

import { PodshellError } from '#protocol/problem.ts';
import { ApiStatusError } from '../errors/api-error.ts';
import { type Subject, toPodshellError } from '../errors/explain.ts';
import { DEBUG_RIGHT, ruleOf } from '../pod-right.ts';
import { DebugError } from './debug-error.ts';

const COPY = 'A copy of the pod with a debug container (kubectl debug --copy-to) may be possible.';

/** The error for the user. @param error what the PATCH of `pods/ephemeralcontainers` has thrown */
export function toDebugError(error: unknown, subject: Subject): DebugError | PodshellError {
  if (!(error instanceof ApiStatusError)) return toPodshellError(error, subject);
  const { httpStatus, apiMessage } = error;
  const { pod, namespace } = subject;
  if (/static pods do not support ephemeral containers/i.test(apiMessage)) return staticPod(pod ?? '');
  if (/violates PodSecurity|denied the request|ValidatingAdmissionPolicy/.test(apiMessage)) {
    return new DebugError(
      'debug-policy-refused',
      `A policy of the cluster refuses this debug container. Choose the profile restricted or baseline, or ask a cluster admin. ` +
        `The cluster says: ${apiMessage}`,
    );
  }
  if (/exceeded quota|maximum .* usage per Container/.test(apiMessage)) {
    return new DebugError(
      'debug-quota-exceeded',
      `A quota or limit of namespace "${namespace}" leaves no room for a debug container. Ask a cluster admin to raise it. ` +
        `The cluster says: ${apiMessage}`,
    );
  }
  if (httpStatus === 405 || (httpStatus === 404 && !/^pods "/.test(apiMessage))) {
    return new DebugError(
      'debug-unsupported',
      `The cluster has no ephemeral containers: it is older than Kubernetes 1.25, or they are switched off. ${COPY}`,
    );
  }
  if (httpStatus === 403 && !/impersonate/.test(apiMessage)) {
    return new PodshellError(
      'forbidden',
      `You don't have permission to ${DEBUG_RIGHT.act(`in pod "${pod}"`)}. Ask a cluster admin for a role in namespace ` +
        `"${namespace}" with the rule ${ruleOf(DEBUG_RIGHT)}.`,
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
