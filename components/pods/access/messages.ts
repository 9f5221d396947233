/** Every sentence of the menu beside a Shell button, which loads when it opens. */
export const messages = {
  podLinks: 'Pod',
  onOwnPage: 'Open full page',
  otherShellIn: 'Choose shell or command',
  otherShellOf: (container: string) => `Choose a shell or command in ${container}`,
  debug: 'Add debug container…',
  attachTo: 'Attach to main process',
  attachOf: (container: string) => `Attach to the main process of ${container}`,
  shellOnOwnPage: (container: string) => `${container}, full page`,
  logs: 'Log',
  logOf: (container: string) => `Log of ${container}`,
  logOfAll: 'All containers',
  logsOfPodsOf: (owner: string) => `Logs of all pods of ${owner}`,
  defaultContainer: 'default',
} as const;
