/** Explains why an exec was refused or failed. The patterns match messages recorded from real clusters. */

import { EXEC_RIGHT, ruleOf } from '../pod-right.ts';
import { ApiStatusError } from './api-error.ts';
import { BlockedUpgradeError, UnansweredUpgradeError } from './blocked-upgrade.ts';
import { type Explanation, explain, type Subject } from './explain.ts';
import { explainImpersonation } from './explain-impersonation.ts';

/** As {@link explain}, with the answers that only an exec gets. */
export function explainExec(error: unknown, subject: Subject): Explanation {
  if (error instanceof BlockedUpgradeError) return explain(error, subject);
  // The pod was read just before, so the API server answers.
  if (error instanceof UnansweredUpgradeError && subject.node !== undefined) {
    return {
      code: 'cluster-unreachable',
      detail:
        `Node "${subject.node}" of pod "${subject.pod}" doesn't respond: timed out starting the shell. ` +
        'Ask a cluster admin to check the kubelet and the container runtime of the node, or choose a pod on another node.',
    };
  }
  if (error instanceof ApiStatusError) return explainRefusedExec(error, subject) ?? explain(error, subject);
  return explain(error, subject);
}

/** The shim of the container, or the container runtime itself, is gone. */
const NO_RUNTIME = /ttrpc: closed|dial unix \S+\.sock/;

function explainRefusedExec(error: ApiStatusError, subject: Subject): Explanation | undefined {
  const { apiMessage, httpStatus } = error;
  if (NO_RUNTIME.test(apiMessage)) {
    const node = subject.node === undefined ? 'the node' : `node "${subject.node}"`;
    return {
      code: 'cluster-unreachable',
      detail:
        `The container runtime on ${node} of pod "${subject.pod}" doesn't respond. Try again in a moment, or ask a cluster ` +
        `admin to check the node. The cluster says: ${apiMessage}`,
    };
  }
  if (httpStatus === 400 && /^container \S+ is not valid for pod/.test(apiMessage)) {
    return {
      code: 'container-not-found',
      detail: `Pod "${subject.pod}" has no container "${subject.container}". Choose one of the containers on the pod's page.`,
    };
  }
  if (httpStatus === 400 && /does not have a host assigned/.test(apiMessage)) {
    return {
      code: 'container-not-running',
      detail: `Pod "${subject.pod}" isn't scheduled to a node yet. Try again when it is running.`,
    };
  }
  if (/container not found \("/.test(apiMessage)) {
    return {
      code: 'container-not-running',
      detail: `Container "${subject.container}" of pod "${subject.pod}" isn't running. Check its state on the pod's page, and try again when it is running.`,
    };
  }
  if (/error dialing backend|unable to upgrade connection/.test(apiMessage)) {
    return {
      code: 'cluster-unreachable',
      detail:
        `The API server can't reach the node of pod "${subject.pod}". ` +
        `Ask a cluster admin to check the node. The cluster says: ${apiMessage}`,
    };
  }
  if (httpStatus === 403) return explainForbidden(apiMessage, subject);
  return undefined;
}

function explainForbidden(apiMessage: string, subject: Subject): Explanation {
  const impersonation = explainImpersonation(apiMessage, subject);
  if (impersonation !== undefined) return { code: 'impersonation-refused', detail: impersonation };
  const { right = EXEC_RIGHT } = subject;
  // From 1.35 on a role with get but without create is refused with nothing after the colon.
  const missing = /is forbidden: ?$/.test(apiMessage) ? ` You need create on pods/${right.subresource}.` : '';
  return {
    code: 'forbidden',
    detail:
      `You don't have permission to ${right.act(`in pod "${subject.pod}"`)}.${missing} Ask a cluster admin for a role in ` +
      `namespace "${subject.namespace}" with the rule ${ruleOf(right)}.`,
  };
}
