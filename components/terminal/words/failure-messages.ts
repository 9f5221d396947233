/** What is said when there is no shell: one entry for each stable code. */

export const messages = {
  'pod-not-found': {
    title: 'The pod does not exist',
    cause: 'The cluster has no pod of this name in this namespace.',
    next: 'It may have been deleted, or replaced by one with another name. Choose one in the list of pods.',
  },
  'pod-deleted': {
    title: 'The pod was deleted',
    cause: 'The pod was deleted while the shell was open, and the shell ended with it.',
    next: 'Its successor, if there is one, has another name. Choose it in the list of pods.',
  },
  'container-not-found': {
    title: 'The pod has no such container',
    cause: 'No container of the pod has this name.',
    next: 'Choose one of its containers on the page of the pod.',
  },
  'container-not-running': {
    title: 'The container is not running',
    cause: 'A shell needs a running container.',
    next: 'The page of the pod says why it does not run. Try again when it does.',
  },
  'container-restarted': {
    title: 'The container was restarted',
    cause: 'The container was restarted while the shell was open, and the shell ended with it.',
    next: 'Open a new shell in the restarted container.',
  },
  'bad-request': {
    title: 'This address names no shell',
    cause: 'A name or a context in it is not valid.',
    next: 'Choose a pod in the list of pods.',
  },
  'context-not-found': {
    title: 'There is no such context',
    cause: 'The kubeconfig has no context of this name.',
    next: 'Switch the context in the list of pods.',
  },
  'shell-not-found': {
    title: 'The container has no shell',
    cause: 'None of the usual shells is in the container’s image.',
    next: 'Images made for one program often have none. A debug container can be added to the pod with kubectl debug.',
  },
  'command-not-executable': {
    title: 'The shell cannot be executed',
    cause: 'The file exists in the container, but may not be executed.',
    next: 'Check its permissions and the container’s security settings.',
  },
  'stream-broken': {
    title: 'The cluster dropped the shell',
    cause: 'The connection to the container broke: its node, kubelet or API server went away.',
    next: 'Open a new shell. If that fails too, look at the pod’s node.',
  },
  'exec-failed': {
    title: 'The shell did not work',
    cause: 'The cluster could not start the shell, or lost it.',
    next: 'Open a new shell. The log of the server says more.',
  },
  forbidden: {
    title: 'You may not open a shell here',
    cause: 'The cluster does not allow you to exec in this pod.',
    next: 'Ask whoever runs the cluster for the rights get and create on pods/exec in this namespace.',
  },
  unauthenticated: {
    title: 'You are not signed in',
    cause: 'The server, or the cluster behind it, does not know who you are.',
    next: 'Sign in or renew your credentials, then reload the page.',
  },
  'session-limit': {
    title: 'Too many shells are open',
    cause: 'The server’s limit on open shells was reached.',
    next: 'End a shell that you no longer need, then try again.',
  },
  'session-gone': {
    title: 'This shell is gone',
    cause:
      'The server no longer knows it: the connection was away for too long, or the server was restarted.',
    next: 'You can still read and copy what is on the screen. Open a new shell in the same place.',
  },
  'taken-over': {
    title: 'This shell is open in another window',
    cause: 'Another window has taken it over. It goes on there.',
    next: 'Go on there, or take it back.',
  },
  'cluster-unreachable': {
    title: 'The cluster cannot be reached',
    cause: 'Podshell got no answer from the cluster.',
    next: 'Check the cluster and the way to it, then try again.',
  },
  'cluster-error': {
    title: 'The cluster gave an unexpected answer',
    cause: 'Podshell did not understand what the cluster answered.',
    next: 'Try again. If it stays so, the log of the server says more.',
  },
  draining: {
    title: 'The server is shutting down',
    cause: 'It opens no new shells any more.',
    next: 'Try again in a moment, when its successor runs.',
  },
  'internal-error': {
    title: 'Podshell failed',
    cause: 'Something went wrong in the server.',
    next: 'Try again. If it stays so, whoever runs Podshell finds the cause in its log.',
  },
  'server-unreachable': {
    title: 'Podshell does not answer',
    cause: 'The server could not be reached from this browser.',
    next: 'Check your network, then try again.',
  },
  'bad-message': {
    title: 'Page and server do not fit together',
    cause: 'The server did not understand this page; it may have been updated since the page was loaded.',
    next: 'Reload the page. Your shell is not resumed.',
  },
  'message-too-big': {
    title: 'Too much was sent at once',
    cause: 'The server takes 1 MiB at a time.',
    next: 'Open a new shell, and paste in parts.',
  },
  'origin-rejected': {
    title: 'The server refused a request of another site',
    cause: 'The browser says that the request does not come from a page of Podshell.',
    next: 'Open the shell in Podshell itself.',
  },
  'idle-limit': {
    title: 'The shell was idle for too long',
    cause: 'Nothing was typed for as long as the server allows, so it has ended the shell.',
    next: 'Open a new shell.',
  },
  'life-limit': {
    title: 'The shell was open for too long',
    cause: 'The shell has reached the longest life that the server allows.',
    next: 'Open a new shell.',
  },
  unknown: {
    title: 'The shell could not be opened',
    cause: 'The server refused it.',
    next: 'Try again. If it stays so, the log of the server says more.',
  },
} as const;
