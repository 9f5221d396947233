/** Maps every failure of a cluster request to a stable code and a sentence with cause and next step. */

import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import type { PodRight } from '../pod-right.ts';
import { AnswerTooLargeError, ApiStatusError, CredentialsError, UnreadableAnswerError } from './api-error.ts';
import { BlockedUpgradeError, DroppedUpgradeError } from './blocked-upgrade.ts';
import { explainCredentials } from './explain-credentials.ts';
import { explainImpersonation, type Impersonated } from './explain-impersonation.ts';
import { RouteError } from './route-error.ts';

/** What the request was about, for the sentence. */
export interface Subject {
  readonly context: string;
  readonly namespace?: string | undefined;
  readonly pod?: string | undefined;
  readonly container?: string | undefined;
  /** The node of the pod, where it is known. */
  readonly node?: string | undefined;
  /** What was to be done with the pod; undefined: a shell was to be opened. */
  readonly right?: PodRight | undefined;
  /** As whom it was asked, if not as the owner of the credentials. */
  readonly impersonated?: Impersonated | undefined;
}

export interface Explanation {
  readonly code: ProblemCode;
  readonly detail: string;
}

/** The error to throw at the edge of this room. PodshellErrors pass unchanged. */
export function toPodshellError(error: unknown, subject: Subject): PodshellError {
  if (isPodshellError(error)) return error;
  const { code, detail } = explain(error, subject);
  return new PodshellError(code, detail, { cause: error });
}

/** Code and sentence for any failure. The sentence quotes nothing of the request, so it cannot hold a token. */
export function explain(error: unknown, subject: Subject): Explanation {
  if (isPodshellError(error)) return { code: error.code, detail: error.message };
  if (error instanceof BlockedUpgradeError) return explainBlockedUpgrade(`${error.httpStatus}`, subject);
  if (error instanceof DroppedUpgradeError) return explainDroppedUpgrade(error, subject);
  if (error instanceof ApiStatusError) return explainStatus(error, subject);
  if (error instanceof CredentialsError) return explainCredentials(error, subject.context);
  if (error instanceof AnswerTooLargeError) return explainTooLarge(error, subject);
  if (isUnreadable(error)) return explainUnreadable(subject);
  return explainConnection(error, subject);
}

function explainStatus(error: ApiStatusError, subject: Subject): Explanation {
  const said = error.apiMessage === '' ? '' : ` The cluster says: ${error.apiMessage}`;
  switch (error.httpStatus) {
    case 401:
      return {
        code: 'cluster-unauthenticated',
        detail:
          `Authentication to the cluster of context "${subject.context}" failed (401). ` +
          'If Podshell uses your kubeconfig, renew the credentials in it. Otherwise, sign in again.',
      };
    case 403:
      return explainForbidden(error, subject, said);
    case 404:
      return explainMissing(error, subject);
    case 400:
      return { code: 'bad-request', detail: `The cluster rejected the request as invalid (400).${said}` };
    case 429:
    case 503:
    case 504:
      return {
        code: 'cluster-unreachable',
        detail: `The cluster of context "${subject.context}" is busy or not ready (${error.httpStatus}). Try again in a moment.${said}`,
      };
    default:
      return {
        code: 'cluster-error',
        detail: `The cluster of context "${subject.context}" returned an unexpected response (HTTP ${error.httpStatus}).${said}`,
      };
  }
}

function explainForbidden({ apiMessage }: ApiStatusError, subject: Subject, said: string): Explanation {
  const impersonation = explainImpersonation(apiMessage, subject);
  if (impersonation !== undefined) return { code: 'impersonation-refused', detail: impersonation };
  return {
    code: 'forbidden',
    detail: `You don't have permission (403). Ask a cluster admin for access.${said}`,
  };
}

const PASS_WEBSOCKETS =
  'Let the proxy pass WebSocket upgrades to the API server, or use a server address in the kubeconfig that avoids it.';

function explainBlockedUpgrade(status: string, { context }: Subject): Explanation {
  return {
    code: 'cluster-unreachable',
    detail:
      `A proxy between Podshell and the cluster of context "${context}" does not pass WebSockets, which shells need ` +
      `(HTTP ${status}). ${PASS_WEBSOCKETS}`,
  };
}

/** A cluster that stops drops a handshake, too, so the proxy is a guess. */
function explainDroppedUpgrade({ cause }: DroppedUpgradeError, subject: Subject): Explanation {
  const { code, detail } = explainConnection(cause, subject);
  const hint = 'If lists of pods load, a proxy on the way does not pass WebSockets, which shells need.';
  return { code, detail: `${detail} ${hint}` };
}

