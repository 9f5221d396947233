/** Explains why the credentials of a context cannot be had. */

import type { ProblemCode } from '#protocol/problem.ts';
import { visibleText } from '#protocol/visible-text.ts';
import type { CredentialsError } from './api-error.ts';
import { type CredentialFault, CredentialFaultError } from './credential-fault.ts';

/** Code and sentence. The words of a plugin are quoted at the end. */
export function explainCredentials(
  error: CredentialsError,
  context: string,
): { readonly code: ProblemCode; readonly detail: string } {
  const tryKubectl = `Run "kubectl --context ${context} get pods" where Podshell runs to see why.`;
  if (!(error.cause instanceof CredentialFaultError)) {
    return {
      code: 'cluster-unauthenticated',
      detail: `Can't get credentials for context "${context}" from the kubeconfig. ${tryKubectl}`,
    };
  }
  const { fault } = error.cause;
  switch (fault.kind) {
    case 'file-unreadable':
      return {
        code: 'cluster-unauthenticated',
        detail: `Can't read the ${fault.field} of context "${context}", ${fault.file}: ${fault.cause}. Correct the kubeconfig, or restore the file.`,
      };
    case 'certificate-invalid':
      return {
        code: 'cluster-unauthenticated',
        detail: `Can't use a certificate or key of context "${context}": ${fault.cause}. Renew the certificates in the kubeconfig.`,
      };
    case 'proxy-invalid':
      return {
        code: 'cluster-unreachable',
        detail: `Can't reach the cluster of context "${context}": HTTPS_PROXY or HTTP_PROXY is not an http, https or socks5 address. Correct the variable where Podshell runs.`,
      };
    case 'oidc-failed':
      return {
        code: 'cluster-unauthenticated',
        detail: `The OpenID Connect provider of context "${context}" did not renew the token. Sign in to the cluster again, then try again.`,
      };
    default:
      return explainPlugin(fault, context, tryKubectl);
  }
}

function explainPlugin(
  fault: Extract<CredentialFault, { readonly kind: `plugin-${string}` }>,
  context: string,
  tryKubectl: string,
): { readonly code: ProblemCode; readonly detail: string } {
  const what = `The credential plugin "${fault.command}" of context "${context}"`;
  switch (fault.kind) {
    case 'plugin-not-started':
      return {
        code: 'credential-plugin-failed',
        detail: `${what} can't be started: ${fault.cause}. Install it where Podshell runs.${hinted(fault.hint)}`,
      };
    case 'plugin-failed':
      return {
        code: 'credential-plugin-failed',
        detail: `${what} failed: ${fault.cause}. ${tryKubectl}${hinted(fault.hint)}${quoted(fault.words)}`,
      };
    case 'plugin-timeout':
      return {
        code: 'credential-plugin-timeout',
        detail:
          `${what} did not finish within ${fault.seconds} s. It may wait for a sign-in. ` +
          `${tryKubectl}${quoted(fault.words)}`,
      };
  }
}

function quoted(words: string): string {
  return words === '' ? '' : ` The plugin says: ${words}`;
}

function hinted(hint: string): string {
  return hint === '' ? '' : ` Its install hint: ${visibleText(hint.replace(/\s+/g, ' ')).trim()}`;
}
