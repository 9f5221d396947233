/** What the open palette and the list of shortcuts say. Loaded with them. */
export const messages = {
  title: 'Command palette',
  description: 'Search pods, shells, namespaces, contexts and commands.',
  placeholder: 'Search pods, shells and commands',
  helpTitle: 'Keyboard shortcuts',
  helpText: 'In a terminal, all keys go to the shell except those marked.',
  inTerminal: 'works in a terminal',
  close: 'Close',
  nothing: 'No results.',
  loading: 'Loading pods, namespaces, contexts and running shells',
  found: (count: number) => (count === 1 ? '1 result' : `${count} results`),

  groups: {
    recent: 'Favorite and recent pods',
    pods: 'Pods',
    containers: 'Other containers',
    logs: 'Logs',
    attach: 'Attach to main process',
    debug: 'Add debug container',
    running: 'Running shells',
    namespaces: 'Switch namespace',
    contexts: 'Switch context',
    commands: 'Commands',
  },
  /** What Enter and Ctrl+Enter do with the active pod. */
  openShell: 'Shell',
  openPod: 'Pod page',
  kinds: { regular: '', init: 'init container', sidecar: 'sidecar', ephemeral: 'debug container' },
  containerState: { running: '', stopped: 'not running' },
  /** Keys that are handled where the focus is. */
  keys: {
    move: 'Go to another result',
    choose: 'Open a shell, or run what is selected',
    page: 'Open the pod’s page',
    end: 'End the selected running shell',
    close: 'Close',
    pageGroup: 'Lists and pages',
    scroll: 'Scroll the page',
    add: 'Add a namespace in the namespace picker',
  },
  /** Lower case: what is typed to see these. */
  attachWord: 'attach',
  debugWord: 'debug',
  attachHint: 'Attach',
  debugHint: 'Debug',
  allNamespaces: 'All namespaces',
  podWords: (namespace: string, container: string, status: string) =>
    `${namespace} ${container} ${status} pod shell terminal exec`,
  logOf: (pod: string) => `Log of ${pod}`,
  logWords: (namespace: string, container: string) => `${namespace} ${container} log logs output`,
  containerWords: (namespace: string, kind: string) => `${namespace} ${kind} container shell terminal exec`,
  /** Without the context: who types its name wants to switch to it. */
  runningWords: (namespace: string, container: string) =>
    `${namespace} ${container} running shell session terminal`,
  endRunning: 'End shell',
  endedRunning: (pod: string) => `Ended the shell in ${pod}.`,
  notEnded: (pod: string) => `Can’t end the shell in ${pod}. Try again.`,
  namespaceWords: 'namespace pods',
  contextWords: (user: string, cluster: string) => `context cluster ${user} ${cluster}`,
  goToRecordings: 'Show recordings',
  recordingsWords: 'replay sessions audit play terminal',
  /** The reason follows. */
  failed: 'Some results are missing.',
} as const;
