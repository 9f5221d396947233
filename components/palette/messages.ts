/** Every sentence of the command palette. */
export const messages = {
  title: 'Command palette',
  description: 'Search pods, shells, namespaces, contexts and commands.',
  placeholder: 'Search pods, shells and commands',
  open: 'Open command palette',
  openShort: 'Search',
  openInTerminal: 'Open command palette, even in a terminal',
  help: 'Show keyboard shortcuts',
  helpTitle: 'Keyboard shortcuts',
  helpText: 'In a terminal, all keys go to the shell except those marked.',
  inTerminal: 'works in a terminal',
  close: 'Close',
  nothing: 'No results.',
  loading: 'Loading pods, namespaces, contexts and running shells',
  found: (count: number) => (count === 1 ? '1 result' : `${count} results`),

  groups: {
    commands: 'Commands',
    shells: 'Open shell',
    running: 'Running shells',
    pods: 'Go to pod',
    namespaces: 'Switch namespace',
    contexts: 'Switch context',
  },
  general: 'General',
  goToPods: 'Go to pods',
  goToSessions: 'Show running shells',
  sessionsWords: 'sessions end all terminals',
  light: 'Use light theme',
  dark: 'Use dark theme',
  system: 'Use system theme',
  /** @param name of the language, in itself */
  language: (name: string) => `Language: ${name}`,
  /** Finds the choice of a language, whatever the language of the page. */
  languageWords: 'language translation',
  allNamespaces: 'All namespaces',
  podWords: (namespace: string, status: string) => `${namespace} ${status} pod`,
  shellWords: (namespace: string, container: string) => `${namespace} ${container} shell terminal exec`,
  /** Without the context: who types its name wants to switch to it. */
  runningWords: (namespace: string, container: string) =>
    `${namespace} ${container} running shell session terminal`,
  endRunning: 'End shell',
  endedRunning: (pod: string) => `Ended the shell in ${pod}.`,
  notEnded: (pod: string) => `Can’t end the shell in ${pod}. Try again.`,
  namespaceWords: 'namespace pods',
  contextWords: (user: string, cluster: string) => `context cluster ${user} ${cluster}`,
  themeWords: 'theme color colour appearance mode',
  /** The reason follows. */
  failed: 'Some results are missing.',
} as const;
