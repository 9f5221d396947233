/** From whatever went wrong on the way to a cluster to a code of the contract and a sentence for a person. */

import { isPodshellError, PodshellError, type ProblemCode } from '#protocol/problem.ts';
import { ApiStatusError, CredentialsError } from './api-error.ts';

/** What was asked for, to name it in the sentence. */
export interface Subject {
  readonly context: string;
  readonly namespace?: string | undefined;
  readonly pod?: string | undefined;
  readonly container?: string | undefined;
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

/** Code and sentence for any failure. Nothing of a request is repeated, so no token can be in it. */
export function explain(error: unknown, subject: Subject): Explanation {
  if (isPodshellError(error)) return { code: error.code, detail: error.message };
  if (error instanceof ApiStatusError) return explainStatus(error, subject);
  if (error instanceof CredentialsError) return explainCredentials(error, subject);
  return explainConnection(error, subject);
}

function explainStatus(error: ApiStatusError, subject: Subject): Explanation {
  const said = error.apiMessage === '' ? '' : ` The cluster says: ${error.apiMessage}`;
  switch (error.httpStatus) {
    case 401:
      return {
        code: 'unauthenticated',
        detail:
          `The cluster of context "${subject.context}" does not accept the credentials (401). ` +
          'Sign in to the cluster again, then restart Podshell or renew the token in the kubeconfig.',
      };
    case 403:
      return {
        code: 'forbidden',
        detail: `The cluster refuses this to you (403). Ask a cluster admin for the right.${said}`,
      };
    case 404:
      return explainMissing(error, subject);
    case 400:
      return { code: 'bad-request', detail: `The cluster does not understand the request (400).${said}` };
    case 429:
    case 503:
    case 504:
      return {
        code: 'cluster-unreachable',
        detail: `The cluster of context "${subject.context}" is not ready (${error.httpStatus}). Try again soon.${said}`,
      };
    default:
      return {
        code: 'cluster-error',
        detail: `The cluster of context "${subject.context}" answered with HTTP ${error.httpStatus}.${said}`,
      };
  }
}

function explainMissing(error: ApiStatusError, subject: Subject): Explanation {
  if (subject.pod !== undefined) {
    return {
      code: 'pod-not-found',
      detail:
        `There is no pod "${subject.pod}" in namespace "${subject.namespace}" (context "${subject.context}"). ` +
        'It may have been deleted or replaced: look at the list of pods.',
    };
  }
  const said = error.apiMessage === '' ? '' : ` The cluster says: ${error.apiMessage}`;
  return { code: 'not-found', detail: `Not found in context "${subject.context}" (404).${said}` };
}

function explainCredentials(error: CredentialsError, subject: Subject): Explanation {
  const code = codeOf(error.cause);
  const missing = code === 'ENOENT' ? ' A program or file that it names does not exist.' : '';
  return {
    code: 'unauthenticated',
    detail:
      `The credentials of context "${subject.context}" cannot be had from the kubeconfig.${missing} ` +
      `Run "kubectl --context ${subject.context} get pods" on the machine of Podshell to see why.`,
  };
}

const TLS_CAUSES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'its certificate has expired',
  CERT_NOT_YET_VALID: 'its certificate is not valid yet (is the clock right?)',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is not signed by the authority in the kubeconfig',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is not signed by the authority in the kubeconfig',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is not signed by the authority in the kubeconfig',
  UNABLE_TO_GET_ISSUER_CERT: 'its certificate is not signed by the authority in the kubeconfig',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'its certificate is not signed by the authority in the kubeconfig',
  CERT_SIGNATURE_FAILURE: 'its certificate is not signed by the authority in the kubeconfig',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another host name',
};

const NETWORK_CAUSES: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at its address (connection refused)',
  ECONNRESET: 'the connection was cut',
  EPIPE: 'the connection was cut',
  ENOTFOUND: 'its host name is not known',
  EAI_AGAIN: 'its host name could not be looked up',
  EHOSTUNREACH: 'there is no way to its address',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'it does not answer in time',
};

function explainConnection(error: unknown, subject: Subject): Explanation {
  const code = codeOf(error);
  const tls = TLS_CAUSES[code];
  if (tls !== undefined) {
    return {
      code: 'cluster-unreachable',
      detail:
        `The cluster of context "${subject.context}" cannot be trusted: ${tls} (${code}). ` +
        'Renew the kubeconfig or the certificate.',
    };
  }
  const cause =
    NETWORK_CAUSES[code] ?? (code === '' ? 'the connection failed' : `the connection failed (${code})`);
  return {
    code: 'cluster-unreachable',
    detail:
      `The cluster of context "${subject.context}" cannot be reached: ${cause}. ` +
      'Check that it runs and that this machine may connect to it.',
  };
}

/** Node's error code, also of the first of several addresses that were tried, or empty. */
export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const { code, errors, cause } = error as { code?: unknown; errors?: unknown; cause?: unknown };
  if (typeof code === 'string' && code !== '') return code;
  if (Array.isArray(errors)) return codeOf(errors[0]);
  return cause === undefined ? '' : codeOf(cause);
}