function explainMissing(error: ApiStatusError, subject: Subject): Explanation {
  if (subject.pod !== undefined) {
    return {
      code: 'pod-not-found',
      detail:
        `Pod "${subject.pod}" not found in namespace "${subject.namespace}" (context "${subject.context}"). ` +
        'It may have been deleted or replaced. Check the list of pods.',
    };
  }
  const said = error.apiMessage === '' ? '' : ` The cluster says: ${error.apiMessage}`;
  return { code: 'not-found', detail: `Not found in context "${subject.context}" (404).${said}` };
}

function explainTooLarge({ maxBytes }: AnswerTooLargeError, subject: Subject): Explanation {
  return {
    code: 'cluster-error',
    detail:
      `The cluster of context "${subject.context}" sent more than ${Math.round(maxBytes / 2 ** 20)} MiB in one answer, ` +
      'even for a short list. Choose a single namespace, or ask a cluster admin to look for very large objects.',
  };
}

/** Also the errors of our own reading: `JSON.parse`, or a field of another type than specified. */
function isUnreadable(error: unknown): boolean {
  if (error instanceof UnreadableAnswerError) return true;
  return (
    error instanceof Error &&
    ['TypeError', 'SyntaxError', 'RangeError'].includes(error.name) &&
    codeOf(error) === ''
  );
}

function explainUnreadable(subject: Subject): Explanation {
  return {
    code: 'cluster-error',
    detail:
      `The cluster of context "${subject.context}" sent an answer that Podshell can't read. ` +
      'Check that the server address in the kubeconfig is an API server, and that no proxy changes its answers.',
  };
}

const UNKNOWN_AUTHORITY = 'its certificate is not signed by the authority in the kubeconfig';

const TLS_CAUSES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet (check the clocks)',
  DEPTH_ZERO_SELF_SIGNED_CERT: UNKNOWN_AUTHORITY,
  SELF_SIGNED_CERT_IN_CHAIN: UNKNOWN_AUTHORITY,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT: UNKNOWN_AUTHORITY,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNKNOWN_AUTHORITY,
  CERT_SIGNATURE_FAILURE: UNKNOWN_AUTHORITY,
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

const NETWORK_CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  EPIPE: 'connection reset',
  ENOTFOUND: 'host name not found',
  EAI_AGAIN: 'host name lookup failed',
  EHOSTUNREACH: 'no route to host',
  ENETUNREACH: 'network unreachable',
  ETIMEDOUT: 'timed out',
};

function explainConnection(error: unknown, subject: Subject): Explanation {
  const code = codeOf(error);
  const tls = TLS_CAUSES[code];
  if (tls === UNKNOWN_AUTHORITY && error instanceof RouteError && error.route.systemAuthorities) {
    return {
      code: 'cluster-unreachable',
      detail:
        `Can't verify the cluster of context "${subject.context}": its certificate is not signed by an authority of the system, and the kubeconfig names none (${code}). ` +
        'Add certificate-authority to the cluster in the kubeconfig, or set SSL_CERT_FILE.',
    };
  }
  if (tls !== undefined) {
    return {
      code: 'cluster-unreachable',
      detail:
        `Can't verify the cluster of context "${subject.context}": ${tls} (${code}). ` +
        'Update the kubeconfig, or renew the certificate.',
    };
  }
  if (error instanceof RouteError && error.route.proxy !== undefined) {
    return explainProxy(error.route.proxy, error, subject);
  }
  return {
    code: 'cluster-unreachable',
    detail:
      `Can't reach the cluster of context "${subject.context}": ${networkCause(code)}. ` +
      'Check that the cluster is running and that Podshell can connect to it.',
  };
}

function explainProxy(
  { host, from }: NonNullable<RouteError['route']['proxy']>,
  error: RouteError,
  subject: Subject,
): Explanation {
  const status = error.proxyStatus;
  const cause = status === undefined ? networkCause(codeOf(error)) : `the proxy answered ${status}`;
  return {
    code: 'cluster-unreachable',
    detail:
      `Can't reach the cluster of context "${subject.context}" through the proxy ${host}: ${cause}. ` +
      `Check the proxy, and ${from === 'proxy-url' ? 'proxy-url in the kubeconfig' : `${from} and NO_PROXY where Podshell runs`}.`,
  };
}

function networkCause(code: string): string {
  return NETWORK_CAUSES[code] ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`);
}

/** Node's error code, also of the first of several addresses that were tried, or empty. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  if (Array.isArray(errors)) return codeOf(errors[0]);
  return cause === undefined ? '' : codeOf(cause);
}
