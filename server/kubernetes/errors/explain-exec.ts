/** Why an exec was refused or failed. The words of API server and kubelet are those of the recordings. */

import { ApiStatusError } from './api-error.ts';
import { type Explanation, explain, type Subject } from './explain.ts';

/** As {@link explain}, for what only an exec is answered with. */
export function explainExec(error: unknown, subject: Subject): Explanation {
  if (error instanceof ApiStatusError) return explainRefusedExec(error, subject) ?? explain(error, subject);
  return explain(error, subject);
}

function explainRefusedExec(error: ApiStatusError, subject: Subject): Explanation | undefined {
  const { apiMessage, httpStatus } = error;
  const place = `container "${subject.container}" of pod "${subject.pod}"`;
  if (httpStatus === 400 && /^container \S+ is not valid for pod/.test(apiMessage)) {
    return {
      code: 'container-not-found',
      detail: `Pod "${subject.pod}" has no container "${subject.container}". Choose one that its page shows.`,
    };
  }
  if (httpStatus === 400 && /does not have a host assigned/.test(apiMessage)) {
    return {
      code: 'container-not-running',
      detail: `Pod "${subject.pod}" is not scheduled to a node yet. Try again when it runs.`,
    };
  }
  if (/container not found \("/.test(apiMessage)) {
    return {
      code: 'container-not-running',
      detail: `The ${place} is not running. Look at its state on the page of the pod, and try again when it runs.`,
    };
  }
  if (/error dialing backend|unable to upgrade connection/.test(apiMessage)) {
    return {
      code: 'cluster-unreachable',
      detail:
        `The node of pod "${subject.pod}" cannot be reached from the cluster's API server. ` +
        `Ask a cluster admin to look at the node. The cluster says: ${apiMessage}`,
    };
  }
  if (httpStatus === 403) return explainForbidden(apiMessage, subject);
  return undefined;
}

function explainForbidden(apiMessage: string, subject: Subject): Explanation {
  // No body at all: the server knows none of the offered subprotocols, or a proxy refused the upgrade.
  if (apiMessage === '') {
    return {
      code: 'cluster-error',
      detail:
        'The cluster refused the WebSocket upgrade (403 without a reason). Podshell needs Kubernetes 1.30 or ' +
        'newer and a way to the API server that lets WebSockets pass.',
    };
  }
  // From 1.35 on a role with get but without create is refused with nothing after the colon.
  const missing = /is forbidden: ?$/.test(apiMessage) ? ' The right to create pods/exec is missing.' : '';
  return {
    code: 'forbidden',
    detail:
      `You may not open a shell in pod "${subject.pod}".${missing} Ask a cluster admin for a role in namespace ` +
      `"${subject.namespace}" with the rule ` +
      '{apiGroups: [""], resources: ["pods/exec"], verbs: ["get", "create"]}.',
  };
}
