/** What is said of a failure: one entry for each stable code. */

import { places } from './place-messages.ts';
import { recordings } from './recording-messages.ts';

export const messages = {
  codes: {
    'bad-request': {
      title: 'Invalid link',
      cause: 'A name or a parameter in the address isn’t valid.',
      next: 'Choose a pod in the list of pods.',
    },
    unauthenticated: {
      title: 'You are not signed in',
      cause: 'Your sign-in expired, you signed out elsewhere, or your credentials weren’t accepted.',
      next: 'Sign in again or renew your credentials, then reload the page.',
    },
    'cluster-unauthenticated': {
      title: 'Authentication to the cluster failed',
      cause: 'The cluster didn’t accept your credentials.',
      next: 'Renew your credentials for the cluster, then try again.',
    },
    'token-rejected': {
      title: 'Token not accepted',
      cause: 'The cluster doesn’t accept this token.',
      next: 'Check that the token is complete and hasn’t expired, then try again.',
    },
    'sign-in-failed': {
      title: 'Sign-in failed',
      cause: 'The identity provider didn’t sign you in.',
      next: 'Try again. If this keeps happening, check the server log.',
    },
    'sign-in-unavailable': {
      title: 'Identity provider unavailable',
      cause: 'Your sign-in can’t be checked because the identity provider doesn’t respond.',
      next: 'Try again in a moment.',
    },
    'too-many-attempts': {
      title: 'Too many sign-in attempts',
      cause: 'Too many sign-ins from your address have failed.',
      next: 'Wait a minute, then try again.',
    },
    forbidden: {
      title: 'You don’t have permission to open a shell here',
      cause: 'The cluster doesn’t allow you to exec into this pod.',
      next: 'Ask your cluster admin for get and create on pods/exec in this namespace.',
    },
    'impersonation-refused': {
      title: 'Podshell doesn’t have permission to act as you',
      cause: 'The cluster doesn’t allow Podshell’s own account to impersonate you or one of your groups.',
      next: 'Ask your Podshell admin to extend the role of Podshell’s account.',
    },
    'origin-rejected': {
      title: 'Request from another site blocked',
      cause: 'The request came from another site, or a proxy changed the Host header.',
      next: 'Open Podshell directly and try again. If you did, ask your Podshell admin to set PODSHELL_PUBLIC_URL to the address in your browser.',
    },
    'not-found': {
      title: 'Not found',
      cause: 'The server or the cluster has nothing at this address.',
      next: 'Check the address, or choose a pod in the list of pods.',
    },
    'pod-not-found': {
      title: 'Pod not found',
      cause: 'This namespace has no pod with this name.',
      next: 'The pod may have been deleted or replaced. Choose a pod in the list of pods.',
    },
    'container-not-found': {
      title: 'Container not found',
      cause: 'The pod has no container with this name.',
      next: 'Choose one of the pod’s containers.',
    },
    'previous-log-not-found': {
      title: 'No log of a previous run',
      cause: 'The container hasn’t restarted, or the node has removed that log.',
      next: 'Read the log of the current run.',
    },
    'context-not-found': {
      title: 'Context not found',
      cause: 'The kubeconfig has no context with this name.',
      next: 'Switch to another context.',
    },
    'context-required': {
      title: 'Choose a context',
      cause: 'The kubeconfig has no current context.',
      next: 'Choose a context in the header, or set one with “kubectl config use-context”.',
    },
    'reason-required': {
      title: 'Why are you opening this shell?',
      cause: 'Opening a shell in this namespace requires a reason. It is recorded in the audit log.',
      next: 'Enter a reason to open the shell.',
    },
    'reason-optional': {
      title: 'Why are you opening this shell?',
      cause: 'You can give a reason for opening a shell in this namespace. It is recorded in the audit log.',
      next: 'Enter a reason, or open the shell without one.',
    },
    'context-unusable': {
      title: 'Context can’t be used',
      cause: 'The kubeconfig entry of this context is incomplete or invalid.',
      next: 'Correct the kubeconfig or switch to another context.',
    },
    'credential-plugin-failed': {
      title: 'Credential plugin failed',
      cause: 'The program that the kubeconfig names for credentials didn’t return any.',
      next: 'Sign in to the cluster where Podshell runs, then try again.',
    },
    'credential-plugin-timeout': {
      title: 'Credential plugin didn’t finish',
      cause:
        'The program that the kubeconfig names for credentials took too long. It may wait for a sign-in.',
      next: 'Sign in to the cluster where Podshell runs, then try again.',
    },
    'view-not-found': {
      title: 'Link not valid',
      cause: 'The terminal was closed, its owner stopped sharing it, or the link is older than 24 h.',
      next: 'Ask for a new link.',
    },
    'view-limit': {
      title: 'Too many links',
      cause: 'This terminal has reached the limit of links.',
      next: 'End a link first.',
    },
    'session-not-found': {
      title: 'Session not found',
      cause: 'The session has ended or its ID is wrong.',
      next: 'Open a new shell.',
    },
    ...recordings,
    'range-not-satisfiable': {
      title: 'Position is outside of the recording',
      cause: 'The recording is shorter than this page expected.',
      next: 'Reload the page.',
    },
    'method-not-allowed': {
      title: 'This page is out of date',
      cause: 'The server doesn’t support this request. The server may have been updated.',
      next: 'Reload the page.',
    },
    'container-not-running': {
      title: 'Container isn’t running',
      cause: 'A shell needs a running container.',
      next: 'Check the container’s state on the pod page, then try again.',
    },
    'body-too-large': {
      title: 'Request too large',
      cause: 'The request is larger than the server accepts.',
      next: 'Send less at once.',
    },
    'headers-too-large': {
      title: 'Request headers too large',
      cause: 'The browser or a proxy in front of Podshell sent larger headers than the server accepts.',
      next: 'Delete the cookies of this site. Behind a sign-in proxy, let the proxy send fewer groups or a smaller token.',
    },
    'host-rejected': {
      title: 'Host name not allowed',
      cause: 'The server doesn’t accept requests for this host name.',
      next: 'Open Podshell at its configured address.',
    },
    'session-limit': {
      title: 'Too many open shells',
      cause: 'The server’s limit on open shells is reached.',
      next: 'End a shell you no longer need, then try again.',
    },
    'too-many-requests': {
      title: 'Too many requests',
      cause: 'You sent more requests than the server accepts at once.',
      next: 'Wait a few seconds, then try again.',
    },
    'internal-error': {
      title: 'Podshell failed',
      cause: 'The server hit an internal error.',
      next: 'Try again. If this keeps happening, check the server log.',
    },
    'cluster-error': {
      title: 'Unexpected response from the cluster',
      cause: 'The cluster sent a response that Podshell doesn’t understand.',
      next: 'Try again. If this keeps happening, check the server log.',
    },
    'cluster-unreachable': {
      title: 'Can’t reach the cluster',
      cause: 'The cluster doesn’t respond.',
      next: 'Check the cluster and the network, then try again.',
    },
    'audit-unavailable': {
      title: 'The audit log can’t be written',
      cause: 'No new shells can be opened until Podshell can write its audit log again.',
      next: 'Ask your Podshell admin to check the server log, then try again.',
    },
    draining: {
      title: 'The server is shutting down',
      cause: 'No new shells can be opened.',
      next: 'Try again when the server is back.',
    },
    'replica-unreachable': {
      title: 'The Podshell replica doesn’t answer',
      cause: 'Another replica of Podshell, which runs this shell, can’t be reached at the moment.',
      next: 'Your shell may still be running: try again in a few seconds.',
    },

    'shell-not-found': {
      title: 'Shell not found',
      cause: 'The container image has none of the common shells, or lacks the one you chose.',
      next: 'Try another shell, or add a debug container to the pod with kubectl debug.',
    },
    'command-not-found': {
      title: 'Command not found',
      cause: 'The container image doesn’t have the command.',
      next: 'Check the name, use the full path, or open a shell instead.',
    },
    'command-not-executable': {
      title: 'No permission to execute the program',
      cause: 'The shell or command exists in the container, but the container user can’t execute it.',
      next: 'Check the file permissions and the container’s security context.',
    },
    'stream-broken': {
      title: 'Connection to the container lost',
      cause: 'The node, the kubelet or the API server stopped responding.',
      next: 'Open a new shell. If that fails, check the pod’s node.',
    },
    'pod-deleted': {
      title: 'Pod deleted',
      cause: 'The pod was deleted, which ended the shell.',
      next: 'Choose another pod in the list of pods.',
    },
    'container-restarted': {
      title: 'Container restarted',
      cause: 'The container restarted, which ended the shell.',
      next: 'Open a new shell in the restarted container.',
    },
    'container-ended': {
      title: 'Container ended',
      cause: 'The container ended, which ended the shell. It doesn’t run again.',
      next: 'Choose another container or pod.',
    },
    'out-of-memory': {
      title: 'Out of memory',
      cause: 'The container probably ran out of memory, which ended the shell.',
      next: 'Open a new shell and use less memory, or raise the container’s memory limit.',
    },
    'idle-limit': {
      title: 'Closed for inactivity',
      cause: 'The server ended the shell because nothing was typed for too long.',
      next: 'Open a new shell.',
    },
    'life-limit': {
      title: 'Time limit reached',
      cause: 'The server ended the shell because its time limit was reached.',
      next: 'Open a new shell.',
    },
    'unattached-limit': {
      title: 'Too many shells left running',
      cause: 'You left more shells running than the server keeps, so it ended this one.',
      next: 'Open a new shell.',
    },
    'closed-by-user': {
      title: 'You ended this shell',
      cause: 'You ended the shell in another window or from the list of running shells.',
      next: 'Open a new shell.',
    },
    'sign-in-expired': {
      title: 'Your sign-in has ended',
      cause:
        'Your sign-in expired, or you signed out elsewhere. The shell keeps running for now, unless the cluster has rejected your credentials.',
      next: 'Sign in again to continue in this shell.',
    },
    'token-expired': {
      title: 'Your token expired',
      cause: 'The server ended the shell because your token was about to expire.',
      next: 'Sign in with a new token, then open a new shell.',
    },
    'replica-gone': {
      title: 'The Podshell replica stopped',
      cause: 'The Podshell replica that ran this shell has stopped, and the shell with it.',
      next: 'Open a new shell.',
    },
    'drain-over': {
      title: 'Shell ended by a restart',
      cause: 'Podshell was restarted or updated, and the time for open shells is over.',
      next: 'Open a new shell.',
    },
    'view-ended': {
      title: 'Sharing ended',
      cause: 'The owner of this terminal has stopped sharing it.',
      next: 'Ask for a new link to keep watching.',
    },
    'view-removed': {
      title: 'You were removed',
      cause: 'The owner of this terminal has removed you from those who watch it.',
      next: 'Ask for a new link to keep watching.',
    },
    'view-expired': {
      title: 'Link expired',
      cause: 'The link was valid for 24 h.',
      next: 'Ask for a new link to keep watching.',
    },
    'view-over': {
      title: 'The terminal was closed',
      cause: 'What you watched has ended.',
      next: 'You can still copy the output.',
    },
    'watcher-limit': {
      title: 'Too many watchers',
      cause: 'This terminal already has the maximum number of watchers.',
      next: 'Try again when somebody has left.',
    },
    'owner-ended': {
      title: 'The owner closed this terminal',
      cause: 'The owner closed this terminal.',
      next: 'You can still copy the output.',
    },
    'owner-away': {
      title: 'The owner didn’t come back',
      cause: 'The owner was away for too long, so the server closed this terminal.',
      next: 'You can still copy the output.',
    },
    'owner-refused': {
      title: 'The owner lost permission',
      cause: 'The owner no longer has permission to use this terminal.',
      next: 'You can still copy the output.',
    },
    'server-stopped': {
      title: 'Podshell was stopped',
      cause: 'Podshell was stopped, which closed this terminal.',
      next: 'You can still copy the output.',
    },

    'exec-failed': {
      title: 'The shell failed',
      cause: 'The cluster couldn’t start the shell, or lost it.',
      next: 'Open a new shell. If this keeps happening, check the server log.',
    },
    'session-gone': {
      title: 'The session ended',
      cause: 'You were disconnected for too long, or the server restarted.',
      next: 'You can still copy the output. Open a new shell to continue.',
    },
    'taken-over': {
      title: 'This shell is open in another window',
      cause: 'The shell keeps running in the other window.',
      next: 'Continue there, or use the shell here.',
    },
    'bad-message': {
      title: 'This page is out of date',
      cause: 'The server didn’t understand this page. The server may have been updated.',
      next: 'Reload the page. The shell won’t resume.',
    },
    'message-too-big': {
      title: 'Message too large',
      cause: 'The server accepts at most 1 MiB at once.',
      next: 'Open a new shell, and paste in smaller parts.',
    },
    'server-unreachable': {
      title: 'Can’t reach Podshell',
      cause: 'Connection to Podshell lost.',
      next: 'Check your network, then try again.',
    },
    'bad-answer': {
      title: 'Unexpected response',
      cause: 'The response didn’t come from Podshell. A proxy may have sent it.',
      next: 'Try again. If this keeps happening, check the proxy and the server log.',
    },
    unknown: {
      title: 'Request failed',
      cause: 'The server reported an error that this page doesn’t know.',
      next: 'Reload the page. If this keeps happening, check the server log.',
    },
  },

  places,

  /** Stands before what the server said, in a page of another language. */
  serverMessage: 'Server message:',
} as const;
