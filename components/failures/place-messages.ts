/** Where the failed request was not for a shell, these words take the place of what is said of its code. */

export const places = {
  attached: {
    'idle-limit': {
      title: 'Detached for inactivity',
      cause: 'The server detached because nothing was typed for too long.',
      next: 'The container’s process keeps running. Attach again.',
    },
    'life-limit': {
      title: 'Detached: time limit reached',
      cause: 'The server detached because the terminal’s time limit was reached.',
      next: 'The container’s process keeps running. Attach again.',
    },
    'unattached-limit': {
      title: 'Too many terminals left open',
      cause: 'You left more terminals open than the server keeps, so it detached this one.',
      next: 'The container’s process keeps running. Attach again.',
    },
    'closed-by-user': {
      title: 'You detached this terminal',
      cause: 'You detached the terminal in another window or from the list of running shells.',
      next: 'The container’s process keeps running. Attach again.',
    },
    'sign-in-expired': {
      cause: 'Your sign-in expired, or you signed out elsewhere. The container’s process keeps running.',
      next: 'Sign in again to continue in this terminal.',
    },
    'token-expired': {
      cause: 'The server detached because your token was about to expire.',
      next: 'The container’s process keeps running. Sign in with a new token, then attach again.',
    },
    'replica-gone': {
      cause: 'The Podshell replica that ran this terminal has stopped, which detached it.',
      next: 'The container’s process keeps running. Attach again.',
    },
    'recording-failed': {
      cause: 'This terminal must be recorded, and its recording failed, so the server detached it.',
      next: 'The container’s process keeps running. Attach again. If that fails too, ask your Podshell admin.',
    },
    'drain-over': {
      title: 'Detached by a restart',
      cause: 'Podshell was restarted or updated, and the time for open terminals is over.',
      next: 'The container’s process keeps running. Attach again.',
    },
    'replica-unreachable': {
      cause: 'Another replica of Podshell, which runs this terminal, can’t be reached at the moment.',
      next: 'The container’s process keeps running. Try again in a few seconds.',
    },
    'session-gone': {
      next: 'The container’s process keeps running. Attach again to continue.',
    },
  },
  pods: {
    forbidden: {
      title: 'You don’t have permission to list pods here',
      cause: 'The cluster doesn’t allow you to list these pods.',
      next: 'Choose another namespace, switch the context, or ask your cluster admin for permission to list pods.',
    },
    'cluster-unauthenticated': {
      cause: 'The cluster didn’t accept the credentials of this context.',
      next: 'Renew the credentials, then try again.',
    },
    'bad-request': { next: 'Correct the address, or switch to all namespaces.' },
    draining: { cause: 'The server is restarting or being replaced.' },
  },
  pod: {
    forbidden: {
      title: 'You don’t have permission to view this pod',
      cause: 'The cluster doesn’t allow you to get this pod.',
      next: 'Switch the context, or ask your cluster admin for permission to get pods.',
    },
    'cluster-unauthenticated': {
      cause: 'The cluster didn’t accept the credentials of this context.',
      next: 'Renew the credentials, then try again.',
    },
    draining: { cause: 'The server is restarting or being replaced.' },
  },
  log: {
    forbidden: {
      title: 'You don’t have permission to read logs here',
      cause: 'The cluster doesn’t allow you to read logs of this pod.',
      next: 'Ask your cluster admin for get on pods/log in this namespace.',
    },
    'container-not-running': {
      title: 'No log yet',
      cause: 'The container hasn’t started.',
      next: 'Check its state on the pod’s page.',
    },
    draining: { cause: 'The server is restarting or being replaced.' },
  },
  watch: {
    forbidden: {
      title: 'You don’t have permission to watch this terminal',
      cause: 'To watch a terminal, you need permission to exec into its pod.',
      next: 'Ask your cluster admin for get and create on pods/exec in this namespace.',
    },
    'idle-limit': { cause: 'The server closed this terminal because nothing was typed for too long.' },
    'life-limit': { cause: 'The server closed this terminal because its time limit was reached.' },
    'unattached-limit': {
      cause: 'The server closed this terminal because its owner left more of them open than it keeps.',
    },
    'token-expired': {
      cause: 'The server closed this terminal because its owner’s token was about to expire.',
    },
    'recording-failed': {
      cause: 'This terminal must be recorded, and its recording failed, so the server closed it.',
    },
    'drain-over': { cause: 'Podshell was restarted or updated, and the time for open terminals is over.' },
  },
} as const;
